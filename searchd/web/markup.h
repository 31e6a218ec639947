// Markup: plain text to HTML, escaped once, here and nowhere before.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search_types.h"

namespace izvor {

/// Escapes & < > " ' for text and quoted attributes; control characters that HTML forbids become U+FFFD.
[[nodiscard]] std::string escape_html(std::string_view text);

/// What may stand in href: "javascript:" and its like are no addresses.
[[nodiscard]] bool is_web_address(std::string_view url);

/// Valid UTF-8 without the characters that XML 1.0 has no way to write; not escaped yet: templates do that.
[[nodiscard]] std::string xml_text(std::string_view text);

/// Escapes the text and puts <mark> around its highlights. Highlights out of order, overlapping or beyond the end are cut to
/// what is left of them, so that the markup is always balanced.
[[nodiscard]] std::string marked_html(const HighlightedText& text);

/// The snippets of one result, joined by an ellipsis.
[[nodiscard]] std::string marked_html(const std::vector<Snippet>& snippets);

}  // namespace izvor
