#include "searchd/routes/search_question.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>
#include <set>

#include "searchd/query/search_fields.h"
#include "searchd/routes/parameters.h"

namespace izvor {
namespace {

namespace json = boost::json;

constexpr std::size_t kDayLength = std::string_view("2024-03-26").size();
constexpr std::size_t kMaxValueBytes = 200;
constexpr std::size_t kMaxValues = 64;

/// Where a question came from, and what is possible there.
struct Source {
  Audience audience = Audience::kPrograms;
  std::size_t most_bytes = SearchRequest::kMaxAddressBytes;  ///< Of `q`.
  int too_long = 400;                                        ///< The status of a longer one.
  bool takes_explain = true;                                 ///< Pages and feeds have no place for arithmetic.
};

Fault fault_of(std::string_view name, const Sentence& sentence) {
  return bad_parameter(name, say_in_both(sentence, {{"name", std::string(name)}}));
}

Fault read_moment(std::string_view name, std::string_view value, std::optional<UtcTime>& out) {
  out = moment_of(value);
  return out ? Fault() : fault_of(name, sentence("day_or_time"));
}

Fault read_sort(std::string_view value, SortOrder& out) {
  if (value == "relevance")
    out = SortOrder::kRelevance;
  else if (value == "newest")
    out = SortOrder::kNewest;
  else if (value == "oldest")
    out = SortOrder::kOldest;
  else
    return fault_of("sort", sentence("sort_values"));
  return std::nullopt;
}

Fault read_flag(std::string_view name, std::string_view value, bool& out) {
  if (value != "true" && value != "false") return fault_of(name, sentence("true_or_false"));
  out = value == "true";
  return std::nullopt;
}

Fault read_text(std::string_view value, const Source& source, std::string& out) {
  if (value.size() > source.most_bytes) {
    Problem problem =
        bad_parameter("q", say_in_both(sentence("query_too_long"), {{"bytes", std::to_string(source.most_bytes)}}));
    problem.status = source.too_long;
    return problem;
  }
  out = value;
  // Control characters say nothing and have no place in a page.
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }, ' ');
  return std::nullopt;
}

Fault read_field(const SearchField& field, std::string_view value, SearchRequest& out) {
  if (value.empty()) return fault_of(field.parameter, sentence("empty_value"));
  if (value.size() > kMaxValueBytes) return fault_of(field.parameter, sentence("value_too_long"));
  if (field.kind == FieldKind::kTitle) {
    out.titles.emplace_back(value);
  } else if (!add_to(field, value, out)) {
    return fault_of(field.parameter, field.time != nullptr ? sentence("day_or_time") : sentence("no_such_value"));
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 8> kOthers = {"q", "limit", "offset", "sort", "fold", "explain", "literally", "as_of"};

bool is_known(std::string_view name) {
  return field_of_parameter(name) != nullptr || std::ranges::find(kOthers, name) != kOthers.end();
}

bool may_repeat(std::string_view name) {
  const SearchField* const field = field_of_parameter(name);
  return field != nullptr && field->time == nullptr;
}

/// What a form may leave empty.
bool is_form_field(std::string_view name) {
  return field_of_parameter(name) != nullptr || name == "sort" || name == "as_of";
}

Fault read_parameter(std::string_view name, std::string_view value, const Source& source, SearchRequest& out) {
  if (const SearchField* const field = field_of_parameter(name)) return read_field(*field, value, out);
  if (name == "q") return read_text(value, source, out.text);
  if (name == "limit") return read_number(name, value, 1, SearchRequest::kMaxLimit, out.limit);
  if (name == "offset") return read_number(name, value, 0, SearchRequest::kMaxOffset, out.offset);
  if (name == "sort") return read_sort(value, out.sort);
  if (name == "fold") return read_flag(name, value, out.fold);
  if (name == "literally") return read_flag(name, value, out.literally);
  if (name == "as_of") return read_moment(name, value, out.as_of);
  return read_flag(name, value, out.explain);
}

tl::expected<SearchRequest, Problem> read_all(const QuestionParameters& parameters, const Source& source) {
  SearchRequest request;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : parameters) {
    const bool known = is_known(name) && (name != "explain" || source.takes_explain);
    if (!known && source.audience == Audience::kPeople) continue;
    if (!seen.insert(name).second && !may_repeat(name)) return tl::unexpected(repeated_parameter(name));
    if (!known) return tl::unexpected(unknown_parameter(name));
    if (value.empty() && name == "q") continue;
    if (value.empty() && source.audience == Audience::kPeople && is_form_field(name)) continue;
    if (auto fault = read_parameter(name, value, source, request)) return tl::unexpected(std::move(*fault));
  }
  return request;
}

/// A member of the body as it would stand in an address; nothing for what no parameter is.
std::optional<std::string> text_of(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_bool()) return value.get_bool() ? "true" : "false";
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (value.is_uint64()) return std::to_string(value.get_uint64());
  return std::nullopt;
}

Fault add_member(std::string_view name, const json::value& value, QuestionParameters& parameters) {
  const json::array alone{value};
  const json::array& values = value.is_array() && may_repeat(name) ? value.get_array() : alone;
  for (const json::value& each : values) {
    const auto text = text_of(each);
    if (!text || parameters.size() == kMaxValues) return fault_of(name, sentence("no_json_value"));
    parameters.emplace_back(name, *text);
  }
  return std::nullopt;
}

}  // namespace

std::optional<UtcTime> moment_of(std::string_view text) {
  const auto time = parse_rfc3339(text);
  if (!time) return std::nullopt;
  return text.size() == kDayLength ? *time + std::chrono::days(1) - std::chrono::seconds(1) : *time;
}

tl::expected<SearchRequest, Problem> read_search_question(const Target& target, Audience audience) {
  return read_all(target.parameters, {.audience = audience, .takes_explain = target.path == "/api/v1/search"});
}

tl::expected<SearchRequest, Problem> read_posted_question(std::string_view body) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = 3;  // The object, a list in it, and what such a list may not hold.
  const json::value value = json::parse(body, error, {}, options);
  if (error || !value.is_object()) return tl::unexpected(Problem{400, say_in_both(sentence("not_a_json_object")), {}});
  QuestionParameters parameters;
  for (const auto& [name, member] : value.get_object())
    if (auto fault = add_member(name, member, parameters)) return tl::unexpected(std::move(*fault));
  return read_all(parameters, {.most_bytes = SearchRequest::kMaxQueryBytes, .too_long = 413});
}

QuestionParameters known_parameters(const Target& target) {
  QuestionParameters known;
  for (const auto& [name, value] : target.parameters) {
    if (!is_known(name) || value.empty()) continue;
    const SearchField* const field = field_of_parameter(name);
    const auto values = field != nullptr && field->values != nullptr ? values_of(*field, value) : std::nullopt;
    for (const std::string& each : values.value_or(std::vector{value}))
      if (std::ranges::find(known, std::pair(name, each)) == known.end()) known.emplace_back(name, each);
  }
  return known;
}

}  // namespace izvor
