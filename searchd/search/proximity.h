// Proximity: what a page gains because the words of the query stand together on it, or at its beginning, or are its title.
//
// Done after the match, over the best few pages only, so that its cost is bounded whatever the query and the index: one word
// sequence a page. Throws Xapian::Error. One thread, one index revision.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "izvor/settings.h"
#include "izvor/word_sequence.h"
#include "searchd/query/query_compiler.h"

namespace izvor {

/// What the refinement adds to the match.
struct Gains {
  double nearness = 0, early = 0, exact_title = 0;  ///< By its words (Proximity).
  double recency = 0, listing = 0;                  ///< By what it is (Standing).

  [[nodiscard]] double sum() const { return nearness + early + exact_title + recency + listing; }
};

struct RankedPage {
  Xapian::docid document = 0;
  double score = 0;
  Gains gains;
  bool best_bet = false;
  std::string group;  ///< Of near-duplicates, when some of them were folded into this page.
  std::string words;  ///< The value schema::kWords, where ranking needed it.
};

class Proximity {
 public:
  static constexpr std::size_t kMaxWords = 12;         ///< The first of the query that are not stop words.
  static constexpr std::size_t kMaxOccurrences = 256;  ///< Of one word on one page.

  Proximity(const RankingSettings& ranking, const CompiledQuery& compiled);

  /// What a page gains by its words, the value schema::kWords; each at least 0.
  [[nodiscard]] Gains gains(std::string_view words);
  /// What the words of the query weigh together, were they all found at their best.
  [[nodiscard]] double whole() const { return whole_; }

 private:
  struct PlacedWord {
    std::vector<WordCode> codes;
    double selectivity = 0;
    std::uint32_t place = 0;
  };
  using Places = std::vector<std::uint32_t>;

  void find_places(const WordSequence& page);
  void add_by_places(Gains& gains) const;
  [[nodiscard]] bool is_title(const WordCodes& title) const;

  const RankingSettings& ranking_;
  std::vector<PlacedWord> words_;             ///< Without stop words.
  std::vector<PlacedWord> all_;               ///< With them, for titles.
  double whole_ = 0;                          ///< Selectivity of all words together.
  std::vector<std::uint16_t> words_of_root_;  ///< One bit for each of words_ that has the root.
  std::vector<Places> places_;                ///< On the page that is looked at, by word: from 1, ascending.
};

}  // namespace izvor
