#include "crawler/archive/catalogue.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <limits>

namespace izvor {
namespace {

constexpr int kSchemaVersion = 1;
constexpr int kBusyMilliseconds = 10'000;

constexpr const char* kSchema = R"sql(
CREATE TABLE warc_files (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (page TEXT PRIMARY KEY, url TEXT NOT NULL, last_sequence INTEGER NOT NULL, visited INTEGER NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX pages_by_last_sequence ON pages (last_sequence);
CREATE TABLE versions (sequence INTEGER PRIMARY KEY, page TEXT NOT NULL, fetched INTEGER NOT NULL, kind INTEGER NOT NULL,
  status INTEGER NOT NULL, content_type TEXT NOT NULL, robots TEXT NOT NULL, digest TEXT NOT NULL, file TEXT NOT NULL,
  offset INTEGER NOT NULL, length INTEGER NOT NULL);
CREATE INDEX versions_by_page ON versions (page, sequence);
CREATE TABLE skipped (address TEXT PRIMARY KEY, time INTEGER NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
)sql";

constexpr const char* kVersionColumns =
    "SELECT v.sequence, v.page, p.url, v.fetched, v.kind, v.status, v.content_type, v.digest, v.file, v.offset, v.length, "
    "v.robots ";

std::string columns_and(const char* rest) { return std::string(kVersionColumns) + rest; }

std::int64_t signed_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t unsigned_of(const SQLite::Column& column) { return static_cast<std::uint64_t>(column.getInt64()); }
std::int64_t seconds_of(UtcTime time) { return time.time_since_epoch().count(); }

RecordedVersion recorded_of(SQLite::Statement& row) {
  RecordedVersion recorded;
  PageVersion& version = recorded.version;
  version.sequence = unsigned_of(row.getColumn(0));
  version.page = row.getColumn(1).getString();
  version.url = row.getColumn(2).getString();
  version.fetched = UtcTime{std::chrono::seconds{row.getColumn(3).getInt64()}};
  version.kind = row.getColumn(4).getInt() == 0 ? VersionKind::kContent : VersionKind::kGone;
  version.status = row.getColumn(5).getInt();
  version.content_type = row.getColumn(6).getString();
  version.payload_digest = row.getColumn(7).getString();
  version.position = {row.getColumn(8).getString(), unsigned_of(row.getColumn(9)), unsigned_of(row.getColumn(10))};
  recorded.robots = row.getColumn(11).getString();
  return recorded;
}

/// Leaves a statement ready for its next use, whatever happened in this one.
class Use {
 public:
  explicit Use(SQLite::Statement& statement) : statement_(statement) {}
  ~Use() { static_cast<void>(statement_.tryReset()); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  SQLite::Statement& statement_;
};

}  // namespace

struct Catalogue::State {
  State(const std::filesystem::path& file, int flags) : path(file), database(file.string(), flags, kBusyMilliseconds) {}

  /// Runs `work`; SQLite's exception becomes an Error.
  template <class Work>
  auto guarded(Work work) const -> decltype(work()) {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      return fail("the catalogue " + path.string() + " failed: " + error.what());
    }
  }
  /// A prepared statement, compiled at its first use.
  SQLite::Statement& prepared(const std::string& sql) {
    auto [found, added] = statements.try_emplace(sql, nullptr);
    if (added) found->second = std::make_unique<SQLite::Statement>(database, sql);
    return *found->second;
  }
  template <class... Values>
  Result<void> execute(const char* sql, const Values&... values) {
    return guarded([&]() -> Result<void> {
      SQLite::Statement& statement = prepared(sql);
      const Use use(statement);
      SQLite::bind(statement, values...);
      statement.exec();
      return {};
    });
  }
  template <class... Values>
  Result<std::vector<RecordedVersion>> select(const std::string& sql, const Values&... values) {
    return guarded([&]() -> Result<std::vector<RecordedVersion>> {
      SQLite::Statement& statement = prepared(sql);
      const Use use(statement);
      SQLite::bind(statement, values...);
      std::vector<RecordedVersion> rows;
      while (statement.executeStep()) rows.push_back(recorded_of(statement));
      return rows;
    });
  }
  template <class... Values>
  Result<std::vector<PageVersion>> select_versions(const std::string& sql, const Values&... values) {
    return select(sql, values...).map([](std::vector<RecordedVersion>&& rows) {
      std::vector<PageVersion> versions;
      versions.reserve(rows.size());
      for (RecordedVersion& row : rows) versions.push_back(std::move(row.version));
      return versions;
    });
  }

  std::filesystem::path path;
  SQLite::Database database;
  std::map<std::string, std::unique_ptr<SQLite::Statement>> statements;
};

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

SQLite::Database& Catalogue::database() { return state_->database; }

namespace {

Result<void> require_schema(SQLite::Database& database, const std::filesystem::path& file) {
  const int found = database.execAndGet("PRAGMA user_version").getInt();
  if (found == kSchemaVersion) return {};
  return fail("the catalogue " + file.string() + " has the schema version " + std::to_string(found) + ", this program knows " +
              std::to_string(kSchemaVersion) + "; run: izvor-crawler repair");
}

}  // namespace

Result<Catalogue> Catalogue::open_for_writing(const std::filesystem::path& file) {
  try {
    auto state = std::make_unique<State>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    state->database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    // New addresses touch leaves all over the index. A longer WAL writes each of them back less often: 4,000 pages are 16 MB.
    state->database.exec("PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -4000");
    state->database.exec("BEGIN IMMEDIATE");
    if (state->database.execAndGet("PRAGMA user_version").getInt() == 0) {
      state->database.exec(kSchema);
      state->database.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
      state->database.exec("COMMIT; BEGIN");
    }
    if (auto known = require_schema(state->database, file); !known) return tl::make_unexpected(known.error());
    return Catalogue(std::move(state));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the catalogue " + file.string() + ": " + error.what());
  }
}

Result<Catalogue> Catalogue::open_for_reading(const std::filesystem::path& file) {
  const auto none = [&file] {
    return fail("there is no page archive at " + file.parent_path().string() +
                "; run: izvor-crawler import, or izvor-crawler run");
  };
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return none();
  try {
    auto state = std::make_unique<State>(file, SQLite::OPEN_READONLY);
    // The first writer may be about to make it.
    if (state->database.execAndGet("PRAGMA user_version").getInt() == 0) return none();
    if (auto known = require_schema(state->database, file); !known) return tl::make_unexpected(known.error());
    return Catalogue(std::move(state));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the catalogue " + file.string() + ": " + error.what());
  }
}

Result<void> Catalogue::add(const RecordedVersion& recorded) {
  const PageVersion& v = recorded.version;
  const auto last = last_sequence();
  if (!last) return tl::make_unexpected(last.error());
  if (v.sequence <= *last) {
    return fail("version " + std::to_string(v.sequence) + " comes after version " + std::to_string(*last) +
                "; run: izvor-crawler verify");
  }
  auto added =
      state_->execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", signed_of(v.sequence), v.page,
                      seconds_of(v.fetched), v.kind == VersionKind::kContent ? 0 : 1, v.status, v.content_type, recorded.robots,
                      v.payload_digest, v.position.file, signed_of(v.position.offset), signed_of(v.position.length));
  if (!added) return added;
  return state_->execute(
      "INSERT INTO pages VALUES (?1, ?2, ?3, ?4) ON CONFLICT (page) DO UPDATE SET last_sequence = ?3, visited = ?4", v.page,
      v.url, signed_of(v.sequence), seconds_of(v.fetched));
}

Result<void> Catalogue::set_visited(const PageId& page, UtcTime when) {
  return state_->execute("UPDATE pages SET visited = ?2 WHERE page = ?1", page, seconds_of(when));
}

Result<void> Catalogue::set_file_bytes(const std::string& file, std::uint64_t bytes) {
  return state_->execute("INSERT INTO warc_files VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET bytes = ?2", file,
                         signed_of(bytes));
}

Result<void> Catalogue::add_skipped(std::string_view address, UtcTime when, std::string_view reason) {
  return state_->execute("INSERT INTO skipped VALUES (?1, ?2, ?3) ON CONFLICT (address) DO UPDATE SET time = ?2, reason = ?3",
                         std::string(address), seconds_of(when), std::string(reason));
}

Result<void> Catalogue::remove_skipped(std::string_view address) {
  return state_->execute("DELETE FROM skipped WHERE address = ?", std::string(address));
}

Result<void> Catalogue::commit() {
  return state_->execute("COMMIT").and_then([this] { return state_->execute("BEGIN"); });
}

Result<void> Catalogue::begin_snapshot() { return state_->execute("BEGIN"); }

Result<void> Catalogue::clear() {
  for (const char* sql : {"DELETE FROM pages", "DELETE FROM versions", "DELETE FROM warc_files"}) {
    if (auto cleared = state_->execute(sql); !cleared) return cleared;
  }
  return {};
}

Result<std::optional<RecordedVersion>> Catalogue::latest(const PageId& page) const {
  static const std::string sql = columns_and("FROM pages p JOIN versions v ON v.sequence = p.last_sequence WHERE p.page = ?");
  return state_->select(sql, page).map([](std::vector<RecordedVersion>&& rows) {
    return rows.empty() ? std::optional<RecordedVersion>() : std::move(rows.front());
  });
}

Result<std::optional<PageVersion>> Catalogue::latest_content(const PageId& page) const {
  static const std::string sql =
      columns_and("FROM versions v JOIN pages p USING (page) WHERE v.page = ? AND v.kind = 0 ORDER BY v.sequence DESC LIMIT 1");
  return state_->select_versions(sql, page).map(
      [](std::vector<PageVersion>&& rows) { return rows.empty() ? std::optional<PageVersion>() : std::move(rows.front()); });
}

Result<std::vector<PageVersion>> Catalogue::changes_since(Sequence after, std::size_t limit) const {
  static const std::string sql =
      columns_and("FROM versions v JOIN pages p USING (page) WHERE v.sequence > ? ORDER BY v.sequence LIMIT ?");
  return state_->select_versions(sql, signed_of(after), signed_of(limit));
}

Result<std::vector<PageVersion>> Catalogue::versions_of(const PageId& page) const {
  static const std::string sql =
      columns_and("FROM versions v JOIN pages p USING (page) WHERE v.page = ? ORDER BY v.sequence DESC");
  return state_->select_versions(sql, page);
}

Result<std::vector<PageVersion>> Catalogue::current_versions(Sequence after, std::size_t limit) const {
  static const std::string sql = columns_and(
      "FROM pages p JOIN versions v ON v.sequence = p.last_sequence "
      "WHERE p.last_sequence > ? AND v.kind = 0 ORDER BY p.last_sequence LIMIT ?");
  return state_->select_versions(sql, signed_of(after), signed_of(limit));
}

Result<Sequence> Catalogue::last_sequence() const {
  return state_->guarded([&]() -> Result<Sequence> {
    SQLite::Statement& statement = state_->prepared("SELECT max(sequence) FROM versions");
    const Use use(statement);
    statement.executeStep();
    return unsigned_of(statement.getColumn(0));
  });
}

Result<std::map<std::string, std::uint64_t>> Catalogue::file_bytes() const {
  return state_->guarded([&]() -> Result<std::map<std::string, std::uint64_t>> {
    SQLite::Statement& statement = state_->prepared("SELECT name, bytes FROM warc_files");
    const Use use(statement);
    std::map<std::string, std::uint64_t> files;
    while (statement.executeStep()) files[statement.getColumn(0).getString()] = unsigned_of(statement.getColumn(1));
    return files;
  });
}

Result<void> Catalogue::check() const {
  return state_->guarded([&]() -> Result<void> {
    SQLite::Statement statement(state_->database, "PRAGMA integrity_check(1)");
    statement.executeStep();
    const std::string verdict = statement.getColumn(0).getString();
    if (verdict != "ok") return fail("the catalogue " + state_->path.string() + " is damaged: " + verdict);
    return {};
  });
}

}  // namespace izvor
