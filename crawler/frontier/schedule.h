// Schedule: when an address is asked again that failed or is missing; crawler/crawl/revisits.h has the rest. Pure functions of
// the settings and of what was found; safe from any thread.
#pragma once

#include <chrono>

#include "izvor/settings.h"
#include "izvor/utc_time.h"

namespace izvor {

/// After a failure that may pass (timeout, 5xx): five minutes, doubled with each failure in a row, never later than an ordinary
/// visit.
[[nodiscard]] UtcTime next_attempt(const CrawlerSettings& settings, UtcTime now, unsigned failures);

/// After a 404 or 410 of a page that was kept: when a second one would settle that it is gone.
[[nodiscard]] UtcTime next_confirmation(const CrawlerSettings& settings, UtcTime missing_since);

/// Whether a 404 or 410 at `now`, following one at `missing_since`, settles that the page is gone. RFC 9110 calls 410 "likely
/// permanent", and sites send it by mistake as they send 404, so both are asked twice.
[[nodiscard]] bool is_gone(const CrawlerSettings& settings, UtcTime missing_since, UtcTime now);

}  // namespace izvor
