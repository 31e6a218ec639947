// Far times: due times, rests and expiries that lie farther ahead than their own maximum are brought back.
//
// One run with the clock a year ahead would otherwise stop the crawl for a year, without a word. Part of the catalogue's open
// transaction, like the frontier; belongs to its thread.
#pragma once

#include <cstdint>

#include "izvor/settings.h"
#include "izvor/utc_time.h"

namespace SQLite {
class Database;
}

namespace izvor {

/// The tables of the frontier must exist. Returns how many rows were changed, and warns when there are any. Throws
/// std::runtime_error when the catalogue cannot be used.
std::uint64_t bring_far_times_back(SQLite::Database& catalogue, const CrawlerSettings& settings, UtcTime now);

}  // namespace izvor
