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
#include "izvor/utc_time.h"

namespace izvor {

struct PageDates {
  std::optional<DatedFact> published;
  std::optional<DatedFact> modified;
};

/// What states its meaning comes first: meta elements, JSON-LD, marked-up times, dates beside a word that says what they are;
/// then dates in bylines, in the first lines of the text that `page` has already, and in the address. A deadline, the date of an attachment or of a
/// list's entry, and a date more than a day after `seen` are none of the page's.
[[nodiscard]] PageDates find_dates(const PageTree& tree, const MainContent& content, const HeadFacts& facts,
                                   const ExtractedPage& page, const Url& url, UtcTime seen);

}  // namespace izvor
