#include "crawler/fetcher/http_fields.h"

#include <algorithm>
#include <charconv>

#include "crawler/platform/ascii.h"

namespace izvor {

std::string_view field_of(const std::vector<HttpField>& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const HttpField& field) { return ascii::equal(field.first, name); });
  return found == fields.end() ? std::string_view() : ascii::trim(found->second);
}

std::string media_type_of(const std::vector<HttpField>& fields) {
  const std::string_view value = field_of(fields, "Content-Type");
  return ascii::lower(ascii::trim(value.substr(0, value.find(';'))));
}

bool is_html_type(std::string_view media_type) { return media_type == "text/html" || media_type == "application/xhtml+xml"; }

bool is_page_type(std::string_view media_type) { return is_html_type(media_type) || media_type == "text/plain"; }

std::optional<std::chrono::seconds> retry_after_of(const std::vector<HttpField>& fields, UtcTime now) {
  const std::string_view value = field_of(fields, "Retry-After");
  if (value.empty()) return std::nullopt;
  std::uint32_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc() && end == value.data() + value.size()) return std::chrono::seconds(seconds);
  const Result<UtcTime> date = parse_http_date(value);
  if (!date) return std::nullopt;
  return std::max(std::chrono::seconds(0), *date - now);
}

}  // namespace izvor
