// SpellingReader: misspelt and glued words of a query, and what the index knows that is near.
//
// Only words are looked at that no page has in any form and no dictionary knows, or that are rare. Each is read as the cheapest of:
// the same word with another ending, the nearest word, or two words with the space between them that was forgotten.
// reading_strength.h says what becomes of it. One thread; for the time of one query. Throws Xapian::Error.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/understanding/compounds.h"
#include "searchd/understanding/index_words.h"
#include "searchd/understanding/reading.h"
#include "searchd/understanding/reading_strength.h"
#include "searchd/understanding/vocabulary.h"
#include "searchd/understanding/written_capitals.h"

namespace izvor {

class SpellingReader {
 public:
  static constexpr std::size_t kMaxMended = 8;  ///< Words of one query: bounds its cost.

  SpellingReader(const Vocabulary& vocabulary, IndexWords& words, WrittenCapitals& capitals, Compounds& compounds)
      : vocabulary_(vocabulary), words_(words), capitals_(capitals), compounds_(compounds) {}

  /// At most two readings a word of the clause, the stronger one first. Words that begin inside `taken` (ascending) are left alone.
  [[nodiscard]] std::vector<Reading> read(std::string_view clause, const std::vector<TextEdit>& taken);

 private:
  struct Word {
    std::size_t begin = 0, end = 0;
    std::string exact;
    TypedEvidence typed;
    bool cyrillic = false;
    bool among_known = false;  ///< Pages have other words of the clause.
  };
  struct Proposal {
    std::string text;
    ReadEvidence evidence;
    double dearness = 0;
  };

  [[nodiscard]] std::vector<Word> doubtful_words(std::string_view clause, const std::vector<TextEdit>& taken);
  [[nodiscard]] std::optional<Proposal> nearest(const Word& word);
  [[nodiscard]] std::optional<Proposal> other_ending(const Word& word);
  [[nodiscard]] std::optional<Proposal> with_space(const Word& word);
  [[nodiscard]] std::vector<Reading> read_word(const Word& word);
  [[nodiscard]] std::uint32_t pages_with(std::string_view word) const;

  const Vocabulary& vocabulary_;
  IndexWords& words_;
  WrittenCapitals& capitals_;
  Compounds& compounds_;
};

}  // namespace izvor
