#include "crawler/archive/catalogue.h"

#include <utility>

#include "crawler/archive/catalogue_state.h"
#include "crawler/archive/catalogue_upgrade.h"

namespace izvor {
namespace {

// In capture order: crawler/archive/capture_order.h.
constexpr const char* kNewestFirst =
    "ORDER BY v.fetched DESC, v.place DESC, v.kind, v.digest DESC, v.status DESC, v.content_type DESC, v.robots DESC, "
    "v.sequence DESC";

}  // namespace

std::string columns_and(const char* rest) {
  return std::string(
             "SELECT v.sequence, v.page, p.url, v.fetched, v.kind, v.status, v.content_type, v.digest, v.file, v.offset, "
             "v.length, v.robots, v.place, v.damage ") +
         rest;
}

PageVersion version_of_row(SQLite::Statement& row) {
  PageVersion version;
  version.sequence = unsigned_of(row.getColumn(0));
  version.page = row.getColumn(1).getString();
  version.url = row.getColumn(2).getString();
  version.fetched = time_of(row.getColumn(3));
  version.kind = row.getColumn(4).getInt() == 0 ? VersionKind::kContent : VersionKind::kGone;
  version.status = row.getColumn(5).getInt();
  version.content_type = row.getColumn(6).getString();
  version.payload_digest = row.getColumn(7).getString();
  version.position = {row.getColumn(8).getString(), unsigned_of(row.getColumn(9)), unsigned_of(row.getColumn(10))};
  version.robots = row.getColumn(11).getString();
  version.place = static_cast<std::uint32_t>(row.getColumn(12).getInt64());
  version.damage = row.getColumn(13).getString();
  return version;
}

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

SQLite::Database& Catalogue::database() { return state_->database; }

Result<Catalogue> Catalogue::open_for_writing(const std::filesystem::path& file) {
  try {
    auto state = std::make_unique<State>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    state->database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    // New addresses touch leaves all over the index. A longer WAL writes each of them back less often: 4,000 pages are 16 MB.
    state->database.exec("PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -4000");
    state->database.exec("BEGIN IMMEDIATE");
    auto upgraded = make_or_upgrade(state->database, file);
    if (!upgraded) return tl::make_unexpected(upgraded.error());
    state->upgraded = *upgraded;
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
    if (auto known = read_as_current(state->database, file); !known) return tl::make_unexpected(known.error());
    return Catalogue(std::move(state));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the catalogue " + file.string() + ": " + error.what());
  }
}

bool Catalogue::upgraded() const { return state_->upgraded; }

Result<void> Catalogue::add(const PageVersion& v) {
  const auto last = last_sequence();
  if (!last) return tl::make_unexpected(last.error());
  if (v.sequence <= *last) {
    return fail("version " + std::to_string(v.sequence) + " comes after version " + std::to_string(*last) +
                "; run: izvor-crawler verify");
  }
  const auto before = latest(v.page);
  if (!before) return tl::make_unexpected(before.error());
  auto added = state_->execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", signed_of(v.sequence),
                               v.page, seconds_of(v.fetched), v.kind == VersionKind::kContent ? 0 : 1, v.status, v.content_type,
                               v.robots, v.payload_digest, v.position.file, signed_of(v.position.offset),
                               signed_of(v.position.length), static_cast<std::int64_t>(v.place), v.damage);
  if (!added) return added;
  const bool latest_now = !*before || captured_before(**before, v);
  if (!*before) {
    // Visits may have been known before any version: answers that the page was gone.
    return state_->execute(
        "INSERT INTO pages VALUES (?1, ?2, ?3, max(?4, (SELECT coalesce(max(fetched), ?4) FROM visits WHERE page = ?1)))",
        v.page, v.url, signed_of(v.sequence), seconds_of(v.fetched));
  }
  return state_->execute("UPDATE pages SET last_sequence = ?2, visited = max(visited, ?3) WHERE page = ?1", v.page,
                         signed_of(latest_now ? v.sequence : (*before)->sequence), seconds_of(v.fetched));
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
  for (const char* sql : {"DELETE FROM pages", "DELETE FROM versions", "DELETE FROM warc_files", "DELETE FROM visits",
                          "DELETE FROM origins", "DELETE FROM waiting"}) {
    if (auto cleared = state_->execute(sql); !cleared) return cleared;
  }
  return {};
}

Result<std::optional<PageVersion>> Catalogue::latest(const PageId& page) const {
  static const std::string sql = columns_and("FROM pages p JOIN versions v ON v.sequence = p.last_sequence WHERE p.page = ?");
  return state_->select_one(sql, page);
}

Result<std::optional<PageVersion>> Catalogue::latest_content(const PageId& page) const {
  static const std::string sql =
      columns_and("FROM versions v JOIN pages p USING (page) WHERE v.page = ? AND v.kind = 0 ") + kNewestFirst + " LIMIT 1";
  return state_->select_one(sql, page);
}

Result<std::optional<PageVersion>> Catalogue::version(Sequence sequence) const {
  static const std::string sql = columns_and("FROM versions v JOIN pages p USING (page) WHERE v.sequence = ?");
  return state_->select_one(sql, signed_of(sequence));
}

Result<std::vector<PageVersion>> Catalogue::changes_since(Sequence after, std::size_t limit) const {
  static const std::string sql =
      columns_and("FROM versions v JOIN pages p USING (page) WHERE v.sequence > ? ORDER BY v.sequence LIMIT ?");
  return state_->select(sql, signed_of(after), signed_of(limit));
}

Result<std::vector<PageVersion>> Catalogue::versions_of(const PageId& page) const {
  static const std::string sql = columns_and("FROM versions v JOIN pages p USING (page) WHERE v.page = ? ") + kNewestFirst;
  return state_->select(sql, page);
}

Result<std::vector<PageVersion>> Catalogue::current_versions(Sequence after, std::size_t limit) const {
  static const std::string sql = columns_and(
      "FROM pages p JOIN versions v ON v.sequence = p.last_sequence "
      "WHERE p.last_sequence > ? AND v.kind = 0 ORDER BY p.last_sequence LIMIT ?");
  return state_->select(sql, signed_of(after), signed_of(limit));
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
