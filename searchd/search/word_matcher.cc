#include "searchd/search/word_matcher.h"

#include <algorithm>
#include <utility>

namespace izvor {
namespace {

using schema::Grade;

constexpr std::size_t kRoots = kRootBits + 1;
constexpr std::int8_t kNone = -1;

std::optional<Grade> grade_of(const QueryWord& word, const Token& token) {
  std::optional<Grade> best;
  for (const WordForm& form : word.forms) {
    if (form.in_capitals && token.capitals == Capitals::kNone) continue;
    if (form.exact == token.exact) return Grade::kExact;
    if (form.in_capitals) continue;
    if (form.lemma == token.lemma) {
      best = Grade::kLemma;
    } else if (!best && form.root == token.root) {
      best = Grade::kRoot;
    }
  }
  return best;
}

bool closer(Grade a, Grade b) { return static_cast<int>(a) < static_cast<int>(b); }

std::size_t next_place(std::span<const Token> tokens, std::size_t i) {
  const std::uint32_t position = tokens[i].position;
  while (i < tokens.size() && tokens[i].position == position) ++i;
  return i;
}

}  // namespace

std::string Sought::text() const {
  std::string all;
  for (const QueryWord& word : words) all.append(all.empty() ? "" : " ").append(word.text);
  return all;
}

WordMatcher::WordMatcher(std::vector<Sought> sought)
    : sought_(std::move(sought)), word_by_root_(kRoots, kNone), phrase_codes_(sought_.size()) {
  if (sought_.size() > kMaxSought) sought_.resize(kMaxSought);
  // From the last to the first, so that of two words with one root the first typed is shown.
  for (std::size_t i = sought_.size(); i-- > 0;) {
    const Sought& one = sought_[i];
    has_phrases_ = has_phrases_ || one.is_phrase();
    for (const QueryWord& word : one.words) {
      std::vector<WordCode> codes;
      for (const WordForm& form : word.forms) codes.push_back(word_code(form.root, form.lemma));
      if (!one.is_phrase())
        for (const WordCode code : codes) word_by_root_[code & kRootBits] = static_cast<std::int8_t>(i);
      phrase_codes_[i].push_back(std::move(codes));
    }
  }
}

bool WordMatcher::phrase_has_code(std::size_t sought, std::size_t place, WordCode code) const {
  const auto& codes = phrase_codes_[sought][place];
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::optional<Match> WordMatcher::match(const Token& token) const {
  std::optional<Match> best;
  for (std::size_t i = 0; i < sought_.size(); ++i) {
    if (sought_[i].is_phrase()) continue;
    const auto grade = grade_of(sought_[i].words.front(), token);
    if (grade && (!best || closer(*grade, best->grade))) best = Match{i, *grade};
  }
  return best;
}

std::optional<Match> WordMatcher::match(std::string_view piece, const Analyzer& analyzer, Analysis& analysis) const {
  analyzer.analyze(piece, analysis);
  std::optional<Match> best;
  for (const Token& token : analysis.tokens()) {
    const auto found = match(token);
    if (found && (!best || closer(found->grade, best->grade))) best = found;
  }
  return best;
}

bool WordMatcher::is_phrase_word(std::size_t sought, std::size_t place, std::string_view piece, const Analyzer& analyzer,
                                 Analysis& analysis) const {
  analyzer.analyze(piece, analysis);
  const auto tokens = analysis.tokens();
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    const auto grade = grade_of(sought_[sought].words[place], token);
    return grade && *grade != Grade::kRoot;
  });
}

/// The phrase, if its words stand from the first of `tokens` on, each at the next place.
std::optional<TokenMatch> WordMatcher::phrase_at(std::span<const Token> tokens, std::size_t sought) const {
  TokenMatch found;
  found.sought = sought;
  found.grade = Grade::kExact;
  std::size_t i = 0;
  for (const QueryWord& word : sought_[sought].words) {
    if (i >= tokens.size() || (i > 0 && tokens[i].position != tokens[i - 1].position + 1)) return std::nullopt;
    const std::size_t end = next_place(tokens, i);
    std::optional<Grade> best;
    for (std::size_t k = i; k < end; ++k) {
      const auto grade = grade_of(word, tokens[k]);
      if (grade && *grade != Grade::kRoot && (!best || closer(*grade, *best))) best = grade;
    }
    if (!best) return std::nullopt;
    if (i == 0) found.begin = tokens[0].begin;
    if (closer(found.grade, *best)) found.grade = *best;
    found.end = tokens[i].end;
    i = end;
  }
  return found;
}

std::vector<TokenMatch> WordMatcher::match_all(std::span<const Token> tokens) const {
  std::vector<TokenMatch> all;
  std::uint32_t taken = 0;
  for (std::size_t i = 0; i < tokens.size(); i = next_place(tokens, i)) {
    if (tokens[i].begin < taken) continue;
    std::optional<TokenMatch> found;
    for (std::size_t s = 0; has_phrases_ && s < sought_.size() && !found; ++s)
      if (sought_[s].is_phrase()) found = phrase_at(tokens.subspan(i), s);
    const std::size_t end = next_place(tokens, i);
    for (std::size_t k = i; k < end && !(found && sought_[found->sought].is_phrase()); ++k) {
      const auto one = match(tokens[k]);
      if (!one || (found && !closer(one->grade, found->grade))) continue;
      found = TokenMatch{*one, tokens[k].begin, tokens[k].end};
    }
    if (!found) continue;
    taken = found->end;
    all.push_back(*found);
  }
  return all;
}

}  // namespace izvor
