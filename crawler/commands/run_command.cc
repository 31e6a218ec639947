#include <spdlog/spdlog.h>

#include <cstdio>
#include <memory>

#include "crawler/commands/commands.h"
#include "crawler/commands/dry_run.h"
#include "crawler/crawl/crawl.h"
#include "crawler/fetcher/curl_fetcher.h"
#include "crawler/pings/ping_queue.h"
#include "crawler/platform/progress.h"
#include "crawler/platform/stop_signal.h"
#include "crawler/scope/scope.h"
#include "izvor/clock.h"
#include "izvor/page_archive.h"

namespace izvor {
namespace {

constexpr std::chrono::minutes kReportInterval{1};

struct Arguments {
  bool once = false;
  bool dry_run = false;
};

Result<void> check_settings(const Settings& settings) {
  if (settings.crawler.contact.empty()) {
    return fail(
        "crawler.contact is not set. Sites must be able to reach whoever crawls them: set contact = \"mailto:you@example.eu\" "
        "under [crawler] in the settings file.");
  }
  const std::string shown = settings.crawler.user_agent + settings.crawler.contact;
  if (shown.find_first_of("\r\n") != std::string::npos) {
    return fail("crawler.user_agent and crawler.contact must each be one line.");
  }
  if (settings.sites.empty()) return fail("No site is configured: add a [[site]] with seeds to the settings file.");
  return {};
}

Result<CurlFetcher> make_fetcher(const CrawlerSettings& settings, const Clock& clock, const StopSignal& stop) {
  Result<AddressPolicy> addresses = AddressPolicy::make(settings.allowed_private_addresses);
  if (!addresses) return tl::unexpected(addresses.error());
  return CurlFetcher::make({.user_agent = settings.user_agent + " (+" + settings.contact + ")",
                            .timeout = settings.timeout,
                            .addresses = std::move(*addresses),
                            .wake_descriptor = stop.descriptor()},
                           clock);
}

// What long work says of itself: a line on a terminal, and one in the log each minute.
class TurnReport {
 public:
  explicit TurnReport(const Clock& clock) : clock_(clock), next_(clock.steady() + kReportInterval), progress_("crawl") {}

  void operator()(const CrawlSummary& summary) {
    progress_.update(summary.fetched, 0);
    if (clock_.steady() < next_) return;
    next_ += kReportInterval;
    progress_.clear();
    spdlog::info("{}", summary.text());
  }

 private:
  const Clock& clock_;
  std::chrono::steady_clock::time_point next_;
  ProgressLine progress_;
};

int run_crawl(bool once, const Settings& settings) {
  if (const Result<void> usable = check_settings(settings); !usable) return report_failure(usable.error());
  const Result<Scope> scope = Scope::make(settings.sites, settings.crawler);
  if (!scope) return report_failure(scope.error());
  const SystemClock clock;
  const StopSignal stop;
  Result<CurlFetcher> fetcher = make_fetcher(settings.crawler, clock, stop);
  if (!fetcher) return report_failure(fetcher.error());
  Result<PageArchive> archive = PageArchive::open_for_writing(
      settings.archive_directory(),
      {.warc_file_bytes = settings.crawler.warc_file_megabytes * 1'000'000, .writer = "izvor-crawler run"});
  if (!archive) return report_failure(archive.error());
  Result<PingQueue> pings = PingQueue::open(settings.archive_directory());
  if (!pings) return report_failure(pings.error());
  Crawl crawl({.settings = settings.crawler,
               .scope = *scope,
               .archive = *archive,
               .pings = &*pings,
               .fetcher = *fetcher,
               .clock = clock});
  CrawlSummary summary;
  {
    TurnReport report(clock);
    summary = crawl.run({.once = once, .stop = [&] { return stop.requested(); }, .on_turn = std::ref(report)});
  }
  std::printf("%s\n", summary.text().c_str());
  return kExitDone;
}

}  // namespace

void add_run(Program& program) {
  const auto arguments = std::make_shared<Arguments>();
  program.add("run", "Fetch what is due from the configured sites, and keep on")
      .flag("--once", arguments->once, "End when nothing is due now")
      .flag("--dry-run", arguments->dry_run, "Only list what would be fetched first, and how fast")
      .teaches(
          "Examples:\n  izvor-crawler run --dry-run\n  izvor-crawler run --once --config izvor.toml\n"
          "SIGTERM and Ctrl-C end it within seconds; the next run goes on where it stopped.")
      .runs([arguments](const Settings& settings) {
        return arguments->dry_run ? run_dry(settings) : run_crawl(arguments->once, settings);
      });
}

}  // namespace izvor
