// IndexWords: does the index know this word, and how well? Every reading of a query is judged by it.
//
// Asks the index as it is now, not the vocabulary, which may be some commits older. Throws Xapian::Error. One thread, one
// index revision; for the time of one query.
#pragma once

#include <cstdint>
#include <string_view>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "searchd/understanding/synonyms.h"

namespace izvor {

/// From unknown to known, as far as it matters to a reading of the query.
enum class Acquaintance {
  kNone,        ///< Neither the index nor the dictionary has it.
  kDictionary,  ///< A Bulgarian word that no page has.
  kGuessedKin,  ///< Pages have words of the root that its ending suggests.
  kGuessed,     ///< Pages have the lemma that its ending suggests.
  kKin,         ///< Pages have derived words.
  kForm,        ///< Pages have another form of it; it is in the dictionary, or English.
  kExact,       ///< Pages have this form.
};

/// How much of a text is made of words that the index has.
struct Familiarity {
  double letters = 0;       ///< Of words; single letters count little.
  double known = 0;         ///< Of them, letters of known words; words that are only like known ones count in part.
  std::uint32_t pages = 0;  ///< With the rarest known word; 0 when none is known.

  [[nodiscard]] double share() const { return letters > 0 ? known / letters : 0; }
};

class IndexWords {
 public:
  /// A word of the synonyms is known, too: it stands for one that the index may have.
  IndexWords(const Xapian::Database& index, const Synonyms& synonyms, const Analyzer& analyzer, Analysis& analysis)
      : index_(index), synonyms_(synonyms), analyzer_(analyzer), analysis_(analysis) {}

  [[nodiscard]] Acquaintance acquaintance(const Token& token) const;
  /// The same without the synonyms.
  [[nodiscard]] Acquaintance acquaintance_of_index(const Token& token) const;
  /// Of all words of a text. Overwrites the analysis that it was given.
  [[nodiscard]] Familiarity familiarity(std::string_view text);

  [[nodiscard]] const Analyzer& analyzer() const { return analyzer_; }
  /// Analyses a text; the tokens live until the next call of anything here.
  [[nodiscard]] std::span<const Token> tokens_of(std::string_view text);
  [[nodiscard]] std::uint32_t pages_with(const Token& token) const;

 private:
  const Xapian::Database& index_;
  const Synonyms& synonyms_;
  const Analyzer& analyzer_;
  Analysis& analysis_;
};

}  // namespace izvor
