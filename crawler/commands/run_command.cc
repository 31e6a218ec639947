#include <poll.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "crawler/commands/commands.h"
#include "crawler/commands/dry_run.h"
#include "crawler/crawl/crawl.h"
#include "crawler/crawl/crawl_metrics.h"
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
constexpr std::chrono::seconds kRoomInterval{5};  // Between two looks at a full disk.
constexpr std::uintmax_t kLeastRoom = 1'000'000;  // Bytes; below, any failure is taken for a lack of room.

struct RunArguments {
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
                            .certificate_authorities = settings.certificate_authorities,
                            .wake_descriptor = stop.descriptor()},
                           clock);
}

// What long work says of itself: a line on a terminal, one in the log each minute, and the counters' file.
class TurnReport {
 public:
  TurnReport(const Clock& clock, CrawlMetrics& metrics)
      : clock_(clock), next_(clock.steady() + kReportInterval), progress_("crawl"), metrics_(metrics) {}

  void operator()(const CrawlSummary& summary) {
    metrics_.update(summary);
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
  CrawlMetrics& metrics_;
};

// From opening the archive to its end. A failing archive is an error here: what was acknowledged stays, and the archive makes
// files and catalogue agree when it is opened again.
Result<CrawlSummary> crawl_until_done(bool once, const Settings& settings, const Scope& scope, const Clock& clock,
                                      const StopSignal& stop) {
  Result<CurlFetcher> fetcher = make_fetcher(settings.crawler, clock, stop);
  if (!fetcher) return tl::unexpected(fetcher.error());
  Result<PageArchive> archive = PageArchive::open_for_writing(
      settings.archive_directory(),
      {.warc_file_bytes = settings.crawler.warc_file_megabytes * 1'000'000, .writer = "izvor-crawler run"});
  if (!archive) return tl::unexpected(archive.error());
  Result<PingQueue> pings = PingQueue::open(settings.archive_directory());
  if (!pings) return tl::unexpected(pings.error());
  try {
    Crawl crawl({.settings = settings.crawler,
                 .scope = scope,
                 .archive = *archive,
                 .pings = &*pings,
                 .fetcher = *fetcher,
                 .clock = clock});
    CrawlMetrics metrics(settings.crawler.metrics_file, clock);
    TurnReport report(clock, metrics);
    CrawlSummary summary = crawl.run({.once = once, .stop = [&] { return stop.requested(); }, .on_turn = std::ref(report)});
    metrics.finish(summary);
    return summary;
  } catch (const std::runtime_error& trouble) {
    return fail(trouble.what());
  }
}

// Whether the failure goes away when somebody makes room.
bool lacks_room(const Error& error, const std::filesystem::path& folder) {
  for (const int number : {ENOSPC, EDQUOT}) {
    if (error.message.find(std::generic_category().message(number)) != std::string::npos) return true;
  }
  if (error.message.find("disk is full") != std::string::npos) return true;  // SQLite's words.
  std::error_code status;
  const std::filesystem::space_info room = std::filesystem::space(folder, status);
  return !status && room.available < kLeastRoom;
}

// Until it is time to try again; at once when a stop is asked for.
void wait_for_room(const StopSignal& stop) {
  pollfd wake{.fd = stop.descriptor(), .events = POLLIN, .revents = 0};
  static_cast<void>(::poll(&wake, 1, static_cast<int>(std::chrono::milliseconds(kRoomInterval).count())));
}

int run_crawl(bool once, const Settings& settings) {
  if (const Result<void> usable = check_settings(settings); !usable) return report_failure(usable.error());
  const Result<Scope> scope = Scope::make(settings.sites, settings.crawler);
  if (!scope) return report_failure(scope.error());
  const SystemClock clock;
  const StopSignal stop;
  for (bool said = false;; said = true) {
    const Result<CrawlSummary> summary = crawl_until_done(once, settings, *scope, clock, stop);
    if (summary) {
      std::printf("%s\n", summary->text().c_str());
      return kExitDone;
    }
    if (stop.requested() || !lacks_room(summary.error(), settings.archive_directory())) return report_failure(summary.error());
    if (!said) spdlog::error("paused until there is room on the disk: {}", summary.error().message);
    wait_for_room(stop);
  }
}

}  // namespace

void add_run(Program& program) {
  const auto arguments = std::make_shared<RunArguments>();
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
