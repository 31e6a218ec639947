#include "crawler/frontier/frontier_tables.h"

#include <array>
#include <string>
#include <utility>

#include "crawler/frontier/catalogue_rows.h"

namespace izvor {
namespace {

constexpr const char* kFrontierTables = R"sql(
CREATE TABLE IF NOT EXISTS frontier (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL,
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  due INTEGER NOT NULL,
  pass INTEGER NOT NULL DEFAULT 0,
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  failures INTEGER NOT NULL DEFAULT 0,
  missing_since INTEGER,
  redirect_hops INTEGER NOT NULL DEFAULT 0,
  redirect_target TEXT NOT NULL DEFAULT '',
  lastmod INTEGER,
  last_fetch INTEGER,
  last_success INTEGER,
  last_status INTEGER NOT NULL DEFAULT 0,
  last_result TEXT NOT NULL DEFAULT '',
  belief BLOB NOT NULL DEFAULT x'',
  text_digest INTEGER NOT NULL DEFAULT 0,
  signals INTEGER NOT NULL DEFAULT 0,
  signal_kind INTEGER NOT NULL DEFAULT 0,
  value REAL NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS frontier_next ON frontier(origin, priority, due);
CREATE TABLE IF NOT EXISTS frontier_hosts (
  origin TEXT PRIMARY KEY,
  pages INTEGER NOT NULL DEFAULT 0,
  crawl_delay_ms INTEGER NOT NULL DEFAULT 0,
  latency_ms INTEGER NOT NULL DEFAULT 0,
  last_request INTEGER,
  held_until INTEGER,
  held_reason TEXT NOT NULL DEFAULT '',
  last_success INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS frontier_robots (
  origin TEXT PRIMARY KEY,
  fetched INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  status INTEGER NOT NULL,
  body BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frontier_pass (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  number INTEGER NOT NULL,
  unfinished INTEGER NOT NULL) STRICT;
)sql";

constexpr const char* kLaterIndexes = R"sql(
CREATE INDEX IF NOT EXISTS frontier_news ON frontier(origin, value) WHERE priority = 2;
CREATE INDEX IF NOT EXISTS frontier_pings ON frontier(origin, (last_success IS NULL), due, id) WHERE priority = 0;
)sql";

// The first frontiers went by authority. The origin of "https://host/path" ends before the first slash after the ninth byte.
constexpr const char* kFromAuthorities = R"sql(
ALTER TABLE frontier RENAME COLUMN authority TO origin;
UPDATE frontier SET origin = substr(url, 1, instr(substr(url, 9), '/') + 7);
ALTER TABLE frontier_hosts RENAME TO frontier_authorities;
)sql";
constexpr const char* kHostsFromAuthorities = R"sql(
INSERT INTO frontier_hosts (origin, pages, crawl_delay_ms, latency_ms, last_request, held_until, held_reason, last_success)
  SELECT f.origin, f.pages, a.crawl_delay_ms, a.latency_ms, a.last_request, a.held_until, a.held_reason, f.last_success
  FROM (SELECT origin, sum(kind = 0) AS pages, max(last_success) AS last_success FROM frontier GROUP BY origin) f
  JOIN frontier_authorities a ON a.authority = substr(f.origin, instr(f.origin, '//') + 2);
DROP TABLE frontier_authorities;
)sql";

// What the first frontiers did not have.
constexpr std::array<std::pair<const char*, const char*>, 5> kLaterColumns = {{{"belief", "BLOB NOT NULL DEFAULT x''"},
                                                                               {"text_digest", "INTEGER NOT NULL DEFAULT 0"},
                                                                               {"signals", "INTEGER NOT NULL DEFAULT 0"},
                                                                               {"signal_kind", "INTEGER NOT NULL DEFAULT 0"},
                                                                               {"value", "REAL NOT NULL DEFAULT 0"}}};

bool has_column(SQLite::Database& db, const char* name) {
  SQLite::Statement known(db, "SELECT count(*) FROM pragma_table_info('frontier') WHERE name = ?");
  known.bind(1, name);
  known.executeStep();
  return known.getColumn(0).getInt() > 0;
}

void add_later_columns(SQLite::Database& db) {
  for (const auto& [name, type] : kLaterColumns) {
    if (!has_column(db, name)) db.exec(std::string("ALTER TABLE frontier ADD COLUMN ") + name + " " + type);
  }
}

}  // namespace

void make_frontier_tables(SQLite::Database& catalogue) {
  const bool by_authority = has_column(catalogue, "authority");
  if (by_authority) catalogue.exec(kFromAuthorities);
  catalogue.exec(kFrontierTables);
  if (by_authority) catalogue.exec(kHostsFromAuthorities);
  add_later_columns(catalogue);
  catalogue.exec(kLaterIndexes);
}

std::optional<UtcTime> optional_time(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return time_of(column.getInt64());
}

void bind_time(SQLite::Statement& statement, int index, const std::optional<UtcTime>& time) {
  if (time) {
    statement.bind(index, unix_seconds(*time));
  } else {
    statement.bind(index);
  }
}

std::optional<FrontierEntry> read_entry(const SQLite::Statement& row) {
  Result<Url> url = Url::parse(row.getColumn(0).getString());
  if (!url) return std::nullopt;  // Written by another version, whose idea of an address was wider.
  return FrontierEntry{.url = std::move(*url),
                       .kind = static_cast<EntryKind>(row.getColumn(1).getInt()),
                       .state = static_cast<EntryState>(row.getColumn(2).getInt()),
                       .priority = static_cast<Priority>(row.getColumn(3).getInt()),
                       .due = time_of(row.getColumn(4).getInt64()),
                       .etag = row.getColumn(5).getString(),
                       .last_modified = row.getColumn(6).getString(),
                       .failures = row.getColumn(7).getUInt(),
                       .missing_since = optional_time(row.getColumn(8)),
                       .redirect_hops = row.getColumn(9).getUInt(),
                       .redirect_target = row.getColumn(10).getString(),
                       .last_fetch = optional_time(row.getColumn(11)),
                       .last_success = optional_time(row.getColumn(12)),
                       .last_status = row.getColumn(13).getInt(),
                       .last_result = row.getColumn(14).getString(),
                       .belief = ChangeBelief::from_bytes(row.getColumn(15).getString()),
                       .text_digest = static_cast<std::uint64_t>(row.getColumn(16).getInt64()),
                       .signals = row.getColumn(17).getUInt(),
                       .signal_kind = static_cast<SignalKind>(row.getColumn(18).getInt())};
}

}  // namespace izvor
