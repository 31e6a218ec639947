// SpellingMender: misspelt, glued and torn words of a query, put right where the index knows the right ones.
//
// Only words that the dictionary does not know, and the index has in no form (derived words at most), are touched, so that a
// correction always helps; each takes the cheapest of: the nearest word, two words with the space between them that was
// forgotten, or one word without the space that was too much. One thread; for the time of one query. Throws Xapian::Error.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search_types.h"
#include "searchd/understanding/index_words.h"
#include "searchd/understanding/vocabulary.h"

namespace izvor {

class SpellingMender {
 public:
  static constexpr std::size_t kMaxMended = 8;  ///< Words of one query: bounds its cost.

  SpellingMender(const Vocabulary& vocabulary, IndexWords& words) : vocabulary_(vocabulary), words_(words) {}

  /// The text with its words mended; what was done is added to `understood`: "spelling", "space added", "space removed".
  [[nodiscard]] std::string mend(std::string_view text, std::vector<Understood>& understood);

 private:
  struct Word {
    std::uint32_t begin = 0, end = 0;
    std::string exact;
    Acquaintance acquaintance = Acquaintance::kNone;
    bool mendable = false;  ///< A word of letters that stands alone at its place.
  };
  struct Mended {
    std::string text;
    double dearness = 0;
  };

  [[nodiscard]] std::vector<Word> words_in(std::string_view text);
  [[nodiscard]] std::uint32_t pages_with(std::string_view word) const;
  [[nodiscard]] std::optional<Mended> nearest(std::string_view word) const;
  [[nodiscard]] std::optional<Mended> with_space(std::string_view word);
  [[nodiscard]] bool fits_together(std::string_view text, const Word& left, const Word& right) const;

  const Vocabulary& vocabulary_;
  IndexWords& words_;
};

}  // namespace izvor
