#include "crawler/frontier/crawl_report.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "crawler/frontier/catalogue_rows.h"

namespace izvor {
namespace {

UtcTime time_in(const SQLite::Column& column) { return time_of(column.getInt64()); }

std::uint64_t count(SQLite::Database& db, const char* sql) { return static_cast<std::uint64_t>(db.execAndGet(sql).getInt64()); }

// A revisit without a digest is listed also when it has found something (crawler/archive/catalogue.h).
constexpr const char* kWaitingRevisits = R"sql(
SELECT count(*) FROM waiting w WHERE digest <> '' OR NOT (
  EXISTS (SELECT 1 FROM origins WHERE key = w.original AND w.original <> '') OR
  EXISTS (SELECT 1 FROM versions v WHERE v.page = w.target AND v.fetched = w.target_time AND v.kind = 0) OR
  EXISTS (SELECT 1 FROM visits i JOIN versions v USING (sequence)
          WHERE i.page = w.target AND i.fetched = w.target_time AND v.kind = 0))
)sql";

void read_archive(SQLite::Database& db, CrawlReport& report, std::size_t errors) {
  report.versions = count(db, "SELECT count(*) FROM versions");
  report.gone = count(db, "SELECT count(*) FROM pages JOIN versions ON sequence = last_sequence WHERE kind = 1");
  if (db.tableExists("waiting")) report.waiting_revisits = count(db, kWaitingRevisits);
  report.pages = count(db, "SELECT count(*) FROM pages") - report.gone;
  SQLite::Statement reasons(
      db,
      "SELECT CASE instr(reason, ':') WHEN 0 THEN reason ELSE substr(reason, 1, instr(reason, ':') - 1) END "
      "AS kind, count(*) FROM skipped GROUP BY kind");
  while (reasons.executeStep()) {
    report.skipped[reasons.getColumn(0).getString()] = static_cast<std::uint64_t>(reasons.getColumn(1).getInt64());
  }
  SQLite::Statement last(db, "SELECT address, time, reason FROM skipped ORDER BY time DESC, address LIMIT ?");
  last.bind(1, static_cast<std::int64_t>(errors));
  while (last.executeStep()) {
    report.last_errors.push_back({last.getColumn(0).getString(), time_in(last.getColumn(1)), last.getColumn(2).getString()});
  }
}

constexpr std::size_t kSample = 500;

double days_between(UtcTime from, UtcTime to) { return std::chrono::duration<double, std::ratio<86'400>>(to - from).count(); }

double freshness_of(const BeliefSample& pages, const SitePlan& plan, UtcTime now) {
  if (pages.sample.empty()) return 1;
  const SignalModel model = plan.signals.model(SignalKind::kSitemap);
  double sum = 0;
  for (const BeliefSample::Page& page : pages.sample) {
    const RateWeights belief = page.belief.posterior(plan.prior);
    const Silence since{.days = std::max(days_between(page.last_success, now), 0.0), .signals = page.signals};
    const RateWeights fresh = fresh_probability(since, model);
    sum += std::inner_product(belief.begin(), belief.end(), fresh.begin(), 0.0);
  }
  return sum / static_cast<double>(pages.sample.size());
}

void read_ledger(SQLite::Database& db, UtcTime now, CrawlReport& report) {
  if (!VisitLedger::exists(db)) return;
  VisitLedger ledger(db, VisitLedger::Reading{});
  const std::vector<SitePlan> plans = ledger.plans();
  for (CrawlReport::HostQueue& host : report.hosts) {
    const auto found =
        std::find_if(plans.begin(), plans.end(), [&](const SitePlan& plan) { return plan.origin == host.host.origin; });
    const SitePlan plan = found == plans.end() ? SitePlan{} : *found;
    const BeliefSample pages = ledger.sample(host.host.origin, kSample);
    host.kept = pages.pages;
    host.freshness = freshness_of(pages, plan, now);
    host.least_value = plan.threshold;
    host.sitemap_precision = plan.signals.precision(SignalKind::kSitemap);
    host.feed_precision = plan.signals.precision(SignalKind::kFeed);
    host.ping_precision = plan.signals.precision(SignalKind::kPing);
  }
  report.today = ledger.day(now);
}

void read_host_errors(SQLite::Database& db, CrawlReport& report) {
  SQLite::Statement last(db,
                         "SELECT s.address, s.time, s.reason FROM skipped s JOIN frontier f ON f.url = s.address "
                         "WHERE f.origin = ? ORDER BY s.time DESC LIMIT 1");
  for (CrawlReport::HostQueue& host : report.hosts) {
    last.reset();
    last.bind(1, host.host.origin);
    if (!last.executeStep()) continue;
    host.last_error =
        CrawlReport::LeftOut{last.getColumn(0).getString(), time_in(last.getColumn(1)), last.getColumn(2).getString()};
  }
}

void read_frontier(SQLite::Database& db, UtcTime now, CrawlReport& report) {
  for (HostRecord& host : Frontier(db, Frontier::Reading{}).hosts()) {
    if (host.last_success) report.last_success = std::max(report.last_success.value_or(*host.last_success), *host.last_success);
    report.hosts.push_back({.host = std::move(host)});
  }
  SQLite::Statement queue(
      db, "SELECT count(*), sum(due <= ?1), min(due), sum(last_fetch IS NULL) FROM frontier WHERE origin = ?2");
  for (CrawlReport::HostQueue& host : report.hosts) {
    queue.reset();
    queue.bind(1, now.time_since_epoch().count());
    queue.bind(2, host.host.origin);
    if (!queue.executeStep() || queue.getColumn(0).getInt64() == 0) continue;
    host.known = static_cast<std::uint64_t>(queue.getColumn(0).getInt64());
    host.due = static_cast<std::uint64_t>(queue.getColumn(1).getInt64());
    host.next_due = time_in(queue.getColumn(2));
    report.known += host.known;
    report.due += host.due;
    report.never_visited += static_cast<std::uint64_t>(queue.getColumn(3).getInt64());
  }
  report.pass_unfinished = count(db, "SELECT count(*) FROM frontier_pass WHERE unfinished = 1") > 0;
}

}  // namespace

CrawlReport read_crawl_report(SQLite::Database& catalogue, UtcTime now, std::size_t errors) {
  try {
    CrawlReport report;
    const SQLite::Transaction snapshot(catalogue);  // So that the numbers add up while a crawl is writing.
    read_archive(catalogue, report, errors);
    if (Frontier::exists(catalogue)) {
      read_frontier(catalogue, now, report);
      read_ledger(catalogue, now, report);
      read_host_errors(catalogue, report);
    }
    return report;
  } catch (const SQLite::Exception& trouble) {
    throw std::runtime_error(std::string("The catalogue cannot be read: ") + trouble.what() + ".");
  }
}

}  // namespace izvor
