// The dates that feeds use. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "izvor/utc_time.h"

namespace izvor {

/// RFC 822, section 5, as RSS uses it: "Tue, 26 Mar 2024 09:00:00 +0200"; the day's name, the seconds and the zone may be
/// absent (UTC then), the year may have two digits. None for anything else.
[[nodiscard]] std::optional<UtcTime> parse_mail_date(std::string_view text);

}  // namespace izvor
