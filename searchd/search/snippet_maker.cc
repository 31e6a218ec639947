#include "searchd/search/snippet_maker.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "searchd/search/sentence_borders.h"

namespace izvor {
namespace {

/// A page that says one word ten thousand times is looked at this far.
constexpr std::size_t kMaxCandidates = 4096;

std::string_view piece_of(std::string_view text, ByteRange range) { return text.substr(range.begin, range.end - range.begin); }

void note(Finding& finding, schema::Grade grade, std::string_view form) {
  if (finding.found && static_cast<int>(finding.grade) <= static_cast<int>(grade)) return;
  finding.found = true;
  finding.grade = grade;
  finding.form = std::string(form);
}

/// Of the nearest heading that has one, or nothing. Headings are in the order of the text.
std::string_view anchor_above(const std::vector<Heading>& headings, std::uint32_t place) {
  std::string_view anchor;
  for (const Heading& heading : headings) {
    if (heading.offset > place) break;
    if (!heading.anchor.empty()) anchor = heading.anchor;
  }
  return anchor;
}

/// Moves the ends of a fragment out of what lies over several words: a date, a reference, a number with its unit.
void keep_whole(const std::vector<WordMark>& marks, Fragment& fragment) {
  constexpr std::ptrdiff_t kMostInside = 12;  // Marks of the words that another mark lies over.
  constexpr std::uint32_t kMostBytes = 200;
  const auto mark_over = [&](std::uint32_t place) -> const WordMark* {
    auto mark =
        std::lower_bound(marks.begin(), marks.end(), place, [](const WordMark& m, std::uint32_t at) { return m.begin < at; });
    for (std::ptrdiff_t left = kMostInside; mark != marks.begin() && left > 0; --left) {
      --mark;
      if (mark->begin < place && place < mark->end && mark->end - mark->begin <= kMostBytes) return &*mark;
    }
    return nullptr;
  };
  if (const WordMark* mark = mark_over(fragment.begin)) fragment.begin = mark->begin;
  if (const WordMark* mark = mark_over(fragment.end)) fragment.end = mark->end;
}

}  // namespace

PageExcerpt SnippetMaker::make(const StoredPage& page, const WordMatcher& matcher, const AskedArticle& asked) {
  excerpt_ = PageExcerpt();
  shown_to_ = 0;
  excerpt_.findings.resize(matcher.sought().size());
  mark_title(page, matcher);
  find_candidates(page, matcher);
  if (const auto section = section_asked(page, asked)) add_article(page, matcher, *section);
  if (excerpt_.snippets.empty()) {
    const std::vector<Candidate> all = candidates_;
    if (const auto article = named_article(page, matcher))
      std::erase_if(candidates_, [&](const Candidate& one) { return one.begin < article->begin || one.end > article->end; });
    add_fragments(page, matcher);
    candidates_ = all;
  }
  if (excerpt_.snippets.empty()) add_beginning(page);
  note_the_rest(page, matcher);
  return std::move(excerpt_);
}

void SnippetMaker::mark_title(const StoredPage& page, const WordMatcher& matcher) {
  analyzer_.analyze(page.title, analysis_);
  std::vector<ByteRange> matched;
  for (const TokenMatch& match : matcher.match_all(analysis_.tokens())) {
    Finding& finding = excerpt_.findings[match.sought];
    note(finding, match.grade, piece_of(page.title, {match.begin, match.end}));
    finding.in_title = finding.shown = true;
    if (!matcher.sought()[match.sought].stop_word) matched.push_back({match.begin, match.end});
  }
  const ByteRange whole{0, static_cast<std::uint32_t>(page.title.size())};
  excerpt_.title = show({.text = page.title, .range = whole, .matched = matched, .marks = {}});
}

void SnippetMaker::find_candidates(const StoredPage& page, const WordMatcher& matcher) {
  candidates_.clear();
  inside_.clear();
  for (const WordMark& mark : page.marks) {
    const int word = matcher.word_with_code(mark.word);
    if (word < 0 || mark.end <= mark.begin || mark.end > page.text.size()) continue;
    Candidate candidate;
    candidate.begin = mark.begin;
    candidate.end = mark.end;
    candidate.sought = static_cast<std::size_t>(word);
    if (!candidates_.empty() && mark.begin < candidates_.back().end) {
      const bool another = candidate.sought != candidates_.back().sought &&
                           std::ranges::find(inside_, candidate.sought, &Candidate::sought) == inside_.end();
      if (another) inside_.push_back(candidate);
      continue;  // Else another lemma of the same word.
    }
    candidates_.push_back(candidate);
    if (candidates_.size() == kMaxCandidates) break;
  }
  if (!matcher.has_phrases()) return;
  for (std::size_t i = 0; i < matcher.sought().size(); ++i)
    if (matcher.sought()[i].is_phrase()) find_phrases(page, matcher, i);
  std::stable_sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  // A phrase covers the words in it.
  std::uint32_t covered = 0;
  std::erase_if(candidates_, [&](const Candidate& candidate) {
    if (candidate.begin < covered) return true;
    covered = candidate.end;
    return false;
  });
}

void SnippetMaker::find_phrases(const StoredPage& page, const WordMatcher& matcher, std::size_t sought) {
  const std::size_t length = matcher.sought()[sought].words.size();
  const auto& marks = page.marks;
  for (std::size_t i = 0; i < marks.size() && candidates_.size() < kMaxCandidates; ++i) {
    if (!matcher.phrase_has_code(sought, 0, marks[i].word)) continue;
    Candidate candidate;
    candidate.begin = marks[i].begin;
    candidate.end = marks[i].end;
    candidate.sought = sought;
    std::size_t place = 1;
    bool right = false;
    for (std::size_t k = i + 1; k < marks.size() && place < length; ++k) {
      if (marks[k].begin < candidate.end) continue;  // Another lemma at the place before.
      std::size_t same = k;
      right = false;
      for (; same < marks.size() && marks[same].begin == marks[k].begin; ++same)
        right = right || matcher.phrase_has_code(sought, place, marks[same].word);
      if (!right) break;
      candidate.end = marks[k].end;
      ++place;
      k = same - 1;
    }
    if (place == length && candidate.end <= page.text.size()) candidates_.push_back(candidate);
  }
}

SnippetMaker::Window SnippetMaker::densest(std::uint32_t bytes, const std::vector<double>& weights) {
  counts_.assign(weights.size(), 0);
  Window best;
  double weight = 0;
  std::uint32_t best_length = 0;
  std::size_t first = 0;
  const auto counts = [&](std::size_t i) { return weights[candidates_[i].sought] > 0; };
  for (std::size_t last = 0; last < candidates_.size(); ++last) {
    if (!counts(last)) continue;
    if (counts_[candidates_[last].sought]++ == 0) weight += weights[candidates_[last].sought];
    // What the window can do without falls out on the left.
    while (first < last && (!counts(first) || candidates_[last].end - candidates_[first].begin > bytes ||
                            counts_[candidates_[first].sought] > 1)) {
      if (counts(first) && --counts_[candidates_[first].sought] == 0) weight -= weights[candidates_[first].sought];
      ++first;
    }
    const std::uint32_t length = candidates_[last].end - candidates_[first].begin;
    const double gain = weight - best.weight;
    if (gain > 1e-9 || (gain > -1e-9 && weight > 0 && length + 20 < best_length)) {
      best = {first, last, weight};
      best_length = length;
    }
  }
  return best;
}

ByteRange SnippetMaker::reach(const Window& window) const {
  return {candidates_[window.first].begin, candidates_[window.last].end};
}

void SnippetMaker::add_fragments(const StoredPage& page, const WordMatcher& matcher) {
  std::vector<double> weights;
  for (const Sought& sought : matcher.sought()) weights.push_back(sought.weight);
  const std::uint32_t whole = bytes_of(page.text, kCharacters);
  const Window first = densest(whole, weights);
  if (first.weight <= 0) return;
  std::vector<double> missing = weights;
  for (std::size_t i = first.first; i <= first.last; ++i) missing[candidates_[i].sought] = 0;
  const ByteRange core = reach(first);
  const std::uint32_t rest = whole - std::min(whole, std::max(whole / 2, core.end - core.begin));
  const Window second = rest >= whole / 4 ? densest(rest, missing) : Window{};
  if (second.weight <= 0) {
    add_fragment(page, matcher, first, whole);
    return;
  }
  const bool in_order = second.first > first.last;
  add_fragment(page, matcher, in_order ? first : second, in_order ? whole - rest : rest);
  add_fragment(page, matcher, in_order ? second : first, in_order ? rest : whole - rest);
}

/// What the candidate is, in fact.
std::optional<std::size_t> SnippetMaker::verify(const StoredPage& page, const WordMatcher& matcher,
                                                const Candidate& candidate) {
  const std::string_view piece = piece_of(page.text, ByteRange{candidate.begin, candidate.end});
  const Sought& sought = matcher.sought()[candidate.sought];
  if (!sought.is_phrase()) {
    const auto match = matcher.match(piece, analyzer_, analysis_);
    if (!match) return std::nullopt;
    note(excerpt_.findings[match->sought], match->grade, piece);
    return match->sought;
  }
  analyzer_.analyze(piece, analysis_);
  for (const TokenMatch& match : matcher.match_all(analysis_.tokens())) {
    if (match.sought != candidate.sought) continue;
    note(excerpt_.findings[match.sought], match.grade, piece);
    return match.sought;
  }
  return std::nullopt;
}

void SnippetMaker::add_fragment(const StoredPage& page, const WordMatcher& matcher, const Window& window, std::uint32_t bytes) {
  Fragment fragment = fragment_around(page.text, reach(window), bytes);
  keep_whole(page.marks, fragment);
  // Two fragments that would overlap are shown as neighbours.
  if (fragment.begin < shown_to_) {
    fragment.begin = std::min(shown_to_, reach(window).begin);
    fragment.cut_before = false;
  }
  // One ellipsis between two fragments is enough.
  if (!excerpt_.snippets.empty() && excerpt_.snippets.back().text.text.ends_with("…")) fragment.cut_before = false;
  shown_to_ = fragment.end;
  std::vector<ByteRange> matched;
  const auto begin = std::lower_bound(candidates_.begin(), candidates_.end(), fragment.begin,
                                      [](const Candidate& c, std::uint32_t at) { return c.begin < at; });
  for (auto candidate = begin; candidate != candidates_.end() && candidate->end <= fragment.end; ++candidate) {
    const std::optional<std::size_t> sought = verify(page, matcher, *candidate);
    if (!sought) continue;
    excerpt_.findings[*sought].shown = true;
    if (!matcher.sought()[*sought].stop_word) matched.push_back(*candidate);
  }
  if (matched.empty()) return;
  Snippet snippet;
  snippet.text = show({.text = page.text,
                       .range = {fragment.begin, fragment.end},
                       .matched = matched,
                       .marks = page.marks,
                       .cut_before = fragment.cut_before,
                       .cut_after = fragment.cut_after});
  snippet.link = passage_link(page.url, {.text = page.text,
                                         .range = {matched.front().begin, matched.back().end},
                                         .anchor = anchor_above(page.headings, matched.front().begin)});
  excerpt_.snippets.push_back(std::move(snippet));
}

/// The beginning of the section, with what matches in it.
void SnippetMaker::add_article(const StoredPage& page, const WordMatcher& matcher, const ActSection& section) {
  const std::string_view text = page.text;
  std::uint32_t end = std::min(section.end, section.begin + bytes_of(text.substr(section.begin), kCharacters));
  if (end < section.end)
    while (end > section.begin && text[end] != ' ' && text[end] != '\n') --end;
  while (end > section.begin && (text[end - 1] == '\n' || text[end - 1] == ' ')) --end;
  if (end == section.begin) return;
  std::vector<ByteRange> matched;
  for (const Candidate& candidate : candidates_)
    if (candidate.begin >= section.begin && candidate.end <= end && verify(page, matcher, candidate))
      matched.push_back(candidate);
  const auto line = static_cast<std::uint32_t>(std::min<std::size_t>(text.find('\n', section.begin), end));
  Snippet snippet;
  snippet.text = show({.text = text,
                       .range = {section.begin, end},
                       .matched = matched,
                       .marks = page.marks,
                       .cut_before = false,
                       .cut_after = end + 1 < section.end});
  snippet.link = passage_link(page.url, {.text = text, .range = {section.begin, line}, .anchor = section.anchor});
  excerpt_.snippets.push_back(std::move(snippet));
}

/// The article of an act whose name says most of what was asked and is said at all.
std::optional<ActSection> SnippetMaker::named_article(const StoredPage& page, const WordMatcher& matcher) const {
  constexpr double kMost = 0.6;
  if (!is_act(page)) return std::nullopt;
  const auto weight_in = [&](std::uint32_t begin, std::uint32_t end) {
    std::vector<bool> counted(matcher.sought().size());
    double weight = 0;
    const auto first = std::lower_bound(candidates_.begin(), candidates_.end(), begin,
                                        [](const Candidate& one, std::uint32_t at) { return one.begin < at; });
    for (auto one = first; one != candidates_.end() && one->end <= end; ++one) {
      if (counted[one->sought]) continue;
      counted[one->sought] = true;
      weight += matcher.sought()[one->sought].weight;
    }
    return weight;
  };
  const double all = weight_in(0, static_cast<std::uint32_t>(page.text.size()));
  double most = 0;
  std::uint32_t place = 0;
  for (const Heading& heading : page.headings) {
    const double weight = weight_in(heading.offset, heading.offset + static_cast<std::uint32_t>(heading.text.size()));
    if (weight <= most) continue;
    most = weight;
    place = heading.offset;
  }
  return most > 0 && most >= kMost * all ? section_around(page, place) : std::nullopt;
}

void SnippetMaker::add_beginning(const StoredPage& page) {
  const bool described = !page.description.empty();
  const std::string_view text = described ? page.description : page.text;
  if (text.empty()) return;
  const Fragment fragment = fragment_around(text, {0, 0}, bytes_of(text, kCharacters));
  Snippet snippet;
  snippet.text = show({.text = text,
                       .range = {fragment.begin, fragment.end},
                       .matched = {},
                       .marks = described ? std::span<const WordMark>() : std::span<const WordMark>(page.marks),
                       .cut_before = false,
                       .cut_after = fragment.cut_after});
  snippet.link = page.url;
  excerpt_.snippets.push_back(std::move(snippet));
}

/// Words that the fragments do not show may stand elsewhere: the first such place tells.
void SnippetMaker::note_the_rest(const StoredPage& page, const WordMatcher& matcher) {
  std::vector<bool> tried(matcher.sought().size(), false);
  for (const Candidate& candidate : candidates_) {
    if (excerpt_.findings[candidate.sought].found || tried[candidate.sought]) continue;
    tried[candidate.sought] = true;
    (void)verify(page, matcher, candidate);
  }
  for (const Candidate& candidate : inside_)
    if (const auto sought = verify(page, matcher, candidate)) excerpt_.findings[*sought].shown = true;
}

}  // namespace izvor
