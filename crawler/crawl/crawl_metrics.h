// CrawlMetrics: the counters of a running crawl in a file, in Prometheus' text format.
//
// The crawler opens no port, so its counters lie where node_exporter's textfile collector (or a person) finds them; the file is
// replaced as a whole. Counters begin at 0 with each start, as Prometheus expects. Belongs to one thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>

#include "crawler/crawl/crawl_summary.h"
#include "izvor/clock.h"

namespace izvor {

/// `running`: false once the crawl has ended. Pure.
[[nodiscard]] std::string crawl_metrics_text(const CrawlSummary& summary, UtcTime now, bool running);

class CrawlMetrics {
 public:
  /// `file` empty: nothing is written.
  CrawlMetrics(std::filesystem::path file, const Clock& clock) : file_(std::move(file)), clock_(clock) {}

  /// Writes when the last time is long enough ago.
  void update(const CrawlSummary& summary);
  /// The last words.
  void finish(const CrawlSummary& summary);

 private:
  void write(const CrawlSummary& summary, bool running);

  std::filesystem::path file_;
  const Clock& clock_;
  std::chrono::steady_clock::time_point next_{};
  bool has_failed_ = false;  ///< A failure is said once; the crawl goes on.
};

}  // namespace izvor
