#include "crawler/robots/robots_directives.h"

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

// Directives that take a value; what stands before the colon is then no agent.
bool takes_value(std::string_view word) {
  for (const std::string_view known : {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}) {
    if (ascii::equal(word, known)) return true;
  }
  return false;
}

}  // namespace

RobotsDirectives parse_robots_directives(std::string_view content) {
  RobotsDirectives found;
  while (!content.empty()) {
    const auto comma = std::min(content.find(','), content.size());
    const std::string_view word = ascii::trim(content.substr(0, comma));
    const bool none = ascii::equal(word, "none");
    found.noindex = found.noindex || none || ascii::equal(word, "noindex");
    found.nofollow = found.nofollow || none || ascii::equal(word, "nofollow");
    content = content.substr(std::min(comma + 1, content.size()));
  }
  return found;
}

RobotsDirectives robots_directives_of(const std::vector<HttpField>& fields, std::string_view product_token) {
  RobotsDirectives found;
  for (const auto& [name, value] : fields) {
    if (!ascii::equal(name, "x-robots-tag")) continue;
    std::string_view content = value;
    const auto colon = content.find(':');
    const std::string_view before = ascii::trim(content.substr(0, std::min(colon, content.size())));
    const bool names_agent =
        colon != std::string_view::npos && before.find(',') == std::string_view::npos && !takes_value(before);
    if (names_agent) {
      if (!ascii::equal(before, product_token) && before != "*") continue;
      content = content.substr(colon + 1);
    }
    found |= parse_robots_directives(content);
  }
  return found;
}

}  // namespace izvor
