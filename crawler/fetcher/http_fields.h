// Reading HTTP response fields. Pure; safe from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/page_version.h"
#include "izvor/utc_time.h"

namespace izvor {

/// The first field of that name (any case), trimmed; empty when there is none.
[[nodiscard]] std::string_view field_of(const std::vector<HttpField>& fields, std::string_view name);

/// "text/html" of "Text/HTML; charset=utf-8": lower case, without parameters.
[[nodiscard]] std::string media_type_of(const std::vector<HttpField>& fields);
/// HTML or XHTML.
[[nodiscard]] bool is_html_type(std::string_view media_type);
/// HTML, XHTML or plain text: what is kept as a page.
[[nodiscard]] bool is_page_type(std::string_view media_type);

/// How long Retry-After (RFC 9110, section 10.2.3: seconds or a date) asks to wait, never negative; none when absent or
/// unreadable.
[[nodiscard]] std::optional<std::chrono::seconds> retry_after_of(const std::vector<HttpField>& fields, UtcTime now);

}  // namespace izvor
