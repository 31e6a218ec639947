// WordKinds: noun, adjective, verb or small word, as far as a suggestion must know.
//
// The lemma table has no word classes, but it has the forms that only one class has: "цифровата" with the lemma "цифров" makes
// that an adjective, "кабелът" makes "кабел" a noun, "работят" makes "работя" a verb. So a word is asked for by its forms, once
// for each lemma. Keeps what it found; one thread, one analyzer.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "izvor/analyzer.h"

namespace izvor {

enum class WordKind {
  kNoun,
  kAdjective,  ///< Participles that stand before a noun, too.
  kVerb,
  kPreposition,
  kConjunction,  ///< "и" and "или": those that join nouns.
  kForeign,      ///< Latin, digits among letters, references, or a word that the dictionary lacks: may be noun or adjective.
  kNumber,
  kOther,  ///< Pronouns, particles, adverbs, other conjunctions.
};

class WordKinds {
 public:
  explicit WordKinds(const Analyzer& analyzer) : analyzer_(analyzer) {}

  [[nodiscard]] WordKind of(const Token& token);
  /// The word without its article where the dictionary knows such a form of the same lemma: "защитата" gives "защита",
  /// "цифровите" "цифрови". Else the word.
  [[nodiscard]] std::string without_article(const Token& token);

 private:
  [[nodiscard]] WordKind kind_of_bulgarian(const Token& token);
  [[nodiscard]] WordKind kind_of_lemma(std::string_view lemma);
  [[nodiscard]] bool has_form(std::string_view form, std::string_view lemma);

  const Analyzer& analyzer_;
  Analysis analysis_;
  std::unordered_map<std::string, WordKind> of_lemma_;
};

}  // namespace izvor
