#include "crawler/scope/tracking.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace izvor {
namespace {

constexpr std::array<std::string_view, 20> kDropped = {
    "fbclid", "gclid",  "gclsrc", "dclid",     "msclkid",    "yclid",      "mc_cid", "mc_eid",  "igshid", "_ga",
    "_gl",    "_hsenc", "_hsmi",  "phpsessid", "jsessionid", "session_id", "cfid",   "cftoken", "wbraid", "gbraid"};
// What gates add to see whether a cookie came back.
constexpr std::array<std::string_view, 12> kCookieTests = {
    "aspxautodetectcookiesupport", "cookietest", "cookie_test", "testcookie", "cookiecheck", "cookie_check", "checkcookie",
    "checkcookies",                "cookies_checked", "cookiesupport", "cookieenabled", "cookies_enabled"};
constexpr std::array<std::string_view, 3> kDroppedWhenLong = {"sid", "sessionid", "s"};
constexpr std::size_t kKeyBytes = 24;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool is_tracking(std::string_view parameter) {
  const auto equals = std::min(parameter.find('='), parameter.size());
  const std::string name = lower(parameter.substr(0, equals));
  if (name.starts_with("utm_") || name.starts_with("aspsessionid")) return true;
  if (std::find(kDropped.begin(), kDropped.end(), name) != kDropped.end()) return true;
  if (std::find(kCookieTests.begin(), kCookieTests.end(), name) != kCookieTests.end()) return true;
  const bool is_long = parameter.size() - equals > kKeyBytes;
  return is_long && std::find(kDroppedWhenLong.begin(), kDroppedWhenLong.end(), name) != kDroppedWhenLong.end();
}

std::string path_without_session(std::string_view path) {
  constexpr std::string_view kSession = ";jsessionid=";
  std::string out(path);
  for (auto begin = lower(out).find(kSession); begin != std::string::npos; begin = lower(out).find(kSession, begin)) {
    out.erase(begin, std::min(out.find_first_of(";/", begin + 1), out.size()) - begin);
  }
  return out;
}

}  // namespace

Url without_tracking(const Url& url) {
  if (url.query().empty() && url.path().find(';') == std::string_view::npos) return url;
  std::string query;
  bool dropped = false;
  for (std::string_view rest = url.query(); !rest.empty();) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view parameter = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (is_tracking(parameter)) {
      dropped = true;
      continue;
    }
    query += (query.empty() ? "?" : "&") + std::string(parameter);
  }
  const std::string path = path_without_session(url.path());
  if (!dropped && path == url.path()) return url;
  const std::string text = std::string(url.origin()) + path + query;
  return Url::parse(text).value_or(url);
}

}  // namespace izvor
