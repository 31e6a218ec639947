#include "searchd/routes/search_question.h"

#include <algorithm>
#include <optional>
#include <set>

#include "searchd/routes/parameters.h"

namespace izvor {
namespace {

constexpr std::size_t kDayLength = std::string_view("2024-03-26").size();

Problem no_time(std::string_view name) {
  return bad_parameter(name, say_in_both(sentence("day_or_time"), {{"name", std::string(name)}}));
}

/// A day as the end of a range means the whole day; a time means itself. The range is half open.
Fault read_time(std::string_view name, std::string_view value, bool is_end, std::optional<UtcTime>& out) {
  const auto time = parse_rfc3339(value);
  if (!time) return no_time(name);
  out = is_end && value.size() == kDayLength ? *time + std::chrono::days(1) : *time;
  return std::nullopt;
}

Fault read_moment(std::string_view name, std::string_view value, std::optional<UtcTime>& out) {
  out = moment_of(value);
  return out ? Fault() : no_time(name);
}

Fault read_sort(std::string_view value, SortOrder& out) {
  if (value == "relevance")
    out = SortOrder::kRelevance;
  else if (value == "newest")
    out = SortOrder::kNewest;
  else if (value == "oldest")
    out = SortOrder::kOldest;
  else
    return bad_parameter("sort", say_in_both(sentence("sort_values")));
  return std::nullopt;
}

Fault read_flag(std::string_view name, std::string_view value, bool& out) {
  if (value != "true" && value != "false")
    return bad_parameter(name, say_in_both(sentence("true_or_false"), {{"name", std::string(name)}}));
  out = value == "true";
  return std::nullopt;
}

Fault read_text(std::string_view value, std::string& out) {
  if (value.size() > SearchRequest::kMaxQueryBytes)
    return bad_parameter("q", say_in_both(sentence("query_too_long"), {{"bytes", std::to_string(SearchRequest::kMaxQueryBytes)}}));
  out = value;
  // Control characters say nothing and have no place in a page.
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }, ' ');
  return std::nullopt;
}

Fault add_to(std::string_view name, std::string_view value, std::vector<std::string>& list) {
  constexpr std::size_t kMaxValueBytes = 200;
  if (value.empty()) return bad_parameter(name, say_in_both(sentence("empty_value"), {{"name", std::string(name)}}));
  if (value.size() > kMaxValueBytes)
    return bad_parameter(name, say_in_both(sentence("value_too_long"), {{"name", std::string(name)}}));
  list.emplace_back(value);
  return std::nullopt;
}

bool may_repeat(std::string_view name) { return name == "type" || name == "topic" || name == "site" || name == "lang"; }

bool is_form_field(std::string_view name) {
  constexpr std::string_view kFields[] = {"sort", "from", "to", "changed_from", "changed_to", "as_of"};
  return may_repeat(name) || std::find(std::begin(kFields), std::end(kFields), name) != std::end(kFields);
}

Fault read_parameter(std::string_view name, std::string_view value, SearchRequest& out) {
  if (name == "q") return read_text(value, out.text);
  if (name == "limit") return read_number(name, value, 1, SearchRequest::kMaxLimit, out.limit);
  if (name == "offset") return read_number(name, value, 0, SearchRequest::kMaxOffset, out.offset);
  if (name == "sort") return read_sort(value, out.sort);
  if (name == "type") return add_to(name, value, out.types);
  if (name == "topic") return add_to(name, value, out.topics);
  if (name == "site") return add_to(name, value, out.sites);
  if (name == "lang") return add_to(name, value, out.languages);
  if (name == "from") return read_time(name, value, false, out.from);
  if (name == "to") return read_time(name, value, true, out.to);
  if (name == "changed_from") return read_time(name, value, false, out.changed_from);
  if (name == "changed_to") return read_time(name, value, true, out.changed_to);
  if (name == "fold") return read_flag(name, value, out.fold);
  if (name == "explain") return read_flag(name, value, out.explain);
  if (name == "literally") return read_flag(name, value, out.literally);
  if (name == "as_of") return read_moment(name, value, out.as_of);
  return unknown_parameter(name);
}

}  // namespace

std::optional<UtcTime> moment_of(std::string_view text) {
  const auto time = parse_rfc3339(text);
  if (!time) return std::nullopt;
  return text.size() == kDayLength ? *time + std::chrono::days(1) - std::chrono::seconds(1) : *time;
}

tl::expected<SearchRequest, Problem> read_search_question(const Target& target, EmptyValues empty) {
  SearchRequest request;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : target.parameters) {
    if (!seen.insert(name).second && !may_repeat(name)) return tl::unexpected(repeated_parameter(name));
    if (value.empty() && name == "q") continue;
    // Pages and feeds have no place for arithmetic.
    if (name == "explain" && target.path != "/api/v1/search") return tl::unexpected(unknown_parameter(name));
    if (value.empty() && empty == EmptyValues::kIgnored && is_form_field(name)) continue;
    if (auto fault = read_parameter(name, value, request)) return tl::unexpected(std::move(*fault));
  }
  return request;
}

}  // namespace izvor
