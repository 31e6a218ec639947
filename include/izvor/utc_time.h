// UtcTime: a second in UTC, the only kind of time that Izvor stores.
//
// Implemented in crawler/platform. All functions are pure and safe from any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "izvor/result.h"

namespace izvor {

/// Seconds since 1970-01-01T00:00:00Z.
using UtcTime = std::chrono::sys_seconds;

/// "2024-03-26T09:00:00Z" (RFC 3339, always UTC).
[[nodiscard]] std::string format_rfc3339(UtcTime time);

/// Reads an RFC 3339 time or a bare day ("2024-03-26" is its midnight, UTC). Years 0001 to 9999.
[[nodiscard]] Result<UtcTime> parse_rfc3339(std::string_view text);

/// "Tue, 26 Mar 2024 09:00:00 GMT" (RFC 9110, section 5.6.7).
[[nodiscard]] std::string format_http_date(UtcTime time);

/// Reads the three HTTP date forms of RFC 9110, section 5.6.7.
[[nodiscard]] Result<UtcTime> parse_http_date(std::string_view text);

}  // namespace izvor
