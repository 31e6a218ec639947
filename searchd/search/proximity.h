// Proximity: what a page gains because the words of the query stand together on it, or at its beginning, or are its title.
//
// Done after the match, over the best few pages only, so that its cost is bounded whatever the query and the index: one word
// sequence a page. Words are compared by their roots, as "активирайте лиценза" answers «активиране на лиценз»; what related
// words add is the part QueryWeights::related of what the words themselves do. Throws Xapian::Error. One thread, one index
// revision.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "izvor/word_sequence.h"
#include "searchd/query/query_compiler.h"
#include "searchd/query/query_kind.h"

namespace izvor {

/// What the refinement adds to the match.
struct Gains {
  double nearness = 0, early = 0, exact_title = 0, question = 0;  ///< By its words (Proximity).
  double recency = 0, listing = 0;                  ///< By what it is (Standing).
  double related = 0;                               ///< At most 0: what holds it below the pages that have the word itself.

  [[nodiscard]] double sum() const { return nearness + early + exact_title + question + recency + listing + related; }
};

struct RankedPage {
  Xapian::docid document = 0;
  double score = 0;
  Gains gains;
  bool best_bet = false;
  bool titled = false;   ///< Its title is the query.
  bool related = false;  ///< It has only words of the same root as the one that was asked for.
  std::string group;     ///< Of near-duplicates; empty unless they are folded.
  bool folded = false;   ///< Some of the group were folded into this page.
  std::string words;     ///< The value schema::kWords, where ranking needed it.
};

class Proximity {
 public:
  static constexpr std::size_t kMaxWords = 16;         ///< The first of the query that are not stop words.
  static constexpr std::size_t kMaxOccurrences = 256;  ///< Of one word on one page.

  Proximity(const QueryWeights& ranking, const CompiledQuery& compiled);

  /// What a page gains by its words, the value schema::kWords; each at least 0.
  [[nodiscard]] Gains gains(std::string_view words);
  /// No page gains more by its words, unless the query is its title.
  [[nodiscard]] double most() const;
  /// What the words of the query weigh together, were they all found at their best.
  [[nodiscard]] double whole() const { return whole_; }

 private:
  struct PlacedWord {
    std::vector<WordCode> codes;
    double selectivity = 0;
    std::uint32_t place = 0;
  };
  /// Of one word on one page: from 1, ascending.
  struct Places {
    std::vector<std::uint32_t> related;  ///< Of any word of its root.
    std::vector<std::uint32_t> own;      ///< Of the word itself, in any form.
  };

  static void add_joined(const std::vector<QueryWidening>& compounds, PlacedWord& part);
  void find_places(const WordSequence& page);
  void look_through(const WordCodes& words, std::uint32_t& place);
  void add_by_places(Gains& gains) const;
  [[nodiscard]] bool asks_the_same(const WordCodes& title) const;
  [[nodiscard]] double earliness(const Places& places) const;
  [[nodiscard]] double nearness(const Places& left, const Places& right, std::uint32_t gap) const;

  const QueryWeights& ranking_;
  std::vector<PlacedWord> words_;             ///< Without stop words.
  std::vector<PhraseCodes> titles_;           ///< With them, in every spelling of a compound.
  std::vector<WordCode> question_;            ///< "Как", when the query begins with it.
  double whole_ = 0;                          ///< Selectivity of all words together.
  std::vector<std::uint16_t> words_of_root_;  ///< One bit for each of words_ that has the root.
  std::vector<Places> places_;                ///< On the page that is looked at, by word.
};

}  // namespace izvor
