// PageId: the identity of a page, a hash of its normalised address.
//
// It survives rebuilds and repairs, and it is what the API shows. Implemented in crawler/url. A value; safe from any thread.
#pragma once

#include <string>

#include "izvor/url.h"

namespace izvor {

/// 24 lower-case hexadecimal digits: the first 96 bits of SHA-256 over Url::str(), so that nobody can make two pages collide.
using PageId = std::string;

[[nodiscard]] PageId page_id_of(const Url& url);

/// Whether `text` has the shape of a PageId.
[[nodiscard]] bool is_page_id(std::string_view text);

}  // namespace izvor
