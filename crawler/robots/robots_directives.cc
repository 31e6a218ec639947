#include "crawler/robots/robots_directives.h"

#include <algorithm>

namespace izvor {
namespace {

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n\f");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n\f") - begin + 1);
}

// Directives that take a value; what stands before the colon is then no agent.
bool takes_value(std::string_view word) {
  for (const std::string_view known : {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}) {
    if (same_ignoring_case(word, known)) return true;
  }
  return false;
}

}  // namespace

RobotsDirectives parse_robots_directives(std::string_view content) {
  RobotsDirectives found;
  while (!content.empty()) {
    const auto comma = std::min(content.find(','), content.size());
    const std::string_view word = trim(content.substr(0, comma));
    const bool none = same_ignoring_case(word, "none");
    found.noindex = found.noindex || none || same_ignoring_case(word, "noindex");
    found.nofollow = found.nofollow || none || same_ignoring_case(word, "nofollow");
    content = content.substr(std::min(comma + 1, content.size()));
  }
  return found;
}

RobotsDirectives robots_directives_of(const std::vector<HttpField>& fields, std::string_view product_token) {
  RobotsDirectives found;
  for (const auto& [name, value] : fields) {
    if (!same_ignoring_case(name, "x-robots-tag")) continue;
    std::string_view content = value;
    const auto colon = content.find(':');
    const std::string_view before = trim(content.substr(0, std::min(colon, content.size())));
    const bool names_agent =
        colon != std::string_view::npos && before.find(',') == std::string_view::npos && !takes_value(before);
    if (names_agent) {
      if (!same_ignoring_case(before, product_token) && before != "*") continue;
      content = content.substr(colon + 1);
    }
    found |= parse_robots_directives(content);
  }
  return found;
}

}  // namespace izvor
