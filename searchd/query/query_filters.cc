#include "searchd/query/query_filters.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/index_schema.h"
#include "searchd/query/query_values.h"
#include "searchd/query/search_fields.h"

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

/// The terms that a person means by a name: in any letter case; where none is the name, those that begin so.
Query named(const Xapian::Database& index, std::string_view prefix, const std::vector<std::string>& written) {
  std::vector<std::string> terms;
  const std::string begin(prefix);
  for (const std::string& value : written) {
    const std::string name = lower_case(value);
    std::vector<std::string> equal, longer;
    for (auto term = index.allterms_begin(begin); term != index.allterms_end(begin); ++term) {
      const std::string lower = lower_case((*term).substr(begin.size()));
      if (lower == name) equal.push_back(*term);
      if (lower.starts_with(name)) longer.push_back(*term);
    }
    const std::vector<std::string>& meant = equal.empty() ? longer : equal;
    terms.insert(terms.end(), meant.begin(), meant.end());
  }
  return {Query::OP_OR, terms.begin(), terms.end()};
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

Query in_span(Xapian::valueno slot, const std::optional<UtcTime>& from, const std::optional<UtcTime>& to) {
  if (slot != schema::kModified) return in_range(slot, from, to);
  // Pages say when they were changed; of those that do not, the archive knows when their payload last did.
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

Query with_values(const Xapian::Database& index, const SearchField& field, const std::vector<std::string>& values) {
  if (field.match == TermMatch::kHost) return site_query(index, values);
  return field.match == TermMatch::kNamed ? named(index, field.prefix, values) : any_of(field.prefix, values);
}

/// Whether both ends of a span are one condition.
enum class Ends { kTogether, kEach };

void add_filter(const SearchField& field, const Filters& filters, Ends ends, std::vector<Query>& all) {
  const std::optional<UtcTime>& end = filters.*field.time;
  if (!end) return;
  const std::optional<UtcTime>& other = filters.*field.other_end;
  const bool is_start = field.kind == FieldKind::kStart;
  if (ends == Ends::kEach || !other) {
    all.push_back(is_start ? in_span(field.slot, end, {}) : in_span(field.slot, {}, end));
  } else if (is_start) {
    all.push_back(in_span(field.slot, end, other));
  }
}

/// One query for each field that is asked something of.
void add_filters(const Xapian::Database& index, const Filters& filters, Ends ends, std::vector<Query>& all) {
  for (const SearchField& field : search_fields()) {
    if (field.values != nullptr && field.narrows(filters)) all.push_back(with_values(index, field, filters.*field.values));
    if (field.time != nullptr) add_filter(field, filters, ends, all);
  }
}

/// Of the fields, one is enough.
Query any_filter(const Xapian::Database& index, const Filters& filters) {
  std::vector<Query> ways;
  add_filters(index, filters, Ends::kEach, ways);
  return {Query::OP_OR, ways.begin(), ways.end()};
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

Query excluded_query(const Xapian::Database& index, const AskedFilters& asked) { return any_filter(index, asked.excluded); }

std::optional<Query> filter_query(const Xapian::Database& index, const SearchRequest& request, const QueryPlan& plan) {
  std::vector<Query> all;
  add_filters(index, request, Ends::kTogether, all);
  add_filters(index, plan, Ends::kTogether, all);
  for (const AskedFilters& asked : plan.either) all.push_back(any_filter(index, asked));
  if (request.as_of) all.push_back(said_at(*request.as_of));
  if (all.empty()) return std::nullopt;
  return Query(Query::OP_AND, all.begin(), all.end());
}

}  // namespace izvor
