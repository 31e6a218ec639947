#include "searchd/http/message.h"

#include <algorithm>

namespace izvor {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view find_field(const std::vector<HeaderField>& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (equal_ignoring_case(key, name)) return value;
  return {};
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view HttpRequest::field(std::string_view name) const { return find_field(fields, name); }

std::string_view HttpResponse::field(std::string_view name) const { return find_field(fields, name); }

void HttpResponse::set(std::string_view name, std::string value) {
  for (auto& [key, old] : fields) {
    if (!equal_ignoring_case(key, name)) continue;
    old = std::move(value);
    return;
  }
  fields.emplace_back(name, std::move(value));
}

}  // namespace izvor
