#include "crawler/frontier/far_times.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "crawler/frontier/catalogue_rows.h"
#include "crawler/frontier/pace.h"

namespace izvor {
namespace {

constexpr std::chrono::hours kRobotsLifetime{24};
constexpr std::chrono::hours kSlack{1};  // By which the clocks of two runs may differ without a word.

// ?1 is now, ?2 the farthest that the time may lie ahead.
std::uint64_t bring_back(SQLite::Database& db, const char* sql, UtcTime now, std::chrono::seconds farthest) {
  SQLite::Statement update(db, sql);
  update.bind(1, unix_seconds(now));
  update.bind(2, farthest.count());
  return static_cast<std::uint64_t>(update.exec());
}

}  // namespace

std::uint64_t bring_far_times_back(SQLite::Database& catalogue, const CrawlerSettings& settings, UtcTime now) {
  return guarded([&] {
    const std::chrono::seconds longest = std::max<std::chrono::seconds>(
        {settings.longest_revisit, settings.revisit, settings.gone_after, settings.refused_after, settings.poll});
    // What was visited "in the future" was visited by a clock that went wrong: it is due now. Another page keeps its date as far
    // as a date may lie ahead of its visit.
    std::uint64_t changed = bring_back(catalogue,
                                       "UPDATE frontier SET due = CASE WHEN last_fetch > ?1 THEN ?1 ELSE max(?1, "
                                       "coalesce(last_fetch, ?1 - ?2) + ?2) END WHERE due > ?1 + ?2",
                                       now, longest);
    changed += bring_back(catalogue,
                          "UPDATE frontier SET due = min(due, ?1), last_fetch = min(last_fetch, ?1), last_success = "
                          "min(last_success, ?1), missing_since = min(missing_since, ?1) WHERE last_fetch > ?1 + ?2 OR "
                          "last_success > ?1 + ?2 OR missing_since > ?1 + ?2",
                          now, kSlack);
    changed += bring_back(catalogue, "UPDATE frontier_hosts SET held_until = NULL, held_reason = '' WHERE held_until > ?1 + ?2",
                          now, Pace::kLongestRest);
    changed += bring_back(catalogue,
                          "UPDATE frontier_hosts SET last_request = min(last_request, ?1), last_success = min(last_success, "
                          "?1) WHERE last_request > ?1 + ?2 OR last_success > ?1 + ?2",
                          now, kSlack);
    changed += bring_back(catalogue, "UPDATE frontier_robots SET expires = ?1, fetched = min(fetched, ?1) WHERE expires > ?1 + ?2",
                          now, kRobotsLifetime);
    if (catalogue.tableExists("frontier_sites")) {
      changed += bring_back(catalogue, "UPDATE frontier_sites SET planned = 0 WHERE planned > ?1 + ?2", now, kSlack);
    }
    if (changed > 0) {
      spdlog::warn(
          "{} due times, rests and expiries lay farther ahead than they can, and are brought back: was the clock ahead at an "
          "earlier run?",
          changed);
    }
    return changed;
  });
}

}  // namespace izvor
