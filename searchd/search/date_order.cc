#include "searchd/search/date_order.h"

#include <cmath>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr double kDay = 24 * 3600;

/// What stands first in the list, and what comes after.
enum Rank { kDated = 0, kAhead = 1, kListing = 2, kUndated = 3 };

std::string day_after_last_feed(const Xapian::Database& index) {
  const std::string fed = index.get_value_upper_bound(schema::kFetched);
  if (fed.empty()) return {};
  return Xapian::sortable_serialise((std::floor(Xapian::sortable_unserialise(fed) / kDay) + 1) * kDay);
}

}  // namespace

DateOrder::DateOrder(const Xapian::Database& index, SortOrder order)
    : oldest_first_(order == SortOrder::kOldest),
      has_listings_(index.get_value_freq(schema::kListing) > 0),
      tomorrow_(day_after_last_feed(index)) {}

void DateOrder::set(Xapian::Enquire& enquire) { enquire.set_sort_by_key_then_relevance(this, !oldest_first_); }

std::string DateOrder::operator()(const Xapian::Document& page) const {
  const std::string published = page.get_value(schema::kPublished);
  Rank rank = kDated;
  if (published.empty()) {
    rank = kUndated;
  } else if (has_listings_ && !page.get_value(schema::kListing).empty()) {
    rank = kListing;
  } else if (!tomorrow_.empty() && published >= tomorrow_) {
    rank = kAhead;
  }
  // Ascending keys for the oldest first, descending ones for the newest.
  return static_cast<char>(oldest_first_ ? '0' + rank : '9' - rank) + published;
}

}  // namespace izvor
