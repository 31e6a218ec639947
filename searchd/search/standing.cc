#include "searchd/search/standing.h"

#include <algorithm>
#include <string>

#include "izvor/index_schema.h"
#include "izvor/page_facets.h"

namespace izvor {
namespace {

constexpr double kYear = 365.25 * 24 * 3600;

}  // namespace

Standing::Standing(const Xapian::Database& index, const RankingSettings& ranking) : ranking_(ranking) {
  const std::string youngest = index.get_value_upper_bound(schema::kFetched);
  if (!youngest.empty()) today_ = Xapian::sortable_unserialise(youngest);
  has_listings_ = index.get_value_freq(schema::kListing) > 0;
}

double Standing::recency(const Xapian::Document& page, double whole) const {
  if (ranking_.recency <= 0 || decode_page_facets(page.get_value(schema::kFacets)).type != "news") return 0;
  const std::string published = page.get_value(schema::kPublished);
  if (published.empty()) return 0;
  // What is dated ahead of its time is of today at best.
  const double years = std::max(0.0, today_ - Xapian::sortable_unserialise(published)) / kYear;
  return ranking_.recency * whole / (1 + years);
}

double Standing::listing(const Xapian::Document& page, double match) const {
  if (ranking_.listing <= 0 || !has_listings_ || page.get_value(schema::kListing).empty()) return 0;
  return -ranking_.listing * match;
}

}  // namespace izvor
