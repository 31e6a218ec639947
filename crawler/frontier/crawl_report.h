// CrawlReport: how far the crawl is, read from the catalogue while another process may be writing it.
//
// Belongs to the thread of the connection. SQLite's troubles come out as std::runtime_error.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crawler/frontier/frontier.h"
#include "crawler/frontier/visit_ledger.h"

namespace izvor {

struct CrawlReport {
  struct LeftOut {
    std::string url;
    UtcTime time{};
    std::string reason;
  };
  struct HostQueue {
    HostRecord host;
    std::uint64_t known = 0;
    std::uint64_t due = 0;
    std::optional<UtcTime> next_due = {};
    std::uint64_t kept = 0;  ///< Pages that have content, or had it and are not known to be gone.
    double freshness = 1;    ///< Share of them whose copy is current, as far as their changes so far tell.
    double least_value = 0;  ///< Days of freshness that a visit must bring; 0: the budget is enough for all.
    double sitemap_precision = 0.5, feed_precision = 0.5, ping_precision = 0.5;  ///< Share of signals that were true.
    std::optional<LeftOut> last_error = {};
  };

  std::uint64_t pages = 0;  ///< With content now.
  std::uint64_t gone = 0;
  std::uint64_t versions = 0;
  std::uint64_t waiting_revisits = 0;  ///< Of other programs' files: what they repeat was not imported.
  std::uint64_t known = 0;  ///< Addresses in the frontier.
  std::uint64_t due = 0;
  std::uint64_t never_visited = 0;
  bool pass_unfinished = false;
  DayCount today = {};                           ///< Requests for pages on this UTC day.
  std::map<std::string, std::uint64_t> skipped;  ///< By what stands before the colon of the reason.
  std::vector<HostQueue> hosts;
  std::vector<LeftOut> last_errors;  ///< Newest first.
  std::optional<UtcTime> last_success;
};

/// `errors`: how many of the last errors.
[[nodiscard]] CrawlReport read_crawl_report(SQLite::Database& catalogue, UtcTime now, std::size_t errors);

}  // namespace izvor
