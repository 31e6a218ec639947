// CrawlSummary: what a crawl has done so far, for people. A value; safe from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "izvor/utc_time.h"

namespace izvor {

/// Each answer to a request for a page, and each page that is settled without one, is counted once in what became of it:
/// `fetched + unasked == outcomes()`.
struct CrawlSummary {
  std::uint64_t fetched = 0;     ///< Answers to requests for pages, whatever they were.
  std::uint64_t unasked = 0;     ///< Pages settled without a request: refused by robots.txt or scope, or of a removed site.
  std::uint64_t body_bytes = 0;  ///< Of the bodies of all answers, after decoding.
  std::uint64_t added = 0;       ///< Pages kept for the first time.
  std::uint64_t changed = 0;     ///< Pages with a new payload.
  std::uint64_t unchanged = 0;   ///< 304, or the same payload.
  std::uint64_t gone = 0;
  std::uint64_t missing = 0;    ///< 404 or 410, not gone yet or never kept.
  std::uint64_t held_back = 0;  ///< Would be gone, but too many of their host's pages would be at once.
  std::uint64_t redirects = 0;  ///< But for those by which a page is gone.
  std::uint64_t twins = 0;  ///< Say what the same address says under the other scheme, and are not kept twice.
  std::uint64_t sitemaps = 0;
  std::uint64_t damaged_sitemaps = 0;  ///< Of them, those in which something was lost or repaired.
  std::uint64_t empty_sitemaps = 0;    ///< Of them, those without an address.
  std::uint64_t failed_sitemaps = 0;   ///< Asked for beside them, and not had.
  std::uint64_t pings = 0;
  std::map<std::string, std::uint64_t> skipped;  ///< Pages, by reason.
  std::uint64_t put_off = 0;                     ///< Due, but their host asked to wait or cannot be reached.
  std::optional<UtcTime> last_success = {};      ///< The last page or sitemap that was had, changed or not.

  [[nodiscard]] std::uint64_t outcomes() const;

  /// One line: "fetched 62 (60 new, 0 changed, …); skipped 3 (not HTML 2, robots.txt 1)".
  [[nodiscard]] std::string text() const;
};

}  // namespace izvor
