#include "searchd/suggest/suggestions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace izvor {
namespace {

/// Of the phrases with the rarest word of a question about so many are looked at, the best ones: those of few pages stay unseen
/// behind them.
constexpr std::size_t kMostLooked = 20'000;
/// The phrases of a word that has no more are marked, so that each look costs a bit; of commoner words most phrases that are
/// looked at have them, too.
constexpr std::size_t kMostMarked = 100'000;
/// Of the fitting ones, so many times what is asked for are compared.
constexpr std::size_t kComparedPerShown = 8;
constexpr std::size_t kMostRanges = 64;

/// The words of a phrase that count: as written, whole and repaired.
bool counts(const Token& token) { return token.origin != TokenOrigin::kAlternative && !token.exact.empty(); }

/// Begins of equal keys in a list that is sorted by key: [begin[k], begin[k + 1]).
std::vector<std::uint32_t> begins_of(std::span<const std::pair<std::uint32_t, std::uint32_t>> sorted, std::size_t keys) {
  std::vector<std::uint32_t> begins(keys + 1, 0);
  for (const auto& [key, value] : sorted) ++begins[key + 1];
  for (std::size_t k = 0; k < keys; ++k) begins[k + 1] += begins[k];
  return begins;
}

std::vector<std::uint32_t> values_of(std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs) {
  std::vector<std::uint32_t> values;
  values.reserve(pairs.size());
  for (const auto& [key, value] : pairs) values.push_back(value);
  return values;
}

/// Gives numbers ascending, each once, and sorts hardly more of them than are asked for.
class Ascending {
 public:
  explicit Ascending(std::vector<std::uint32_t> numbers) : numbers_(std::move(numbers)) {}

  [[nodiscard]] std::optional<std::uint32_t> next() {
    for (;;) {
      if (at_ == sorted_ && !sort_more()) return std::nullopt;
      const std::uint32_t number = numbers_[at_++];
      if (at_ < 2 || number != numbers_[at_ - 2]) return number;
    }
  }

 private:
  bool sort_more() {
    constexpr std::size_t kAtFirst = 256;
    if (sorted_ == numbers_.size()) return false;
    const std::size_t end = std::min(numbers_.size(), std::max(kAtFirst, 2 * sorted_));
    const auto from = numbers_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    const auto to = numbers_.begin() + static_cast<std::ptrdiff_t>(end);
    if (to != numbers_.end()) std::nth_element(from, to, numbers_.end());
    std::sort(from, to);
    sorted_ = end;
    return true;
  }

  std::vector<std::uint32_t> numbers_;
  std::size_t sorted_ = 0;  ///< The first so many are in their places.
  std::size_t at_ = 0;
};

/// "изкуствен интелект" and "изкуствен интелект (ИИ)".
bool differ_by_acronym(const Suggestion& a, const Suggestion& b) {
  const std::string& shorter = a.text.size() < b.text.size() ? a.text : b.text;
  const std::string& longer = a.text.size() < b.text.size() ? b.text : a.text;
  return longer.starts_with(shorter) && std::string_view(longer).substr(shorter.size()).starts_with(" (");
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

void sort_once(Pairs& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

}  // namespace

Suggestions::Suggestions(std::span<const SuggestedPhrase> phrases, const Analyzer& analyzer) {
  std::map<std::string, std::string, std::less<>> root_of;  // Of each word, in order.
  std::vector<std::vector<std::string>> exact_of(phrases.size());
  Analysis analysis;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    analyzer.analyze(phrases[i].text, analysis);
    for (const Token& token : analysis.tokens()) {
      if (!counts(token)) continue;
      root_of.try_emplace(std::string(token.exact), token.root);
      exact_of[i].emplace_back(token.exact);
    }
  }
  std::vector<std::string> words;
  for (const auto& [word, root] : root_of) {
    words.push_back(word);
    roots_.push_back(root);
  }
  std::sort(roots_.begin(), roots_.end());
  roots_.erase(std::unique(roots_.begin(), roots_.end()), roots_.end());
  words_ = PhraseWords(std::move(words));

  Pairs word_phrases, root_words;
  for (const auto& [word, root] : root_of) {
    word_root_.push_back(root_number(root));
    root_words.emplace_back(word_root_.back(), static_cast<std::uint32_t>(word_root_.size() - 1));
  }
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i);
    phrases_.push_back({.text = static_cast<std::uint32_t>(texts_.size()),
                        .first_word = static_cast<std::uint32_t>(phrase_words_.size()),
                        .pages = phrases[i].pages,
                        .worth = static_cast<float>(worth_of(phrases[i]))});
    texts_ += phrases[i].text;
    for (const std::string& exact : exact_of[i]) {
      phrase_words_.push_back(words_.number_of(exact));
      word_phrases.emplace_back(phrase_words_.back(), number);
    }
  }
  phrases_.push_back(
      {.text = static_cast<std::uint32_t>(texts_.size()), .first_word = static_cast<std::uint32_t>(phrase_words_.size())});
  beginnings_ = PhraseBeginnings(phrases.size(), [this](std::uint32_t phrase) { return text_of(phrase); });
  sort_once(word_phrases);
  sort_once(root_words);
  word_phrases_begin_ = begins_of(word_phrases, words_.size());
  word_phrases_ = values_of(word_phrases);
  root_words_begin_ = begins_of(root_words, roots_.size());
  root_words_ = values_of(root_words);
}

