#include "searchd/search/facet_counter.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>
#include <tuple>
#include <utility>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr std::size_t kMostValues = 20;

int year_of(const std::string& sortable) {
  const std::chrono::sys_seconds time{std::chrono::seconds(static_cast<std::int64_t>(Xapian::sortable_unserialise(sortable)))};
  return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(time)).year());
}

void count(std::unordered_map<std::string, std::uint64_t>& counts, std::string value) {
  if (!value.empty()) ++counts[std::move(value)];
}

std::vector<FacetValue> most_frequent(const std::unordered_map<std::string, std::uint64_t>& counts, double scale) {
  std::vector<FacetValue> values;
  for (const auto& [value, seen] : counts) {
    values.push_back({value, static_cast<std::uint64_t>(std::llround(static_cast<double>(seen) * scale))});
  }
  std::sort(values.begin(), values.end(),
            [](const FacetValue& a, const FacetValue& b) { return std::tie(b.count, a.value) < std::tie(a.count, b.value); });
  if (values.size() > kMostValues) values.resize(kMostValues);
  return values;
}

}  // namespace

void FacetCounter::operator()(const Xapian::Document& document, double /*weight*/) {
  ++seen_;
  std::string group = document.get_value(schema::kGroup);
  if (group.empty()) {
    ++ungrouped_;
  } else {
    groups_.insert(std::move(group));
  }
  count(types_, document.get_value(schema::kType));
  count(sites_, document.get_value(schema::kSite));
  count(languages_, document.get_value(schema::kLanguage));
  if (const std::string published = document.get_value(schema::kPublished); !published.empty()) ++years_[year_of(published)];
  const std::string topics = document.get_value(schema::kTopics);
  for (std::string_view rest = topics; !rest.empty();) {
    const std::size_t end = std::min(rest.find(schema::kTopicSeparator), rest.size());
    count(topics_, std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

Facets FacetCounter::facets(std::uint64_t total) const {
  const double scale = seen_ > 0 && total > seen_ ? static_cast<double>(total) / static_cast<double>(seen_) : 1;
  Facets facets{.exact = total <= seen_,
                .types = most_frequent(types_, scale),
                .topics = most_frequent(topics_, scale),
                .years = {},
                .sites = most_frequent(sites_, scale),
                .languages = most_frequent(languages_, scale)};
  for (const auto& [year, seen] : years_) {
    facets.years.push_back({std::to_string(year), static_cast<std::uint64_t>(std::llround(static_cast<double>(seen) * scale))});
  }
  std::sort(facets.years.begin(), facets.years.end(),
            [](const FacetValue& a, const FacetValue& b) { return a.value > b.value; });
  if (facets.years.size() > kMostValues) facets.years.resize(kMostValues);
  return facets;
}

}  // namespace izvor
