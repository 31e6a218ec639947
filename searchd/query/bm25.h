// Bm25: what a word adds to a page's score (BM25+: Lv and Zhai, "Lower-bounding term frequency normalization", 2011).
//
//   idf × ((k1 + 1) × tf / (k1 × (1 − b + b × length) + tf) + presence)
//
// with idf = log((pages + 1) / pages of the term) and the length in parts of the average, at least half of it. The very
// formula of Xapian::BM25PlusWeight, which weighs phrases; GradedWords weighs words by it without asking Xapian for each
// posting. A value; safe from any thread.
#pragma once

#include <algorithm>
#include <cmath>

#include <xapian.h>

#include "izvor/settings.h"

namespace izvor {

class Bm25 {
 public:
  static constexpr double kLeastLength = 0.5;  ///< Parts of the average.

  Bm25() = default;
  /// `words` of the query that are not stop words: of two words both are meant; of ten, as in a title or a question, some may
  /// be missing. So presence counts less in long queries. Throws Xapian::Error.
  Bm25(const RankingSettings& ranking, const Xapian::Database& index, std::size_t words)
      : k1_(ranking.k1),
        b_(ranking.b),
        presence_(ranking.presence * 2 / static_cast<double>(std::max<std::size_t>(words, 2))),
        pages_(index.get_doccount()) {
    const double average = index.get_avlength();
    if (average > 0) per_length_ = 1 / average;
  }

  /// For Enquire::set_weighting_scheme.
  [[nodiscard]] Xapian::BM25PlusWeight weighting() const { return {k1_, 0, 1, b_, kLeastLength, presence_}; }

  [[nodiscard]] Xapian::doccount pages() const { return pages_; }
  [[nodiscard]] double idf(Xapian::doccount pages_of_term) const {
    return pages_of_term == 0 ? 0 : std::log((static_cast<double>(pages_) + 1) / pages_of_term);
  }
  /// What the length of a page holds its words back by.
  [[nodiscard]] double restraint(Xapian::termcount length) const {
    return k1_ * (std::max(length * per_length_, kLeastLength) * b_ + (1 - b_));
  }
  /// What `times` of a term add on a page, in parts of its idf.
  [[nodiscard]] double part(double times, double restraint) const {
    return (k1_ + 1) * times / (restraint + times) + presence_;
  }
  /// No page has more.
  [[nodiscard]] double most() const { return k1_ + 1 + presence_; }

 private:
  double k1_ = 1.2, b_ = 0.75, presence_ = 0;
  double per_length_ = 0;
  Xapian::doccount pages_ = 0;
};

}  // namespace izvor
