#include "searchd/understanding/compounds.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "izvor/index_schema.h"
#include "izvor/word_sequence.h"
#include "searchd/understanding/letters.h"
#include "searchd/understanding/word_endings.h"

namespace izvor {
namespace {

/// Letters. Shorter parts are prepositions and chance: „по лица“ is not „полица“.
constexpr std::size_t kShortestLeft = 3, kShortestRight = 4;
/// Pages that are looked into for the parts side by side.
constexpr std::size_t kMostPages = 20, kMostSteps = 1000;

bool is_cyrillic_word(std::string_view word) {
  const auto letters = letters_of(word);
  return letters && !letters->empty() &&
         std::ranges::all_of(*letters, [](char c) { return is_cyrillic(static_cast<std::uint8_t>(c)); });
}

}  // namespace

struct Compounds::Half {
  std::string term;
  WordCode code = 0;
};

std::optional<std::string> Compounds::joined(std::string_view left, std::string_view right) {
  if (letters_in(left) < kShortestLeft || letters_in(right) < kShortestRight) return std::nullopt;
  std::string word = std::string(left) + std::string(right);
  if (!is_cyrillic_word(word)) return std::nullopt;
  const std::span<const Token> parts = words_.tokens_of(left);
  if (parts.empty()) return std::nullopt;
  // „под модули“ is „подмодули“, as no page says it otherwise; „без опасност“ is what it says.
  if (parts.front().stop_word && stand_apart(left, right, word)) return std::nullopt;
  const std::span<const Token> tokens = words_.tokens_of(word);
  // What the analyzer takes for two words that were glued is no compound.
  const auto whole = [](const Token& token) {
    return token.origin == TokenOrigin::kText || token.origin == TokenOrigin::kAlternative;
  };
  if (!std::ranges::all_of(tokens, whole) || tokens_at_place(tokens) != tokens.size()) return std::nullopt;
  for (const Token& token : tokens) {
    const Attestation attested = words_.attestation(token);
    if (attested >= Attestation::kForm || attested == Attestation::kGuessed) return word;
  }
  return with_other_ending(vocabulary_, word);
}

std::optional<Compounds::Half> Compounds::half(std::string_view text, StopWords stop_words) {
  for (const Token& token : words_.tokens_of(text)) {
    if ((token.stop_word && stop_words == StopWords::kNo) || token.origin != TokenOrigin::kText) continue;
    std::string term = schema::term_for(schema::Field::kBody, schema::Grade::kLemma, token.lemma);
    if (words_.index().term_exists(term)) return Half{std::move(term), word_code(token.root, token.lemma)};
  }
  return std::nullopt;
}

WordCode Compounds::code_of(std::string_view word) {
  const std::span<const Token> tokens = words_.tokens_of(word);
  return tokens.empty() ? WordCode{0} : word_code(tokens.front().root, tokens.front().lemma);
}

bool Compounds::stand_together(const Half& left, const Half& right, WordCode joined) const {
  const Xapian::Database& index = words_.index();
  auto one = index.postlist_begin(left.term);
  auto other = index.postlist_begin(right.term);
  for (std::size_t looked = 0, steps = 0; looked < kMostPages && steps < kMostSteps; ++steps) {
    if (one == index.postlist_end(left.term)) return false;
    other.skip_to(*one);
    if (other == index.postlist_end(right.term)) return false;
    if (*other != *one) {
      one.skip_to(*other);
      continue;
    }
    ++looked;
    const std::string value = index.get_document(*one, Xapian::DOC_ASSUME_VALID).get_value(schema::kWords);
    const WordSequence words = read_word_sequence(value);
    bool before = false, here = false;  // The left part stood at the place before; at this one.
    bool hyphen = false;                // The place has the joined word, too.
    for (std::size_t i = 0; i < words.text.size(); ++i) {
      if ((words.text[i] & kSamePlace) == 0) {
        before = here && !hyphen;
        here = hyphen = false;
      }
      const WordCode code = words.text[i] & kWordBits;
      here = here || code == left.code;
      hyphen = hyphen || (joined != 0 && code == joined);
      if (before && code == right.code) return true;
    }
    ++one;
  }
  return false;
}

bool Compounds::stand_together(std::string_view two_words) {
  const std::size_t space = two_words.find(' ');
  if (space == std::string_view::npos) return false;
  const auto left = half(two_words.substr(0, space), StopWords::kYes),
             right = half(two_words.substr(space + 1), StopWords::kYes);
  return left && right && stand_together(*left, *right);
}

bool Compounds::stand_apart(std::string_view left, std::string_view right, std::string_view word) {
  const auto one = half(left, StopWords::kYes), other = half(right, StopWords::kYes);
  return one && other && stand_together(*one, *other, code_of(word));
}

std::optional<std::string> Compounds::apart(std::string_view word) {
  if (letters_in(word) < kShortestLeft + kShortestRight || !is_cyrillic_word(word)) return std::nullopt;
  for (std::size_t cut = 2 * kShortestLeft; cut + 2 * kShortestRight <= word.size(); cut += 2) {
    const std::string_view left = word.substr(0, cut), right = word.substr(cut);
    // Words of the pages as they are here: a stem by chance is no part.
    const auto first = letters_of(left), second = letters_of(right);
    if (!first || vocabulary_.pages_with(*first) == 0 || !second || vocabulary_.pages_with(*second) == 0) continue;
    const auto one = half(left, StopWords::kNo), other = half(right, StopWords::kNo);
    if (one && other && stand_together(*one, *other)) return std::string(left) + " " + std::string(right);
  }
  return std::nullopt;
}

}  // namespace izvor