std::vector<Suggestion> Suggestions::continuing(std::string_view typed, std::size_t limit, const Analyzer& analyzer,
                                                Analysis& analysis, Errors errors) const {
  std::vector<Suggestion> suggestions;
  if (phrases_.empty() || limit == 0 || typed.size() > kMostTyped) return suggestions;
  const auto by_score = [](const Candidate& a, const Candidate& b) { return a.score > b.score; };
  std::vector<Candidate> candidates = going_on(typed, limit * kComparedPerShown);
  std::stable_sort(candidates.begin(), candidates.end(), by_score);
  const std::size_t whole = std::min(candidates.size(), limit);
  candidates.resize(whole);
  if (whole < limit) {
    std::vector<Candidate> others = fitting(words_of(typed, analyzer, analysis), limit * kComparedPerShown, errors);
    std::erase_if(others, [&](const Candidate& other) {
      return std::ranges::find(candidates, other.phrase, &Candidate::phrase) != candidates.end();
    });
    std::stable_sort(others.begin(), others.end(), by_score);
    candidates.insert(candidates.end(), others.begin(),
                      others.begin() + static_cast<std::ptrdiff_t>(std::min(others.size(), limit - whole)));
  }
  for (const Candidate& candidate : candidates) {
    Suggestion next = shown(candidate.phrase);
    const bool said = std::ranges::any_of(suggestions, [&](const Suggestion& one) { return differ_by_acronym(one, next); });
    if (!said) suggestions.push_back(std::move(next));
  }
  return suggestions;
}

std::vector<Suggestions::Candidate> Suggestions::going_on(std::string_view typed, std::size_t enough) const {
  std::vector<Candidate> candidates;
  const auto text = [this](std::uint32_t phrase) { return text_of(phrase); };
  const std::string beginning = folded_beginning(typed);
  for (const std::uint32_t phrase : beginnings_.first_of(beginning, enough, text)) {
    const std::string folded = folded_beginning(text_of(phrase));
    // "регламент" is rather "Регламент за …" than "Регламентация".
    const bool whole_word = folded.size() == beginning.size() || folded[beginning.size()] == ' ';
    candidates.push_back({phrase, score_of(phrase) + (whole_word ? 1 : 0)});
  }
  return candidates;
}

/// Without small words, but for the last: it may be the beginning of a longer one.
std::vector<Suggestions::TypedWord> Suggestions::words_of(std::string_view typed, const Analyzer& analyzer,
                                                          Analysis& analysis) {
  analyzer.analyze(typed, analysis);
  std::vector<TypedWord> words;
  std::uint32_t position = 0;
  for (const Token& token : analysis.tokens()) {
    if (!counts(token) || token.position == position) continue;  // The first at its place is the one that was typed.
    position = token.position;
    const bool complete = token.end < typed.size();
    if (complete && token.stop_word) continue;
    if (words.size() == kMostWords) break;
    words.push_back({.exact = std::string(token.exact), .root = std::string(token.root), .complete = complete});
  }
  return words;
}

std::vector<Suggestions::Candidate> Suggestions::fitting(std::span<const TypedWord> words, std::size_t enough,
                                                         Errors errors) const {
  std::vector<Candidate> candidates;
  std::vector<Condition> conditions;
  for (const TypedWord& word : words) {
    conditions.push_back(condition_of(word, errors));
    if (conditions.back().phrases == 0) return candidates;
  }
  if (conditions.empty()) return candidates;
  const auto rarest = std::min_element(conditions.begin(), conditions.end(),
                                       [](const Condition& a, const Condition& b) { return a.phrases < b.phrases; });
  // Numbers ascend from the best: where too many have the word, those below a number are enough.
  const auto below = static_cast<std::uint32_t>(size() * kMostLooked / std::max(rarest->phrases, kMostLooked));
  std::vector<std::uint32_t> numbers = phrases_with(*rarest, below);
  std::vector<const Condition*> common;
  for (const Condition& condition : conditions) {
    if (&condition == &*rarest) continue;
    if (condition.phrases > kMostMarked) {
      common.push_back(&condition);
      continue;
    }
    std::vector<bool> marked(size());
    for (const std::uint32_t phrase : phrases_with(condition, below)) marked[phrase] = true;
    std::erase_if(numbers, [&](std::uint32_t phrase) { return !marked[phrase]; });
  }
  Ascending phrases(std::move(numbers));
  while (candidates.size() < enough) {
    const std::optional<std::uint32_t> phrase = phrases.next();
    if (!phrase) break;
    const bool all = std::ranges::all_of(common, [&](const Condition* condition) { return has(*phrase, *condition); });
    if (all) candidates.push_back({*phrase, score_of(*phrase) + gain_of_beginning(*phrase, conditions.front())});
  }
  return candidates;
}

