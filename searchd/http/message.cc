#include "searchd/http/message.h"

#include <algorithm>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

std::string_view find_field(const std::vector<HeaderField>& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (equal_ignoring_case(key, name)) return value;
  return {};
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) { return ascii::equal(a, b); }

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
