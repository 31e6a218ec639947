// Proximity: what a page gains because the words of the query stand together on it, or at its beginning, or are its title.
//
// Done after the match, over the best few pages only, so that its cost is bounded whatever the query and the index: one word
// sequence a page. Throws Xapian::Error. One thread, one index revision.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

#include "izvor/settings.h"
#include "izvor/word_sequence.h"
#include "searchd/query/query_compiler.h"

namespace izvor {

struct RankedPage {
  Xapian::docid document = 0;
  double score = 0;
  std::string group;  ///< Of near-duplicates, when some of them were folded into this page.
};

class Proximity {
 public:
  static constexpr std::size_t kMaxWords = 12;         ///< The first of the query that are not stop words.
  static constexpr std::size_t kMaxOccurrences = 256;  ///< Of one word on one page.

  Proximity(const Xapian::Database& index, const RankingSettings& ranking, const CompiledQuery& compiled);

  /// What the page's score gains, at least 0.
  [[nodiscard]] double gain(Xapian::docid document);

 private:
  struct PlacedWord {
    std::vector<WordCode> codes;
    double selectivity = 0;
    std::uint32_t place = 0;
  };
  using Places = std::vector<std::uint32_t>;

  void find_places(const WordSequence& page);
  [[nodiscard]] double by_places() const;
  [[nodiscard]] bool is_title(const WordCodes& title) const;

  const Xapian::Database& index_;
  const RankingSettings& ranking_;
  std::vector<PlacedWord> words_;             ///< Without stop words.
  std::vector<PlacedWord> all_;               ///< With them, for titles.
  double whole_ = 0;                          ///< Selectivity of all words together.
  std::vector<std::uint16_t> words_of_root_;  ///< One bit for each of words_ that has the root.
  std::vector<Places> places_;                ///< On the page that is looked at, by word: from 1, ascending.
};

}  // namespace izvor
