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

namespace izvor {

struct CrawlReport {
  struct HostQueue {
    HostRecord host;
    std::uint64_t known = 0;
    std::uint64_t due = 0;
    std::optional<UtcTime> next_due = {};
  };
  struct LeftOut {
    std::string url;
    UtcTime time{};
    std::string reason;
  };

  std::uint64_t pages = 0;  ///< With content now.
  std::uint64_t gone = 0;
  std::uint64_t versions = 0;
  std::uint64_t known = 0;  ///< Addresses in the frontier.
  std::uint64_t due = 0;
  std::uint64_t never_visited = 0;
  bool pass_unfinished = false;
  std::map<std::string, std::uint64_t> skipped;  ///< By what stands before the colon of the reason.
  std::vector<HostQueue> hosts;
  std::vector<LeftOut> last_errors;  ///< Newest first.
  std::optional<UtcTime> last_success;
};

/// `errors`: how many of the last errors.
[[nodiscard]] CrawlReport read_crawl_report(SQLite::Database& catalogue, UtcTime now, std::size_t errors);

}  // namespace izvor
