// PageLinks: where a page leads, and what it asks of robots.
//
// Found in the parsed document: <a>, <area>, and <link> with rel canonical, alternate, next or prev; resolved against <base
// href>; without duplicates, in the order of the document, bounded. The feeds that it names are kept apart. The tree is walked
// without recursion. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "crawler/robots/robots_directives.h"
#include "izvor/html_document.h"
#include "izvor/url.h"

namespace izvor {

struct PageLinks {
  std::vector<Url> follow;      ///< Empty when the page asks for nofollow.
  std::vector<Url> feeds;       ///< RSS and Atom feeds that the page names; also when it asks for nofollow.
  RobotsDirectives directives;  ///< Of the page's meta elements.
  std::size_t nofollow = 0;     ///< Links left out for rel=nofollow.
  bool cut = false;             ///< There were more links than the bound.
};

struct LinkLimits {
  std::size_t max_links = 5000;
  std::size_t max_feeds = 10;
};

/// `product_token`: a meta element of that name counts like one named "robots".
[[nodiscard]] PageLinks links_of(const HtmlDocument& document, const Url& page, std::string_view product_token,
                                 LinkLimits limits = {});

}  // namespace izvor
