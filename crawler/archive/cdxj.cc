#include "crawler/archive/cdxj.h"

#include <algorithm>
#include <string_view>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    // A type or address has no business with control characters; a header may hold any.
    out += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F ? '?' : c;
  }
  return out + '"';
}

// "20240326090000"
std::string digits_of(UtcTime time) {
  std::string digits = format_rfc3339(time);
  digits.erase(std::remove_if(digits.begin(), digits.end(), [](char c) { return c < '0' || c > '9'; }), digits.end());
  return digits;
}

}  // namespace

std::string sort_key_of(const Url& url) {
  std::string key;
  std::string_view host = url.host();
  const bool is_name = !host.starts_with('[') && host.find_first_not_of("0123456789.") != std::string_view::npos;
  while (is_name && host.find('.') != std::string_view::npos) {
    const auto dot = host.rfind('.');
    key.append(host.substr(dot + 1)).append(",");
    host = host.substr(0, dot);
  }
  key.append(host).append(url.authority().substr(url.host().size())).append(")").append(url.target());
  std::transform(key.begin(), key.end(), key.begin(), [](char c) { return ascii::lower(c); });
  return key;
}

std::string cdxj_line(const PageVersion& version, const Url& url) {
  const std::string_view type = std::string_view(version.content_type).substr(0, version.content_type.find(';'));
  return sort_key_of(url) + " " + digits_of(version.fetched) + " {\"url\": " + json_string(url.str()) +
         ", \"mime\": " + json_string(type) + ", \"status\": \"" + std::to_string(version.status) +
         "\", \"digest\": " + json_string(version.payload_digest) + ", \"length\": \"" +
         std::to_string(version.position.length) + "\", \"offset\": \"" + std::to_string(version.position.offset) +
         "\", \"filename\": " + json_string(version.position.file) + "}";
}

}  // namespace izvor
