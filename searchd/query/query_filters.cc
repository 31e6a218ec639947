#include "searchd/query/query_filters.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/index_schema.h"
#include "searchd/query/query_values.h"

namespace izvor {
namespace {

using Xapian::Query;

/// More hosts than this under one site's name are not told apart; an index of ours has dozens.
constexpr std::size_t kMaxHosts = 100;
/// Earlier than any date: a value slot that is empty sorts before it.
const std::string& least_date() {
  static const std::string value = Xapian::sortable_serialise(-1e18);
  return value;
}

Query any_of(std::string_view prefix, const std::vector<std::string>& values) {
  std::vector<std::string> terms;
  terms.reserve(values.size());
  for (const std::string& value : values) terms.push_back(schema::boolean_term(prefix, value));
  return {Query::OP_OR, terms.begin(), terms.end()};
}

/// The topics that a person means: letter case does not matter, and the beginning is enough.
std::vector<std::string> topics_named(const Xapian::Database& index, const std::vector<std::string>& typed) {
  std::vector<std::string> topics;
  const std::string prefix(schema::kTopicPrefix);
  for (auto term = index.allterms_begin(prefix); term != index.allterms_end(prefix); ++term) {
    const std::string name = (*term).substr(prefix.size());
    const std::string lower = lower_case(name);
    const auto begins = [&](const std::string& value) { return lower.starts_with(lower_case(value)); };
    if (std::ranges::any_of(typed, begins)) topics.push_back(name);
  }
  return topics;
}

bool is_host_or_below(std::string_view host, std::string_view site) {
  if (!host.ends_with(site)) return false;
  return host.size() == site.size() || host[host.size() - site.size() - 1] == '.';
}

/// [from, to) of a slot that holds seconds; pages without a date are outside.
Query in_range(Xapian::valueno slot, const std::optional<UtcTime>& from, const std::optional<UtcTime>& to) {
  const auto seconds = [](UtcTime time) { return static_cast<double>(time.time_since_epoch().count()); };
  const std::string begin = from ? Xapian::sortable_serialise(seconds(*from)) : least_date();
  if (!to) return {Query::OP_VALUE_GE, slot, begin};
  return {Query::OP_VALUE_RANGE, slot, begin, Xapian::sortable_serialise(seconds(*to) - 1)};
}

/// Pages say when they were changed; of those that do not, the archive knows when their payload last did.
Query changed_in_range(const std::optional<UtcTime>& from, const std::optional<UtcTime>& to) {
  const Query undated(Query::OP_AND_NOT, in_range(schema::kFetched, from, to),
                      Query(Query::OP_VALUE_GE, schema::kModified, least_date()));
  return Query(Query::OP_OR, in_range(schema::kModified, from, to), undated);
}

/// Texts that pages had at a time.
Query said_at(UtcTime time) {
  const std::string now = Xapian::sortable_serialise(static_cast<double>(time.time_since_epoch().count()));
  return Query(Query::OP_AND_NOT, Query(Query::OP_VALUE_LE, schema::kValidFrom, now),
               Query(Query::OP_VALUE_RANGE, schema::kValidTo, least_date(), now));
}

/// What the fields of a query ask, but for dates: a page must have one value of each kind.
void add_asked_values(const Xapian::Database& index, const AskedFilters& asked, std::vector<Query>& all) {
  if (!asked.types.empty()) all.push_back(any_of(schema::kTypePrefix, asked.types));
  if (!asked.languages.empty()) all.push_back(any_of(schema::kLanguagePrefix, asked.languages));
  if (!asked.sites.empty()) all.push_back(site_query(index, asked.sites));
  if (!asked.topics.empty()) all.push_back(any_of(schema::kTopicPrefix, topics_named(index, asked.topics)));
}

Query either_query(const Xapian::Database& index, const AskedFilters& asked) {
  std::vector<Query> ways;
  add_asked_values(index, asked, ways);
  if (asked.from) ways.push_back(in_range(schema::kPublished, asked.from, {}));
  if (asked.to) ways.push_back(in_range(schema::kPublished, {}, asked.to));
  return Query(Query::OP_OR, ways.begin(), ways.end());
}

}  // namespace

Query site_query(const Xapian::Database& index, const std::vector<std::string>& sites) {
  std::vector<std::string> terms;
  const std::string prefix(schema::kHostPrefix);
  for (auto term = index.allterms_begin(prefix); term != index.allterms_end(prefix) && terms.size() < kMaxHosts; ++term) {
    const std::string name = *term;
    const std::string_view host = std::string_view(name).substr(prefix.size());
    for (const std::string& site : sites) {
      if (!is_host_or_below(host, site)) continue;
      terms.push_back(name);
      break;
    }
  }
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Query excluded_query(const Xapian::Database& index, const AskedFilters& asked) {
  return Query(Query::OP_OR, site_query(index, asked.excluded_sites), any_of(schema::kTypePrefix, asked.excluded_types));
}

std::optional<Query> filter_query(const Xapian::Database& index, const SearchRequest& request, const QueryPlan& plan) {
  std::vector<Query> all;
  if (!request.types.empty()) all.push_back(any_of(schema::kTypePrefix, request.types));
  if (!request.languages.empty()) all.push_back(any_of(schema::kLanguagePrefix, request.languages));
  if (!request.sites.empty()) all.push_back(site_query(index, request.sites));
  if (!request.topics.empty()) all.push_back(any_of(schema::kTopicPrefix, request.topics));
  add_asked_values(index, plan, all);
  for (const AskedFilters& asked : plan.either) all.push_back(either_query(index, asked));
  if (request.from || request.to) all.push_back(in_range(schema::kPublished, request.from, request.to));
  if (plan.from || plan.to) all.push_back(in_range(schema::kPublished, plan.from, plan.to));
  if (request.changed_from || request.changed_to) all.push_back(changed_in_range(request.changed_from, request.changed_to));
  if (request.as_of) all.push_back(said_at(*request.as_of));
  if (all.empty()) return std::nullopt;
  return Query(Query::OP_AND, all.begin(), all.end());
}

}  // namespace izvor
