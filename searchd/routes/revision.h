// Revisions: validators of answers that come from the index (RFC 9110, section 8.8.3).
//
// An answer changes when the index moves on or when the program does, so its tag is made of both. Weak, because took_ms and the
// encoding may differ. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "searchd/routes/visit.h"

namespace izvor {

[[nodiscard]] std::string revision_of(const IndexState& index);

/// Whether the visitor has that revision already (If-None-Match, compared weakly).
[[nodiscard]] bool has_revision(const HttpRequest& request, std::string_view tag);

/// 304 with the tag.
[[nodiscard]] HttpResponse not_modified(std::string tag);

}  // namespace izvor
