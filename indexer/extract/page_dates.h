// When a page was published and last changed, each with where that was found.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/extract/head_facts.h"
#include "indexer/extract/main_content.h"
#include "indexer/extract/page_tree.h"
#include "izvor/extracted_page.h"
#include "izvor/url.h"

namespace izvor {

struct PageDates {
  std::optional<DatedFact> published;
  std::optional<DatedFact> modified;
};

/// What states its meaning comes first: meta elements, JSON-LD, marked-up times, the page header's and the last-update block's
/// dates; then dates in bylines, in the first lines of `text`, and in the address.
[[nodiscard]] PageDates find_dates(const PageTree& tree, const MainContent& content, const HeadFacts& facts,
                                   std::string_view text, const Url& url);

}  // namespace izvor
