#include "searchd/understanding/spelling_reader.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "searchd/understanding/letters.h"
#include "searchd/understanding/spelling.h"
#include "searchd/understanding/typed_case.h"
#include "searchd/understanding/word_endings.h"

namespace izvor {
namespace {

/// Letters: "ии" is no error; Latin words are names of things more often than not.
constexpr std::size_t kShortestMended = 3, kShortestLatinMended = 8;
/// Bytes: a half of one letter is an error; one of two is a preposition or nothing.
constexpr std::size_t kShortestHalf = 4, kShortHalf = 6;

/// A word that is on more pages than this is no error, however common its neighbour is.
constexpr std::uint32_t kRarePages = 3;

double dearness_of(double cost, std::uint32_t pages) { return cost - 1.3 * std::log(std::max(pages, 1U)); }

bool covers(const std::vector<TextEdit>& taken, std::size_t at) {
  return std::ranges::any_of(taken, [&](const TextEdit& edit) { return edit.begin <= at && at < edit.end; });
}

}  // namespace

std::vector<SpellingReader::Word> SpellingReader::doubtful_words(std::string_view clause, const std::vector<TextEdit>& taken) {
  std::vector<Word> words;
  bool among_known = false;
  std::span<const Token> tokens = words_.tokens_of(clause);
  while (!tokens.empty() && words.size() < kMaxMended) {
    const std::span<const Token> place = tokens.first(tokens_at_place(tokens));
    tokens = tokens.subspan(place.size());
    const Token& token = place.front();
    // A word of letters that stands alone at its place.
    bool alone = token.kind == TokenKind::kWord && token.origin == TokenOrigin::kText;
    for (const Token& other : place.subspan(1)) alone = alone && other.origin == TokenOrigin::kAlternative;
    if (!alone || token.stop_word || covers(taken, token.begin)) continue;
    const TextEvidence known = words_.evidence_of(place);
    among_known = among_known || (known.in_pages && known.pages > kRarePages);
    if (known.in_dictionary || (known.in_pages && (known.pages == 0 || known.pages > kRarePages))) continue;
    const std::string_view typed = clause.substr(token.begin, token.end - token.begin);
    const bool cyrillic = static_cast<unsigned char>(token.exact.front()) >= 0x80;
    if (known.letters < (cyrillic ? kShortestMended : kShortestLatinMended)) continue;
    words.push_back(
        {token.begin,
         token.end,
         std::string(token.exact),
         {known.in_pages, known.in_dictionary, known.dictionary_name, known.pages, typed_case_of(typed), known.letters},
         cyrillic,
         false});
  }
  for (Word& word : words) word.among_known = among_known;
  return words;
}

std::uint32_t SpellingReader::pages_with(std::string_view word) const {
  const auto letters = letters_of(word);
  return letters ? vocabulary_.pages_with(*letters) : 0;
}

std::optional<SpellingReader::Proposal> SpellingReader::nearest(const Word& word) {
  constexpr std::size_t kLookedAt = 4;
  std::optional<Proposal> best;
  for (const Correction& correction : corrections(vocabulary_, word.exact, kLookedAt)) {
    Proposal proposal{correction.word,
                      {.kind = ReadingKind::kSpelling,
                       .in_pages = true,
                       .misspelt = !word.cyrillic,  // A name of something more often than an error.
                       .written_capital = word.typed.capitals == TypedCase::kFirst && capitals_.has(correction.word),
                       .among_known = word.among_known,
                       .cost = correction.cost,
                       .letters = letters_in(correction.word),
                       .pages = correction.pages},
                      dearness_of(correction.cost, correction.pages)};
    // Of the near ones a name is put right by a name.
    const bool better = !best || (proposal.evidence.written_capital && !best->evidence.written_capital);
    if (better) best = std::move(proposal);
    if (word.typed.capitals != TypedCase::kFirst) break;
  }
  return best;
}

std::optional<SpellingReader::Proposal> SpellingReader::other_ending(const Word& word) {
  auto form = with_other_ending(vocabulary_, word.exact);
  if (!form) return std::nullopt;
  const std::uint32_t pages = pages_with(*form);
  const bool capital = word.typed.capitals == TypedCase::kFirst && capitals_.has(*form);
  return Proposal{std::move(*form),
                  {.kind = ReadingKind::kSpelling,
                   .in_pages = true,
                   .ending_only = true,
                   .written_capital = capital,
                   .letters = word.typed.letters,
                   .pages = pages},
                  0};
}

/// Both halves are words that pages have.
std::optional<SpellingReader::Proposal> SpellingReader::with_space(const Word& word) {
  std::optional<Proposal> best;
  for (std::size_t cut = 2; word.cyrillic && cut + 2 <= word.exact.size(); cut += 2) {
    const std::string_view whole = word.exact;
    const std::string_view left = whole.substr(0, cut), right = whole.substr(cut);
    if ((static_cast<unsigned char>(right.front()) & 0xC0U) == 0x80U) return std::nullopt;  // A digit: letters of one byte.
    if (left.size() < kShortestHalf || right.size() < kShortestHalf) continue;
    const std::uint32_t pages = std::min(pages_with(left), pages_with(right));
    if (pages == 0) continue;
    const bool short_half = std::min(left.size(), right.size()) <= kShortHalf;
    const double cost = short_half ? 1.4 * kEdit : kEdit;
    const double dearness = dearness_of(cost, pages);
    if (best && dearness >= best->dearness) continue;
    best = Proposal{std::string(left) + " " + std::string(right),
                    {.kind = ReadingKind::kSpaceAdded,
                     .in_pages = true,
                     .cost = static_cast<int>(cost),
                     .letters = letters_in(right),
                     .pages = pages},
                    dearness};
  }
  if (best) best->evidence.side_by_side = compounds_.stand_together(best->text);
  return best;
}

/// Of a word that no page has: another ending is searched beside it, and the nearest word offered; or else the cheaper of an
/// error and a forgotten space.
std::vector<Reading> SpellingReader::read_word(const Word& word) {
  std::vector<Proposal> proposals;
  auto near = nearest(word);
  if (!word.typed.in_pages) {
    auto form = other_ending(word);
    auto cut = form ? std::nullopt : with_space(word);
    if (form) proposals.push_back(std::move(*form));
    if (cut && (!near || cut->dearness < near->dearness)) near = std::move(cut);
  }
  if (near && (proposals.empty() || proposals.front().text != near->text)) proposals.push_back(std::move(*near));
  std::vector<Reading> readings;
  for (Proposal& proposal : proposals) {
    Strength strength = strength_of(word.typed, proposal.evidence);
    if (!readings.empty()) strength = std::min(strength, Strength::kOffered);
    if (strength == Strength::kIgnored) continue;
    readings.push_back({proposal.evidence.kind, strength, {{word.begin, word.end, std::move(proposal.text)}}, false});
  }
  return readings;
}

std::vector<Reading> SpellingReader::read(std::string_view clause, const std::vector<TextEdit>& taken) {
  std::vector<Reading> all;
  for (const Word& word : doubtful_words(clause, taken))
    for (Reading& reading : read_word(word)) all.push_back(std::move(reading));
  return all;
}

}  // namespace izvor
