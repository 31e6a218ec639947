#include "searchd/search/facet_counter.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "izvor/index_schema.h"
#include "izvor/page_facets.h"

namespace izvor {
namespace {

constexpr std::size_t kMostValues = 20;

using Counts = std::unordered_map<std::string, std::uint64_t>;

void count(Counts& counts, const std::string& value, std::uint64_t pages) {
  if (!value.empty()) counts[value] += pages;
}

std::vector<FacetValue> scaled(const Counts& counts, double scale) {
  std::vector<FacetValue> values;
  for (const auto& [value, seen] : counts)
    values.push_back({value, static_cast<std::uint64_t>(std::llround(static_cast<double>(seen) * scale))});
  return values;
}

template <class Before>
std::vector<FacetValue> first_by(std::vector<FacetValue> values, const Before& before) {
  std::sort(values.begin(), values.end(), before);
  if (values.size() > kMostValues) values.resize(kMostValues);
  return values;
}

std::vector<FacetValue> most_frequent(const Counts& counts, double scale) {
  return first_by(scaled(counts, scale), [](const FacetValue& a, const FacetValue& b) {
    return std::tie(b.count, a.value) < std::tie(a.count, b.value);
  });
}

std::vector<FacetValue> latest(const Counts& years, double scale) {
  return first_by(scaled(years, scale), [](const FacetValue& a, const FacetValue& b) { return a.value > b.value; });
}

}  // namespace

void FacetCounter::operator()(const Xapian::Document& document, double /*weight*/) {
  if (seen_ == most_) return;
  ++seen_;
  std::string group = document.get_value(schema::kGroup);
  if (group.empty()) {
    ++ungrouped_;
  } else {
    groups_.insert(std::move(group));
  }
  if (with_facets_) ++facets_[document.get_value(schema::kFacets)];
}

Facets FacetCounter::facets(std::uint64_t total) const {
  const double scale = seen_ > 0 && total > seen_ ? static_cast<double>(total) / static_cast<double>(seen_) : 1;
  Counts types, topics, years, sites, languages;
  for (const auto& [encoded, pages] : facets_) {
    const PageFacets facets = decode_page_facets(encoded);
    count(types, facets.type, pages);
    count(years, facets.year, pages);
    count(sites, facets.site, pages);
    count(languages, facets.language, pages);
    for (const std::string& topic : facets.topics) count(topics, topic, pages);
  }
  return {.exact = total <= seen_,
          .types = most_frequent(types, scale),
          .topics = most_frequent(topics, scale),
          .years = latest(years, scale),
          .sites = most_frequent(sites, scale),
          .languages = most_frequent(languages, scale)};
}

}  // namespace izvor
