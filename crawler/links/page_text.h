// A digest of the words on a page, to tell a change that people can see from a new token in a script.
//
// Title and body text, white space as one space; nothing of scripts, styles and templates, no attributes. What counts as the
// page's text in the index is the extractor's to say; this is only about how often to come again. Pure; safe from any thread.
#pragma once

#include <cstdint>

#include "izvor/html_document.h"

namespace izvor {

/// Never 0, which stands for "not known".
[[nodiscard]] std::uint64_t text_digest_of(const HtmlDocument& document);

}  // namespace izvor
