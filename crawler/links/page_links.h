// PageLinks: where a page leads, what it asks of robots, and whether its words are what they were.
//
// Found in the source by its tags alone: <a>, <area>, <link> with rel canonical, alternate, next or prev, frames and iframes of
// the page's own host, and where a meta refresh leads; resolved against <base href>, the query in the page's own charset; without duplicates, in the order of the source, bounded. The feeds that it names are kept apart. No tree is
// built: parsing one took 2.1 of the 4.6 ms that a page cost (tests/bench/README.md), and a crawler that finds one link more in
// broken markup than a browser would has lost nothing. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "crawler/robots/robots_directives.h"
#include "izvor/url.h"

namespace izvor {

struct PageLinks {
  std::vector<Url> follow;      ///< Empty when the page asks for nofollow.
  std::vector<Url> feeds;       ///< RSS and Atom feeds that the page names; also when it asks for nofollow.
  std::optional<Url> canonical;  ///< What the first rel=canonical names.
  RobotsDirectives directives;  ///< Of the page's meta elements.
  std::size_t nofollow = 0;     ///< Links left out for rel=nofollow.
  bool cut = false;             ///< There were more links than the bound.
  /// Of title and text, white space as one space; nothing of scripts, styles and attributes. Tells a change that people can see
  /// from a new token in a script; the page's text in the index is the extractor's to say. Never 0.
  std::uint64_t text_digest = 0;
};

struct LinkLimits {
  std::size_t max_links = 5000;
  std::size_t max_feeds = 10;
};

struct LinkOrigin {
  const Url& page;
  std::string_view product_token;     ///< A meta element of that name counts like one named "robots".
  std::string_view charset = "UTF-8";  ///< Of the page as it came.
};

[[nodiscard]] PageLinks links_of(std::string_view utf8, const LinkOrigin& origin, LinkLimits limits = {});
/// The same of plain text, which leads nowhere.
[[nodiscard]] PageLinks links_of_text(std::string_view utf8);

}  // namespace izvor
