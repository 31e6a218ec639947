// PageFacets: what a page is counted by, in one value of the index (schema::kFacets).
//
// One value and not one for each, because a search looks them up for hundreds of pages: of an answer on 3,000 pages, five
// values took a quarter of all instructions. Pages of one type, year and topics have equal values, so they are counted as they
// are stored and taken apart once for all.
//
// Stored as lines: type, language, site, year published, then each topic. What is unknown is an empty line. Pure functions;
// safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace izvor {

struct PageFacets {
  std::string type;
  std::string language;
  std::string site;
  std::string year;  ///< "2024", of the publication.
  std::vector<std::string> topics;

  bool operator==(const PageFacets&) const = default;
};

/// A line break inside a part becomes a space.
[[nodiscard]] std::string encode(const PageFacets& facets);

/// Parts that are missing are empty.
[[nodiscard]] PageFacets decode_page_facets(std::string_view encoded);

}  // namespace izvor
