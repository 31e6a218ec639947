#include "crawler/frontier/visit_ledger.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <sstream>

#include "crawler/frontier/catalogue_rows.h"

namespace izvor {
namespace {

constexpr const char* kLedgerTables = R"sql(
CREATE TABLE IF NOT EXISTS frontier_sites (
  origin TEXT PRIMARY KEY,
  threshold REAL NOT NULL,
  prior TEXT NOT NULL,
  signals TEXT NOT NULL,
  planned INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frontier_days (
  day INTEGER PRIMARY KEY,
  visits INTEGER NOT NULL,
  by_signals INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frontier_day_hosts (
  host TEXT PRIMARY KEY,
  day INTEGER NOT NULL,
  by_signals INTEGER NOT NULL) STRICT;
)sql";

// The first ledgers went by authority.
constexpr const char* kPlansFromAuthorities = R"sql(
ALTER TABLE frontier_sites RENAME COLUMN authority TO origin;
INSERT OR IGNORE INTO frontier_sites
  SELECT f.origin, s.threshold, s.prior, s.signals, s.planned FROM (SELECT DISTINCT origin FROM frontier) f
  JOIN frontier_sites s ON s.origin = substr(f.origin, instr(f.origin, '//') + 2);
DELETE FROM frontier_sites WHERE instr(origin, '//') = 0;
)sql";

// Of kept pages that wait for their turn: nothing is wrong with them and nobody asked for them.
constexpr const char* kKept = "FROM frontier WHERE origin = ?1 AND kind = 0 AND state = 1 AND last_success IS NOT NULL";

std::int64_t day_of(UtcTime time) { return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count(); }

std::string text_of(const RateWeights& weights) {
  std::ostringstream text;
  for (const double weight : weights) text << weight << ' ';
  return text.str();
}

std::string text_of(const SignalRecord& record) {
  std::ostringstream text;
  text << record.page_days << ' ' << record.changes << ' ' << record.announced;
  for (const SignalRecord::Kind& kind : record.kinds) text << ' ' << kind.signals << ' ' << kind.confirmed;
  return text.str();
}

RateWeights read_weights(const std::string& text) {
  std::istringstream numbers(text);
  RateWeights weights{};
  for (double& weight : weights) numbers >> weight;
  return numbers ? weights : flat_prior();
}

SignalRecord read_record(const std::string& text) {
  std::istringstream numbers(text);
  SignalRecord record;
  numbers >> record.page_days >> record.changes >> record.announced;
  for (SignalRecord::Kind& kind : record.kinds) numbers >> kind.signals >> kind.confirmed;
  return numbers ? record : SignalRecord();
}

BeliefSample::Page read_page(const SQLite::Statement& row) {
  return {.belief = ChangeBelief::from_bytes(row.getColumn(0).getString()),
          .last_success = time_of(row.getColumn(1).getInt64()),
          .signals = row.getColumn(2).getUInt()};
}

}  // namespace

VisitLedger::VisitLedger(SQLite::Database& catalogue) : db_(catalogue) {
  guarded([&] {
    const char* const old = "SELECT count(*) FROM pragma_table_info('frontier_sites') WHERE name = 'authority'";
    if (db_.execAndGet(old).getInt() > 0) db_.exec(kPlansFromAuthorities);
    db_.exec(kLedgerTables);
  });
}

bool VisitLedger::exists(SQLite::Database& catalogue) {
  return guarded([&] { return catalogue.tableExists("frontier_days"); });
}

std::vector<SitePlan> VisitLedger::plans() {
  return guarded([&] {
    SQLite::Statement query(db_, "SELECT origin, threshold, prior, signals, planned FROM frontier_sites");
    std::vector<SitePlan> plans;
    while (query.executeStep()) {
      plans.push_back({.origin = query.getColumn(0).getString(),
                       .threshold = query.getColumn(1).getDouble(),
                       .prior = read_weights(query.getColumn(2).getString()),
                       .signals = read_record(query.getColumn(3).getString()),
                       .planned = time_of(query.getColumn(4).getInt64())});
    }
    return plans;
  });
}

void VisitLedger::put(const SitePlan& plan) {
  guarded([&] {
    SQLite::Statement put(db_, "INSERT OR REPLACE INTO frontier_sites VALUES (?, ?, ?, ?, ?)");
    put.bind(1, plan.origin);
    put.bind(2, plan.threshold);
    put.bind(3, text_of(plan.prior));
    put.bind(4, text_of(plan.signals));
    put.bind(5, unix_seconds(plan.planned));
    put.exec();
  });
}

BeliefSample VisitLedger::sample(const std::string& origin, std::size_t most) {
  return guarded([&] {
    BeliefSample found;
    SQLite::Statement count(db_, std::string("SELECT count(*) ") + kKept);
    count.bind(1, origin);
    count.executeStep();
    found.pages = static_cast<std::uint64_t>(count.getColumn(0).getInt64());
    const std::uint64_t step = std::max<std::uint64_t>((found.pages + most - 1) / std::max<std::size_t>(most, 1), 1);
    SQLite::Statement query(db_, std::string("SELECT belief, last_success, signals ") + kKept + " AND id % ?2 = 0");
    query.bind(1, origin);
    query.bind(2, static_cast<std::int64_t>(step));
    while (query.executeStep()) found.sample.push_back(read_page(query));
    return found;
  });
}

void VisitLedger::redate(const std::string& origin, const std::function<UtcTime(const BeliefSample::Page&)>& due) {
  guarded([&] {
    SQLite::Statement query(
        db_, std::string("SELECT belief, last_success, signals, id ") + kKept + " AND priority = 3 AND failures = 0");
    query.bind(1, origin);
    std::vector<std::pair<std::int64_t, UtcTime>> dates;
    while (query.executeStep()) dates.emplace_back(query.getColumn(3).getInt64(), due(read_page(query)));
    SQLite::Statement update(db_, "UPDATE frontier SET due = ? WHERE id = ?");
    for (const auto& [id, date] : dates) {
      update.reset();
      update.bind(1, unix_seconds(date));
      update.bind(2, id);
      update.exec();
    }
  });
}

DayCount VisitLedger::day(UtcTime now) {
  return guarded([&] {
    SQLite::Statement query(db_, "SELECT visits, by_signals FROM frontier_days WHERE day = ?");
    query.bind(1, day_of(now));
    DayCount count;
    if (!query.executeStep()) return count;
    count.visits = static_cast<std::uint64_t>(query.getColumn(0).getInt64());
    count.by_signals = static_cast<std::uint64_t>(query.getColumn(1).getInt64());
    // A crawler of before there was such a table may have made the others.
    if (!db_.tableExists("frontier_day_hosts")) return count;
    SQLite::Statement hosts(db_, "SELECT host, by_signals FROM frontier_day_hosts WHERE day = ?");
    hosts.bind(1, day_of(now));
    while (hosts.executeStep()) {
      count.signals_of_hosts[hosts.getColumn(0).getString()] = static_cast<std::uint64_t>(hosts.getColumn(1).getInt64());
    }
    return count;
  });
}

void VisitLedger::put_day(UtcTime now, const DayCount& count) {
  guarded([&] {
    SQLite::Statement put(db_, "INSERT OR REPLACE INTO frontier_days VALUES (?, ?, ?)");
    put.bind(1, day_of(now));
    put.bind(2, static_cast<std::int64_t>(count.visits));
    put.bind(3, static_cast<std::int64_t>(count.by_signals));
    put.exec();
  });
}

void VisitLedger::put_day_of_host(UtcTime now, const std::string& authority, std::uint64_t by_signals) {
  guarded([&] {
    SQLite::Statement put(db_, "INSERT OR REPLACE INTO frontier_day_hosts VALUES (?, ?, ?)");
    put.bind(1, authority);
    put.bind(2, day_of(now));
    put.bind(3, static_cast<std::int64_t>(by_signals));
    put.exec();
  });
}

}  // namespace izvor
