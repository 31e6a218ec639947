// Extraction: what a page says, without its navigation.
//
// Main content by a cascade of rungs (main_content.h), title, dates, type, topics and language. Nothing here throws on a
// hostile page, and nothing is lost silently: a page that exceeds a bound is read as far as it goes, with cut_reason set.
// Pure functions; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/extract/site_names.h"
#include "izvor/extracted_page.h"
#include "izvor/html_document.h"
#include "izvor/page_version.h"
#include "izvor/result.h"
#include "izvor/url.h"
#include "izvor/utc_time.h"

namespace izvor {

/// Raised whenever a page may come out otherwise than before: an index made by another extraction is then noticed.
inline constexpr int kExtractorVersion = 8;

struct ExtractLimits {
  HtmlLimits html;
  std::size_t max_text_bytes = 4'000'000;    ///< Of ExtractedPage::text.
  std::string_view product_token = "Izvor";  ///< Ours: directives for robots of this name are obeyed like those for all.
};

/// What is known of a page besides its document.
struct PageContext {
  const Url& url;
  std::size_t max_text_bytes = ExtractLimits{}.max_text_bytes;
  const SiteNames* sites = nullptr;  ///< What other pages of the site tell; may be null.
  UtcTime seen{};                    ///< When the page was captured: later dates are none of its own. Epoch: not known.
  std::string_view product_token = ExtractLimits{}.product_token;
  std::string_view charset = "UTF-8";  ///< Of the page as it came.
};

[[nodiscard]] ExtractedPage extract_html(const HtmlDocument& document, const PageContext& context);

/// Plain text in UTF-8: the first non-blank line is the title, blank lines set paragraphs apart. The title is not part of the
/// text unless there is nothing else.
[[nodiscard]] ExtractedPage extract_text(std::string_view utf8, const PageContext& context);

/// Decodes, parses and extracts a capture and obeys its X-Robots-Tag. Fails for what is not a page: another status than
/// 200, another type than HTML, XHTML and plain text. `sites` may be null.
[[nodiscard]] Result<ExtractedPage> extract_capture(const Capture& capture, const ExtractLimits& limits = {},
                                                    const SiteNames* sites = nullptr);

/// What the title element of a capture says, white space collapsed; empty when there is none, or no HTML.
[[nodiscard]] std::string title_element_of(const Capture& capture);

}  // namespace izvor
