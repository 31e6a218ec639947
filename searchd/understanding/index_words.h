// IndexWords: do the pages and the dictionaries have these words? Every reading of a query is judged by it.
//
// Asks the index as it is now, not the vocabulary, which may be some commits older. Throws Xapian::Error. One thread, one
// index revision; for the time of one query.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "searchd/understanding/english_words.h"
#include "searchd/understanding/synonyms.h"

namespace izvor {

/// How the index attests a word, from not at all to in this form.
enum class Attestation {
  kNone,        ///< Neither the index nor the dictionary has it.
  kDictionary,  ///< A Bulgarian word that no page has.
  kGuessedKin,  ///< Pages have words of the root that its ending suggests.
  kGuessed,     ///< Pages have the lemma that its ending suggests.
  kKin,         ///< Pages have derived words.
  kForm,        ///< Pages have another form of it; it is in the dictionary, or English.
  kExact,       ///< Pages have this form.
};

/// What is known of all words of a text.
struct TextEvidence {
  bool in_pages = false;         ///< Each, in this form or one that its ending suggests.
  bool certain = false;          ///< Each, in this form or another form of the dictionary.
  bool in_dictionary = false;    ///< Each is a word of Bulgarian or English, a number or a date.
  bool dictionary_name = false;  ///< So, and one of them is only a name.
  std::uint32_t pages = 0;       ///< With the rarest word in this form; 0 when one is nowhere in this form.
  std::size_t words = 0;
  std::size_t letters = 0;  ///< Of the longest word.

  [[nodiscard]] bool known() const { return in_pages || in_dictionary; }
};

[[nodiscard]] std::size_t letters_in(std::string_view utf8);

class IndexWords {
 public:
  /// A word of the synonyms is known, too: it stands for one that the index may have.
  IndexWords(const Xapian::Database& index, const Synonyms& synonyms, const EnglishWords& english, const Analyzer& analyzer,
             Analysis& analysis)
      : index_(index), synonyms_(synonyms), english_(english), analyzer_(analyzer), analysis_(analysis) {}

  [[nodiscard]] Attestation attestation(const Token& token) const;
  /// Overwrites the analysis that it was given.
  [[nodiscard]] TextEvidence evidence_of(std::string_view text);
  /// The same of the tokens at one place.
  [[nodiscard]] TextEvidence evidence_of(std::span<const Token> place) const;

  [[nodiscard]] const Xapian::Database& index() const { return index_; }
  /// Analyses a text; the tokens live until the next call of anything here that takes a text.
  [[nodiscard]] std::span<const Token> tokens_of(std::string_view text);
  [[nodiscard]] std::uint32_t pages_with(const Token& token) const;

 private:
  [[nodiscard]] EnglishWords::Entry dictionary_entry(const Token& token) const;

  const Xapian::Database& index_;
  const Synonyms& synonyms_;
  const EnglishWords& english_;
  const Analyzer& analyzer_;
  Analysis& analysis_;
};

/// How many of `tokens`, from the first on, stand at its place.
[[nodiscard]] std::size_t tokens_at_place(std::span<const Token> tokens);

}  // namespace izvor
