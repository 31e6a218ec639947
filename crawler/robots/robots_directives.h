// RobotsDirectives: what a page itself asks of robots, in `X-Robots-Tag` fields and `<meta name=robots>`.
//
// noindex pages are crawled and archived but not indexed; links of nofollow pages are not followed. Values; safe from any
// thread.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "izvor/page_version.h"

namespace izvor {

struct RobotsDirectives {
  bool noindex = false;
  bool nofollow = false;

  RobotsDirectives& operator|=(RobotsDirectives other) {
    noindex = noindex || other.noindex;
    nofollow = nofollow || other.nofollow;
    return *this;
  }
  friend bool operator==(RobotsDirectives, RobotsDirectives) = default;
};

/// The content of one `<meta name=robots>`: "noindex, follow". Unknown words are passed over.
[[nodiscard]] RobotsDirectives parse_robots_directives(std::string_view content);

/// All X-Robots-Tag fields of a response. A field may begin with an agent ("otherbot: noindex") and then holds for that one
/// alone.
[[nodiscard]] RobotsDirectives robots_directives_of(const std::vector<HttpField>& fields, std::string_view product_token);

}  // namespace izvor
