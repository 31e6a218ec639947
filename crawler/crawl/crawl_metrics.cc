#include "crawler/crawl/crawl_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <spdlog/spdlog.h>

#include "crawler/platform/file.h"

namespace izvor {
namespace {

constexpr std::chrono::seconds kMetricsInterval{10};

class MetricsPage {
 public:
  void count(const char* name, const char* help, std::uint64_t value, const prometheus::Labels& labels = {}) {
    prometheus::BuildCounter().Name(name).Help(help).Register(registry_).Add(labels).Increment(static_cast<double>(value));
  }
  void show(const char* name, const char* help, double value) {
    prometheus::BuildGauge().Name(name).Help(help).Register(registry_).Add({}).Set(value);
  }
  [[nodiscard]] std::string text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

 private:
  prometheus::Registry registry_{prometheus::Registry::InsertBehavior::Merge};
};

double unix_time(UtcTime time) { return static_cast<double>(time.time_since_epoch().count()); }

void count_outcomes(MetricsPage& page, const CrawlSummary& summary) {
  const std::pair<const char*, std::uint64_t> outcomes[] = {
      {"new", summary.added},       {"changed", summary.changed},     {"unchanged", summary.unchanged}, {"gone", summary.gone},
      {"missing", summary.missing}, {"held back", summary.held_back}, {"redirect", summary.redirects}, {"twin", summary.twins}};
  for (const auto& [outcome, count] : outcomes) {
    page.count("izvor_crawler_pages_total", "Pages by what a visit found.", count, {{"outcome", outcome}});
  }
  for (const auto& [reason, count] : summary.skipped) {
    page.count("izvor_crawler_skipped_total", "Addresses left out, by reason.", count, {{"reason", reason}});
  }
}

}  // namespace

std::string crawl_metrics_text(const CrawlSummary& summary, UtcTime now, bool running) {
  MetricsPage page;
  page.count("izvor_crawler_answers_total", "Answers to requests for pages, whatever they were.", summary.fetched);
  page.count("izvor_crawler_body_bytes_total", "Bytes of answers' bodies, after decoding.", summary.body_bytes);
  count_outcomes(page, summary);
  page.count("izvor_crawler_sitemaps_total", "Sitemaps and feeds read.", summary.sitemaps);
  page.count("izvor_crawler_pings_total", "Pings taken.", summary.pings);
  page.show("izvor_crawler_running", "1 while the crawl runs.", running ? 1 : 0);
  page.show("izvor_crawler_written_timestamp_seconds", "When this file was written.", unix_time(now));
  if (summary.last_success) {
    page.show("izvor_crawler_last_success_timestamp_seconds", "When a page or sitemap was last had, changed or not.",
              unix_time(*summary.last_success));
  }
  return page.text();
}

void CrawlMetrics::update(const CrawlSummary& summary) {
  if (file_.empty() || clock_.steady() < next_) return;
  next_ = clock_.steady() + kMetricsInterval;
  write(summary, true);
}

void CrawlMetrics::finish(const CrawlSummary& summary) {
  if (!file_.empty()) write(summary, false);
}

void CrawlMetrics::write(const CrawlSummary& summary, bool running) {
  const Result<void> written = write_file_atomically(file_, crawl_metrics_text(summary, clock_.now(), running));
  if (!written && !has_failed_) spdlog::warn("crawler.metrics_file: {}; the crawl goes on without it", written.error().message);
  has_failed_ = !written;
}

}  // namespace izvor
