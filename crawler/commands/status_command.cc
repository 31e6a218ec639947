#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "crawler/commands/commands.h"
#include "crawler/frontier/crawl_report.h"
#include "crawler/frontier/pace.h"
#include "crawler/pings/ping_queue.h"
#include "izvor/clock.h"
#include "izvor/page_archive.h"

namespace izvor {
namespace {

namespace json = boost::json;

constexpr std::size_t kShownErrors = 10;

json::value time_or_null(const std::optional<UtcTime>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

std::string time_or_never(const std::optional<UtcTime>& time) { return time ? format_rfc3339(*time) : "never"; }

// When the host may be asked next and has something due.
std::optional<UtcTime> next_fetch(const CrawlReport::HostQueue& queue, UtcTime now) {
  if (!queue.next_due) return std::nullopt;
  return std::max({*queue.next_due, queue.host.held_until.value_or(now), now});
}

json::value age_or_null(const std::optional<UtcTime>& time, UtcTime now) {
  return time ? json::value((now - *time).count()) : json::value(nullptr);
}

json::object left_out_json(const CrawlReport::LeftOut& left_out) {
  return {{"url", left_out.url}, {"time", format_rfc3339(left_out.time)}, {"reason", left_out.reason}};
}

json::value host_json(const CrawlReport::HostQueue& queue, const CrawlerSettings& settings, UtcTime now) {
  const bool rests = queue.host.held_until && *queue.host.held_until > now;
  return json::object{{"host", queue.host.origin.substr(queue.host.origin.find("//") + 2)},
                      {"origin", queue.host.origin},
                      {"pages", queue.host.pages},
                      {"known", queue.known},
                      {"due", queue.due},
                      {"pause_ms", pause_between_requests(settings, queue.host).count()},
                      {"next_fetch", time_or_null(next_fetch(queue, now))},
                      {"rests_because", rests ? json::value(queue.host.held_reason) : json::value(nullptr)},
                      {"kept", queue.kept},
                      {"freshness", queue.freshness},
                      {"least_visit_value_days", queue.least_value},
                      {"signal_precision",
                       {{"sitemap", queue.sitemap_precision}, {"feed", queue.feed_precision}, {"ping", queue.ping_precision}}},
                      {"last_error", queue.last_error ? json::value(left_out_json(*queue.last_error)) : json::value(nullptr)},
                      {"last_success", time_or_null(queue.host.last_success)},
                      {"last_success_age_seconds", age_or_null(queue.host.last_success, now)}};
}

json::value report_json(const CrawlReport& report, const Settings& settings, std::uint64_t pings, UtcTime now) {
  json::object skipped;
  for (const auto& [reason, count] : report.skipped) skipped[reason] = count;
  json::array hosts, errors;
  for (const CrawlReport::HostQueue& queue : report.hosts) hosts.push_back(host_json(queue, settings.crawler, now));
  for (const CrawlReport::LeftOut& left_out : report.last_errors) {
    errors.push_back(left_out_json(left_out));
  }
  return json::object{
      {"archive", settings.archive_directory().string()},
      {"pages", report.pages},
      {"gone", report.gone},
      {"versions", report.versions},
      {"waiting_revisits", report.waiting_revisits},
      {"queue",
       {{"known", report.known},
        {"due", report.due},
        {"never_visited", report.never_visited},
        {"pings", pings},
        {"pass_unfinished", report.pass_unfinished}}},
      {"today",
       {{"visits", report.today.visits}, {"by_signals", report.today.by_signals}, {"budget", settings.crawler.visits_per_day}}},
      {"skipped", std::move(skipped)},
      {"hosts", std::move(hosts)},
      {"last_errors", std::move(errors)},
      {"last_success", time_or_null(report.last_success)},
      {"last_success_age_seconds", age_or_null(report.last_success, now)}};
}

void print_report(const CrawlReport& report, const Settings& settings, std::uint64_t pings, UtcTime now) {
  const auto number = [](std::uint64_t n) { return std::to_string(n); };
  std::string out = "archive  " + settings.archive_directory().string() + ": " + number(report.pages) + " pages, " +
                    number(report.gone) + " gone, " + number(report.versions) + " versions\n";
  if (report.waiting_revisits > 0) {
    out += "waiting  " + number(report.waiting_revisits) + " revisits of imported files, whose originals were not imported\n";
  }
  out += "queue    " + number(report.known) + " addresses known, " + number(report.due) + " due now, " +
         number(report.never_visited) + " never visited, " + number(pings) + " pings waiting" +
         (report.pass_unfinished ? "; a pass is unfinished" : "") + "\n";
  out += "success  last " + time_or_never(report.last_success);
  if (report.last_success) out += ", " + std::to_string((now - *report.last_success).count()) + " s ago";
  out += "\n";
  out += "today    " + number(report.today.visits) + " of " + number(settings.crawler.visits_per_day) + " visits, " +
         number(report.today.by_signals) + " of them for signals\n";
  for (const CrawlReport::HostQueue& queue : report.hosts) {
    out += "host     " + queue.host.origin + ": " + number(queue.known) + " known, " + number(queue.due) +
           " due, next fetch " + time_or_never(next_fetch(queue, now)) + ", pause " +
           std::to_string(pause_between_requests(settings.crawler, queue.host).count()) + " ms";
    if (queue.host.held_until && *queue.host.held_until > now) out += ", rests: " + queue.host.held_reason;
    out += "\n         " + number(queue.kept) + " pages kept, freshness " +
           std::to_string(static_cast<int>(queue.freshness * 100)) + " %, last success " +
           time_or_never(queue.host.last_success) + "\n";
  }
  for (const auto& [reason, count] : report.skipped) out += "skipped  " + number(count) + " " + reason + "\n";
  for (const CrawlReport::LeftOut& left_out : report.last_errors) {
    out += "error    " + format_rfc3339(left_out.time) + " " + left_out.url + ": " + left_out.reason + "\n";
  }
  std::fputs(out.c_str(), stdout);
}

// Status never writes, so it does not make the database of pings.
Result<std::size_t> waiting_pings(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder / "pings.sqlite", ignored)) return 0;
  return PingQueue::open(folder).and_then([](PingQueue&& queue) { return queue.waiting(); });
}

int run_status(bool as_json, const Settings& settings) {
  Result<PageArchive> archive = PageArchive::open_for_reading(settings.archive_directory());
  if (!archive) return report_failure(archive.error());
  const Result<std::size_t> waiting = waiting_pings(settings.archive_directory());
  if (!waiting) return report_failure(waiting.error());
  const UtcTime now = SystemClock().now();
  const CrawlReport report = read_crawl_report(archive->catalogue(), now, kShownErrors);
  if (as_json) {
    std::printf("%s\n", json::serialize(report_json(report, settings, *waiting, now)).c_str());
  } else {
    print_report(report, settings, *waiting, now);
  }
  return kExitDone;
}

}  // namespace

void add_status(Program& program) {
  const auto as_json = std::make_shared<bool>(false);
  program.add("status", "Show pages, queue, what was skipped and why, and the age of the last success")
      .flag("--json", *as_json, "One JSON object")
      .runs([as_json](const Settings& settings) { return run_status(*as_json, settings); });
}

}  // namespace izvor
