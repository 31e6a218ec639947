#include "crawler/archive/catalogue_upgrade.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace izvor {
namespace {

constexpr int kCurrentSchema = 2;

constexpr const char* kFirstTables = R"sql(
CREATE TABLE warc_files (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (page TEXT PRIMARY KEY, url TEXT NOT NULL, last_sequence INTEGER NOT NULL, visited INTEGER NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX pages_by_last_sequence ON pages (last_sequence);
CREATE TABLE versions (sequence INTEGER PRIMARY KEY, page TEXT NOT NULL, fetched INTEGER NOT NULL, kind INTEGER NOT NULL,
  status INTEGER NOT NULL, content_type TEXT NOT NULL, robots TEXT NOT NULL, digest TEXT NOT NULL, file TEXT NOT NULL,
  offset INTEGER NOT NULL, length INTEGER NOT NULL);
CREATE TABLE skipped (address TEXT PRIMARY KEY, time INTEGER NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
)sql";

constexpr const char* kCaptureOrder = R"sql(
DROP INDEX IF EXISTS versions_by_page;
ALTER TABLE versions ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN damage TEXT NOT NULL DEFAULT '';
CREATE INDEX versions_by_capture ON versions (page, fetched, place);
CREATE TABLE visits (page TEXT NOT NULL, fetched INTEGER NOT NULL, place INTEGER NOT NULL, sequence INTEGER NOT NULL,
  PRIMARY KEY (page, fetched, place, sequence)) WITHOUT ROWID;
CREATE TABLE origins (key TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (key, sequence)) WITHOUT ROWID;
CREATE TABLE waiting (id TEXT PRIMARY KEY, page TEXT NOT NULL, fetched INTEGER NOT NULL, place INTEGER NOT NULL,
  digest TEXT NOT NULL, original TEXT NOT NULL, target TEXT NOT NULL, target_time INTEGER NOT NULL, file TEXT NOT NULL,
  offset INTEGER NOT NULL, length INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX waiting_by_digest ON waiting (digest) WHERE digest <> '';
CREATE INDEX waiting_by_original ON waiting (original) WHERE original <> '';
CREATE INDEX waiting_by_target ON waiting (target, target_time) WHERE target <> '';
CREATE INDEX waiting_by_page ON waiting (page, fetched);
)sql";

// What was written within one second keeps the order in which it was written, as in a repair; and the latest capture of a page
// is its current version, which before was the last one to arrive.
constexpr const char* kPutInOrder = R"sql(
UPDATE versions SET place = (SELECT count(*) FROM versions AS other
  WHERE other.page = versions.page AND other.fetched = versions.fetched AND other.sequence < versions.sequence);
DROP INDEX pages_by_last_sequence;
UPDATE pages SET last_sequence =
  (SELECT sequence FROM versions WHERE versions.page = pages.page ORDER BY fetched DESC, place DESC LIMIT 1),
  visited = max(visited, (SELECT max(fetched) FROM versions WHERE versions.page = pages.page));
CREATE UNIQUE INDEX pages_by_last_sequence ON pages (last_sequence);
)sql";

constexpr const char* kViewsOfFirstSchema = R"sql(
CREATE TEMP VIEW versions AS SELECT *, 0 AS place, '' AS damage FROM main.versions;
CREATE TEMP VIEW pages AS SELECT page, url, (SELECT sequence FROM main.versions WHERE main.versions.page = main.pages.page
  ORDER BY fetched DESC, sequence DESC LIMIT 1) AS last_sequence, visited FROM main.pages;
CREATE TEMP VIEW visits AS SELECT page, visited AS fetched, 0 AS place, last_sequence AS sequence FROM main.pages;
)sql";

Result<void> unknown_schema(int found, const std::filesystem::path& file) {
  return fail("the catalogue " + file.string() + " has the schema version " + std::to_string(found) + ", this program knows " +
              std::to_string(kCurrentSchema) + "; run: izvor-crawler repair");
}

int schema_of(SQLite::Database& database) { return database.execAndGet("PRAGMA user_version").getInt(); }

void set_schema(SQLite::Database& database) { database.exec("PRAGMA user_version = " + std::to_string(kCurrentSchema)); }

}  // namespace

Result<bool> make_or_upgrade(SQLite::Database& database, const std::filesystem::path& file) {
  const int found = schema_of(database);
  if (found == kCurrentSchema) return false;
  if (found == 0) {
    database.exec(kFirstTables);
    database.exec(kCaptureOrder);
    set_schema(database);
    database.exec("COMMIT; BEGIN");
    return false;
  }
  if (found != 1) return tl::make_unexpected(unknown_schema(found, file).error());
  database.exec(kCaptureOrder);
  database.exec(kPutInOrder);
  set_schema(database);
  return true;
}

Result<void> read_as_current(SQLite::Database& database, const std::filesystem::path& file) {
  const int found = schema_of(database);
  if (found == kCurrentSchema) return {};
  if (found != 1) return unknown_schema(found, file);
  database.exec(kViewsOfFirstSchema);
  return {};
}

}  // namespace izvor
