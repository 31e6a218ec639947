#include "tests/support/api_description.h"

#include <regex.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace izvor::testing {
namespace {

namespace json = boost::json;

/// POSIX extended syntax, which is enough for the patterns of an API. (std::regex warns falsely under the sanitizers of
/// g++ 12.)
bool matches(const std::string& text, const std::string& pattern) {
  regex_t compiled;
  if (regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NOSUB) != 0) throw std::runtime_error("bad pattern " + pattern);
  const bool found = regexec(&compiled, text.c_str(), 0, nullptr, 0) == 0;
  regfree(&compiled);
  return found;
}

constexpr std::array<std::string_view, 13> kKnown = {
    "type", "properties", "required", "additionalProperties", "items",   "minItems", "maxItems",
    "enum", "minimum",    "pattern",  "description",          "default", "minLength"};

bool is_of_type(const json::value& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  return type == "number" && value.is_number();
}

bool has_type(const json::value& types, const json::value& value) {
  if (types.is_string()) return is_of_type(value, types.get_string());
  return std::any_of(types.as_array().begin(), types.as_array().end(),
                     [&](const json::value& type) { return is_of_type(value, type.as_string()); });
}

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> all;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto slash = std::min(path.find('/'), path.size());
    all.push_back(path.substr(0, slash));
    path = path.substr(slash);
  }
  return all;
}

bool fits(std::string_view path_template, std::string_view path) {
  const auto wanted = segments(path_template), given = segments(path);
  return std::equal(wanted.begin(), wanted.end(), given.begin(), given.end(),
                    [](std::string_view w, std::string_view g) { return w == g || (w.starts_with('{') && !g.empty()); });
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace

ApiDescription::ApiDescription(std::string_view openapi) : document_(json::parse(openapi).as_object()) {}

const json::object* ApiDescription::operation(std::string_view method, std::string_view path) const {
  if (method == "HEAD") method = "GET";
  for (const auto& [path_template, item] : document_.at("paths").as_object()) {
    if (!fits(path_template, path)) continue;
    if (const json::value* found = item.as_object().if_contains(lower(method))) return &found->as_object();
  }
  return nullptr;
}

const json::object& ApiDescription::resolved(const json::object& node) const {
  const json::value* reference = node.if_contains("$ref");
  if (!reference) return node;
  // "#/components/schemas/Result"
  const auto path = segments(std::string_view(reference->as_string()).substr(1));
  if (path.size() != 3) throw std::runtime_error("not understood: " + std::string(reference->as_string()));
  return document_.at(path[0]).as_object().at(path[1]).as_object().at(path[2]).as_object();
}

std::vector<std::string> ApiDescription::faults(std::string_view method, std::string_view path, int status,
                                                std::string_view media_type, std::string_view body) const {
  std::vector<std::string> found;
  const std::string name = std::string(method) + " " + std::string(path) + " " + std::to_string(status);
  const json::object* described = operation(method, path);
  if (!described) return {name + ": no such operation is described"};
  const json::value* response = described->at("responses").as_object().if_contains(std::to_string(status));
  if (!response) return {name + ": the status is not described"};
  const json::value* content = resolved(response->as_object()).if_contains("content");
  if (!content) return body.empty() ? found : std::vector<std::string>{name + ": a body is not described"};
  const json::value* media = content->as_object().if_contains(media_type);
  if (!media) return {name + ": the media type " + std::string(media_type) + " is not described"};
  if (method == "HEAD" || !media_type.ends_with("json")) return found;
  json::error_code error;
  const json::value parsed = json::parse(body, error);
  if (error) return {name + ": the body is not JSON"};
  check(media->as_object().at("schema").as_object(), parsed, name + ": ", found);
  return found;
}

std::vector<std::string> ApiDescription::operations() const {
  std::vector<std::string> all;
  for (const auto& [path, item] : document_.at("paths").as_object())
    for (const auto& [method, operation] : item.as_object()) {
      std::string name(method);
      std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c - 32); });
      all.push_back(name + " " + std::string(path));
    }
  return all;
}

void ApiDescription::check(const json::object& unresolved, const json::value& value, const std::string& where,
                           std::vector<std::string>& found) const {
  const json::object& schema = resolved(unresolved);
  for (const auto& [keyword, ignored] : schema)
    if (std::find(kKnown.begin(), kKnown.end(), keyword) == kKnown.end())
      found.push_back(where + " the checker does not know the keyword " + std::string(keyword));
  if (const json::value* types = schema.if_contains("type"); types && !has_type(*types, value))
    found.push_back(where + " is " + json::serialize(value).substr(0, 80) + ", not " + json::serialize(*types));
  if (const json::value* allowed = schema.if_contains("enum")) {
    const json::array& list = allowed->as_array();
    if (std::find(list.begin(), list.end(), value) == list.end())
      found.push_back(where + " is none of " + json::serialize(list));
  }
  if (const json::value* minimum = schema.if_contains("minimum");
      minimum && value.is_number() && value.to_number<double>() < minimum->to_number<double>())
    found.push_back(where + " is too small");
  if (const json::value* pattern = schema.if_contains("pattern"); pattern && value.is_string()) {
    const json::string& text = value.get_string();
    if (!matches(std::string(text), std::string(pattern->as_string())))
      found.push_back(where + " does not match " + pattern->as_string().c_str());
  }
  if (value.is_object()) check_object(schema, value.get_object(), where, found);
  if (value.is_array()) check_array(schema, value.get_array(), where, found);
}

void ApiDescription::check_object(const json::object& schema, const json::object& value, const std::string& where,
                                  std::vector<std::string>& found) const {
  if (const json::value* required = schema.if_contains("required"))
    for (const json::value& name : required->as_array())
      if (!value.contains(name.as_string())) found.push_back(where + " lacks " + name.as_string().c_str());
  const json::value* properties = schema.if_contains("properties");
  const json::value* additional = schema.if_contains("additionalProperties");
  for (const auto& [name, member] : value) {
    const json::value* known = properties ? properties->as_object().if_contains(name) : nullptr;
    if (known)
      check(known->as_object(), member, where + "." + std::string(name), found);
    else if (additional && additional->is_bool() && !additional->get_bool())
      found.push_back(where + " has " + std::string(name) + ", which is not described");
  }
}

void ApiDescription::check_array(const json::object& schema, const json::array& value, const std::string& where,
                                 std::vector<std::string>& found) const {
  const json::value* least = schema.if_contains("minItems");
  const json::value* most = schema.if_contains("maxItems");
  if (least && value.size() < least->to_number<std::size_t>()) found.push_back(where + " has too few items");
  if (most && value.size() > most->to_number<std::size_t>()) found.push_back(where + " has too many items");
  const json::value* items = schema.if_contains("items");
  for (std::size_t i = 0; items && i < value.size(); ++i)
    check(items->as_object(), value[i], where + "[" + std::to_string(i) + "]", found);
}

}  // namespace izvor::testing
