#include "searchd/understanding/index_words.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;

/// A letter alone is a word by chance in any layout.
constexpr double kLetterAlone = 0.3;

double letters_in(std::string_view word) {
  const auto count =
      std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return count == 1 ? kLetterAlone : static_cast<double>(count);
}

double worth(Acquaintance acquaintance) {
  switch (acquaintance) {
    case Acquaintance::kNone:
      return 0;
    case Acquaintance::kDictionary:
      return 0.4;
    case Acquaintance::kGuessedKin:
      return 0.45;
    case Acquaintance::kGuessed:
      return 0.5;
    case Acquaintance::kKin:
      return 0.7;
    case Acquaintance::kForm:
      return 0.95;
    case Acquaintance::kExact:
      return 1;
  }
  return 0;
}

}  // namespace

std::uint32_t IndexWords::pages_with(const Token& token) const {
  return index_.get_termfreq(schema::term_for(Field::kBody, Grade::kExact, token.exact));
}

Acquaintance IndexWords::acquaintance(const Token& token) const {
  const Acquaintance of_index = acquaintance_of_index(token);
  if (of_index >= Acquaintance::kForm || !synonyms_.has({token.exact, token.lemma})) return of_index;
  return Acquaintance::kForm;
}

Acquaintance IndexWords::acquaintance_of_index(const Token& token) const {
  if (pages_with(token) > 0) return Acquaintance::kExact;
  if (token.stop_word) return Acquaintance::kForm;
  const bool lemma =
      token.lemma != token.exact && index_.term_exists(schema::term_for(Field::kBody, Grade::kLemma, token.lemma));
  // A lemma that is spelt like the root stands for it.
  const bool root = !lemma && (index_.term_exists(schema::term_for(Field::kBody, Grade::kRoot, token.root)) ||
                               index_.term_exists(schema::term_for(Field::kBody, Grade::kLemma, token.root)));
  const bool certain = token.source == LemmaSource::kDictionary || token.source == LemmaSource::kEnglish;
  if (lemma) return certain ? Acquaintance::kForm : Acquaintance::kGuessed;
  if (root) return certain ? Acquaintance::kKin : Acquaintance::kGuessedKin;
  // Pages are called so by others, and perhaps found by nothing else.
  if (index_.term_exists(schema::term_for(Field::kAnchors, Grade::kRoot, token.root))) return Acquaintance::kForm;
  return token.source == LemmaSource::kDictionary ? Acquaintance::kDictionary : Acquaintance::kNone;
}

std::span<const Token> IndexWords::tokens_of(std::string_view text) {
  analyzer_.analyze(text, analysis_);
  return analysis_.tokens();
}

Familiarity IndexWords::familiarity(std::string_view text) {
  Familiarity all;
  const std::span<const Token> tokens = tokens_of(text);
  for (std::size_t i = 0; i < tokens.size();) {
    double best = 0, letters = 0;
    std::uint32_t pages = 0;
    const std::uint32_t place = tokens[i].position;
    for (; i < tokens.size() && tokens[i].position == place; ++i) {
      best = std::max(best, worth(acquaintance(tokens[i])));
      letters = std::max(letters, letters_in(tokens[i].exact));
      pages = std::max(pages, pages_with(tokens[i]));
    }
    all.letters += letters;
    all.known += letters * best;
    if (pages > 0) all.pages = all.pages == 0 ? pages : std::min(all.pages, pages);
  }
  return all;
}

}  // namespace izvor
