#include "searchd/search/facet_counter.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <tuple>

#include "izvor/index_schema.h"
#include "izvor/page_facets.h"
#include "searchd/query/search_fields.h"

namespace izvor {
namespace {

using Counts = std::unordered_map<std::string, std::uint64_t>;

bool is_below(std::string_view host, std::string_view site) {
  return host.size() > site.size() && host.ends_with(site) && host[host.size() - site.size() - 1] == '.';
}

/// What a page counts for in a field: its values, and of hosts those above it that others are on.
class FieldValues {
 public:
  FieldValues(const SearchField& field, const std::vector<PageFacets>& all) : field_(field) {
    if (field.match != TermMatch::kHost) return;
    for (const PageFacets& page : all)
      for (std::string& host : field.values_of_page(page)) hosts_.insert(std::move(host));
  }

  [[nodiscard]] std::vector<std::string> of(const PageFacets& page) const {
    std::vector<std::string> values = field_.values_of_page(page);
    std::erase(values, std::string());
    const std::size_t own = values.size();
    for (std::size_t i = 0; i < own; ++i)
      for (const std::string& host : hosts_)
        if (is_below(values[i], host)) values.push_back(host);
    return values;
  }

 private:
  const SearchField& field_;
  std::set<std::string> hosts_;
};

std::vector<FacetValue> listed(const Counts& counts, double scale, bool latest_first) {
  std::vector<FacetValue> values;
  for (const auto& [value, seen] : counts)
    values.push_back({value, static_cast<std::uint64_t>(std::llround(static_cast<double>(seen) * scale))});
  std::ranges::sort(values, [&](const FacetValue& a, const FacetValue& b) {
    if (latest_first) return a.value > b.value;
    return std::tie(b.count, a.value) < std::tie(a.count, b.value);
  });
  if (values.size() > FacetCounter::kMostValues) values.resize(FacetCounter::kMostValues);
  return values;
}

}  // namespace

std::uint32_t FacetCounter::number_of(std::string facets) {
  const auto [known, is_new] = numbers_.emplace(std::move(facets), static_cast<std::uint32_t>(alone_.size()));
  if (is_new) alone_.push_back(0);
  return known->second;
}

void FacetCounter::operator()(const Xapian::Document& document, double /*weight*/) {
  if (seen_ == options_.most) return;
  ++seen_;
  const std::uint32_t facets = options_.facets ? number_of(document.get_value(schema::kFacets)) : 0;
  std::string name = options_.fold ? document.get_value(schema::kGroup) : std::string();
  if (name.empty()) {
    ++ungrouped_;
    if (options_.facets) ++alone_[facets];
    return;
  }
  const auto [known, is_new] = groups_.emplace(std::move(name), Group{.facets = facets});
  Group& group = known->second;
  if (!is_new && group.facets != facets && std::ranges::find(group.others, facets) == group.others.end())
    group.others.push_back(facets);
}

Facets FacetCounter::facets(double scale) const {
  std::vector<PageFacets> kinds(alone_.size());
  for (const auto& [encoded, number] : numbers_) kinds[number] = decode_page_facets(encoded);
  // Most groups are of one kind; they are counted as if each were a page.
  std::vector<std::uint64_t> pages = alone_;
  std::vector<const Group*> mixed;
  for (const auto& [name, group] : groups_) {
    if (!group.others.empty()) mixed.push_back(&group);
    if (group.others.empty() && !pages.empty()) ++pages[group.facets];
  }
  Facets facets;
  for (const SearchField& field : search_fields()) {
    if (field.counts == nullptr) continue;
    const FieldValues values(field, kinds);
    Counts counts;
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (pages[i] > 0)
        for (const std::string& value : values.of(kinds[i])) counts[value] += pages[i];
    for (const Group* group : mixed) {
      std::set<std::string> once;
      for (std::string& value : values.of(kinds[group->facets])) once.insert(std::move(value));
      for (const std::uint32_t other : group->others)
        for (std::string& value : values.of(kinds[other])) once.insert(std::move(value));
      for (const std::string& value : once) ++counts[value];
    }
    facets.*field.counts = listed(counts, scale, field.time != nullptr);
  }
  return facets;
}

}  // namespace izvor
