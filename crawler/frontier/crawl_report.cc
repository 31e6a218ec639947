#include "crawler/frontier/crawl_report.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <stdexcept>

namespace izvor {
namespace {

UtcTime time_of(const SQLite::Column& column) { return UtcTime(std::chrono::seconds(column.getInt64())); }

std::uint64_t count(SQLite::Database& db, const char* sql) { return static_cast<std::uint64_t>(db.execAndGet(sql).getInt64()); }

void read_archive(SQLite::Database& db, CrawlReport& report, std::size_t errors) {
  report.versions = count(db, "SELECT count(*) FROM versions");
  report.gone = count(db, "SELECT count(*) FROM pages JOIN versions ON sequence = last_sequence WHERE kind = 1");
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
    report.last_errors.push_back({last.getColumn(0).getString(), time_of(last.getColumn(1)), last.getColumn(2).getString()});
  }
}

void read_frontier(SQLite::Database& db, UtcTime now, CrawlReport& report) {
  for (HostRecord& host : Frontier(db, Frontier::Reading{}).hosts()) {
    if (host.last_success) report.last_success = std::max(report.last_success.value_or(*host.last_success), *host.last_success);
    report.hosts.push_back({.host = std::move(host)});
  }
  SQLite::Statement queue(
      db, "SELECT count(*), sum(due <= ?1), min(due), sum(last_fetch IS NULL) FROM frontier WHERE authority = ?2");
  for (CrawlReport::HostQueue& host : report.hosts) {
    queue.reset();
    queue.bind(1, now.time_since_epoch().count());
    queue.bind(2, host.host.authority);
    if (!queue.executeStep() || queue.getColumn(0).getInt64() == 0) continue;
    host.known = static_cast<std::uint64_t>(queue.getColumn(0).getInt64());
    host.due = static_cast<std::uint64_t>(queue.getColumn(1).getInt64());
    host.next_due = time_of(queue.getColumn(2));
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
    if (Frontier::exists(catalogue)) read_frontier(catalogue, now, report);
    return report;
  } catch (const SQLite::Exception& trouble) {
    throw std::runtime_error(std::string("The catalogue cannot be read: ") + trouble.what() + ".");
  }
}

}  // namespace izvor
