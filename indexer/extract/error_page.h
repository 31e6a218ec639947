// Error pages that come with status 200: what a site says instead of a page must not replace what the page said before.
//
// Pure; safe from any thread.
#pragma once

#include "izvor/extracted_page.h"

namespace izvor {

/// A page of few words whose title is nothing but the name of an error: "Страницата не е намерена", "ErrorPage", "404 Not Found".
/// A page about errors has more to say, or a title that says which.
[[nodiscard]] bool reads_as_error_page(const ExtractedPage& page);

}  // namespace izvor
