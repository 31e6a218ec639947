// Standing: what a page gains or loses for what it is, whatever its words: news of today, and lists of other pages.
//
// Done after the match, beside Proximity, over the best few pages only. Time is the index's own: "today" is when its youngest
// page was fetched, so that one index gives one answer. Throws Xapian::Error. One thread, one index revision.
#pragma once

#include <xapian.h>

#include "izvor/settings.h"

namespace izvor {

class Standing {
 public:
  Standing(const Xapian::Database& index, const RankingSettings& ranking);

  /// What a page of news gains, of a query that weighs `whole`: at least 0, half of it for a year-old one.
  [[nodiscard]] double recency(const Xapian::Document& page, double whole) const;
  /// No page gains more for what it is.
  [[nodiscard]] double most(double whole) const { return ranking_.recency * whole; }
  /// What a listing loses of its match, at most 0.
  [[nodiscard]] double listing(const Xapian::Document& page, double match) const;

 private:
  const RankingSettings& ranking_;
  double today_ = 0;  ///< Unix seconds; 0 without pages.
  bool has_listings_ = false;
};

}  // namespace izvor
