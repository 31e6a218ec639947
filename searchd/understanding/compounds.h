// Compounds: words that are written in one, with a hyphen, or apart: „киберсигурност“, „кибер-сигурност“, „кибер сигурност“.
//
// A pair of words of the query stands for the joined word too, and a word for its parts, where the index has them: joined in
// any form, the parts side by side. Pages with a hyphen are known by the parts and by the joined word already. One thread; for
// the time of one query. Throws Xapian::Error.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "izvor/word_sequence.h"
#include "searchd/understanding/index_words.h"
#include "searchd/understanding/vocabulary.h"

namespace izvor {

class Compounds {
 public:
  Compounds(const Vocabulary& vocabulary, IndexWords& words) : vocabulary_(vocabulary), words_(words) {}

  /// The word that two words (lower case) are together, in a form that the index has or knows the lemma of.
  [[nodiscard]] std::optional<std::string> joined(std::string_view left, std::string_view right);
  /// The two words that a word is apart, where a page has them side by side.
  [[nodiscard]] std::optional<std::string> apart(std::string_view word);
  /// Whether a page has two words side by side, in any form.
  [[nodiscard]] bool stand_together(std::string_view two_words);

 private:
  struct Half;
  enum class StopWords { kNo, kYes };
  [[nodiscard]] std::optional<Half> half(std::string_view text, StopWords stop_words);
  /// But for places where the joined word stands too, with a hyphen; 0: none is known.
  [[nodiscard]] bool stand_together(const Half& left, const Half& right, WordCode joined = 0) const;
  /// Whether a page has two words side by side that are not a compound with a hyphen.
  [[nodiscard]] bool stand_apart(std::string_view left, std::string_view right, std::string_view word);
  [[nodiscard]] WordCode code_of(std::string_view word);

  const Vocabulary& vocabulary_;
  IndexWords& words_;
};

}  // namespace izvor