Suggestions::Condition Suggestions::condition_of(const TypedWord& word, Errors errors) const {
  Condition condition;
  if (!word.complete) add_range(condition, words_.beginning_with(word.exact));
  const std::uint32_t root = root_number(word.root);
  if (root != kNoRoot) {
    condition.root = root;
    for (std::uint32_t i = root_words_begin_[root]; i < root_words_begin_[root + 1]; ++i) {
      condition.phrases += word_phrases_begin_[root_words_[i] + 1] - word_phrases_begin_[root_words_[i]];
    }
  }
  if (condition.phrases == 0 && errors == Errors::kForgiven) {
    for (const WordRange& range : words_.nearly_beginning_with(word.exact)) add_range(condition, range);
  }
  return condition;
}

void Suggestions::add_range(Condition& condition, WordRange range) const {
  if (range.empty() || condition.ranges.size() == kMostRanges) return;
  condition.ranges.push_back(range);
  condition.phrases += word_phrases_begin_[range.last] - word_phrases_begin_[range.first];
}

/// Phrases with lower numbers than `below`, in no order; some more than once.
std::vector<std::uint32_t> Suggestions::phrases_with(const Condition& condition, std::uint32_t below) const {
  std::vector<std::uint32_t> phrases;
  const auto add_words = [&](WordRange words) {
    for (std::uint32_t word = words.first; word < words.last; ++word) {
      const auto begin = word_phrases_.begin() + word_phrases_begin_[word];
      const auto end = word_phrases_.begin() + word_phrases_begin_[word + 1];
      phrases.insert(phrases.end(), begin, std::lower_bound(begin, end, below));
    }
  };
  for (const WordRange& range : condition.ranges) add_words(range);
  if (condition.root != kNoRoot) {
    for (std::uint32_t i = root_words_begin_[condition.root]; i < root_words_begin_[condition.root + 1]; ++i) {
      add_words({root_words_[i], root_words_[i] + 1});
    }
  }
  return phrases;
}

bool Suggestions::has(std::uint32_t phrase, const Condition& condition) const {
  const std::span<const std::uint32_t> words = words_in(phrase);
  return std::any_of(words.begin(), words.end(), [&](std::uint32_t word) { return fits(word, condition); });
}

bool Suggestions::fits(std::uint32_t word, const Condition& condition) const {
  return word_root_[word] == condition.root || std::any_of(condition.ranges.begin(), condition.ranges.end(),
                                                           [&](const WordRange& range) { return range.holds(word); });
}

/// Of phrases that are worth the same, the one with fewer words.
double Suggestions::score_of(std::uint32_t phrase) const {
  return phrases_[phrase].worth - 0.05 * static_cast<double>(words_in(phrase).size());
}

/// As much as eight times the pages.
double Suggestions::gain_of_beginning(std::uint32_t phrase, const Condition& first) const {
  const std::span<const std::uint32_t> words = words_in(phrase);
  return !words.empty() && fits(words.front(), first) ? 3 : 0;
}

std::uint32_t Suggestions::root_number(std::string_view root) const {
  const auto found = std::lower_bound(roots_.begin(), roots_.end(), root);
  return found != roots_.end() && *found == root ? static_cast<std::uint32_t>(found - roots_.begin()) : kNoRoot;
}

std::span<const std::uint32_t> Suggestions::words_in(std::uint32_t phrase) const {
  const std::uint32_t first = phrases_[phrase].first_word, last = phrases_[phrase + 1].first_word;
  return std::span(phrase_words_).subspan(first, last - first);
}

std::string_view Suggestions::text_of(std::uint32_t phrase) const {
  const std::uint32_t begin = phrases_[phrase].text, end = phrases_[phrase + 1].text;
  return std::string_view(texts_).substr(begin, end - begin);
}

Suggestion Suggestions::shown(std::uint32_t phrase) const {
  return {.text = std::string(text_of(phrase)), .pages = phrases_[phrase].pages};
}

}  // namespace izvor
