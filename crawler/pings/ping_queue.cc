#include "crawler/pings/ping_queue.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <random>

namespace izvor {
namespace {

constexpr int kSchemaVersion = 2;
constexpr int kBusyMilliseconds = 10'000;
constexpr std::chrono::days kKept{7};
constexpr std::int64_t kMostKept = 100'000;
constexpr std::size_t kMaxAwaited = 1000;

// AUTOINCREMENT: a number never comes back, so that `done` cannot hit another ping.
constexpr const char* kSchema = R"sql(
CREATE TABLE pings (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL, host TEXT NOT NULL,
  source TEXT NOT NULL, received INTEGER NOT NULL, repeats INTEGER NOT NULL DEFAULT 0, visited INTEGER,
  outcome TEXT NOT NULL DEFAULT '', version INTEGER, searchable INTEGER, refused TEXT NOT NULL DEFAULT '');
CREATE UNIQUE INDEX pings_waiting ON pings(url) WHERE visited IS NULL;
CREATE INDEX pings_of_host ON pings(host, number) WHERE visited IS NULL;
CREATE INDEX pings_awaited ON pings(version) WHERE version > 0 AND searchable IS NULL AND refused = '';
CREATE INDEX pings_done ON pings(visited) WHERE visited IS NOT NULL;
)sql";

// The first queue had no ids, and forgot a ping once it was done.
constexpr const char* kFromVersion1 = R"sql(
INSERT INTO pings (number, id, url, host, source, received) SELECT number, lower(hex(randomblob(8))), url,
  substr(url, instr(url, '//') + 2, instr(substr(url, instr(url, '//') + 2), '/') - 1), source, received FROM old_pings;
DROP TABLE old_pings;
)sql";

std::int64_t seconds_of(UtcTime time) { return time.time_since_epoch().count(); }
UtcTime time_at(const SQLite::Column& column) { return UtcTime{std::chrono::seconds{column.getInt64()}}; }
std::optional<UtcTime> time_or_none(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(time_at(column));
}

// Nobody may guess what others have pinged.
std::string random_id() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device source;
  std::string id;
  for (std::uint32_t bits : std::array{source(), source()}) {
    for (int digit = 0; digit < 8; ++digit, bits >>= 4U) id += kDigits[bits & 15U];
  }
  return id;
}

}  // namespace

std::string_view state_of(const PingFate& fate) {
  if (!fate.visited) return "queued";
  if (fate.unchanged) return "unchanged";
  if (!fate.version || !fate.refused.empty()) return "refused";
  return fate.searchable ? "searchable" : "fetched";
}

struct PingQueue::State {
  explicit State(const std::filesystem::path& file)
      : path(file), database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMilliseconds) {}

  void prepare() {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    if (version == 1) database.exec("ALTER TABLE pings RENAME TO old_pings");
    if (version == 0 || version == 1) database.exec(kSchema);
    if (version == 1) database.exec(kFromVersion1);
    if (version == 0 || version == 1) database.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
    transaction.commit();
  }

  /// Runs `work`; SQLite's exception becomes an Error.
  template <class Work>
  auto guarded(Work work) -> decltype(work()) {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      return fail("the pings in " + path.string() + " failed: " + error.what());
    }
  }

  std::size_t count() {
    return static_cast<std::size_t>(database.execAndGet("SELECT count(*) FROM pings WHERE visited IS NULL").getInt64());
  }

  void forget_old(UtcTime now) {
    SQLite::Statement old(database, "DELETE FROM pings WHERE visited < ? OR (visited IS NOT NULL AND number < (SELECT max(number) "
                                    "FROM pings) - ?)");
    old.bind(1, seconds_of(now - kKept));
    old.bind(2, kMostKept);
    old.exec();
  }

  AddedPing add(const Url& url, const std::string& source, UtcTime received) {
    SQLite::Statement again(database, "UPDATE pings SET repeats = repeats + 1 WHERE url = ? AND visited IS NULL RETURNING id");
    again.bind(1, url.str());
    if (again.executeStep()) {
      AddedPing known{.id = again.getColumn(0).getString(), .url = url, .is_new = false};
      again.reset();
      return known;
    }
    AddedPing added{.id = random_id(), .url = url, .is_new = true};
    SQLite::Statement insert(database, "INSERT INTO pings (id, url, host, source, received) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, added.id);
    insert.bind(2, url.str());
    insert.bind(3, std::string(url.authority()));
    insert.bind(4, source);
    insert.bind(5, seconds_of(received));
    insert.exec();
    return added;
  }

  std::filesystem::path path;
  SQLite::Database database;
};

PingQueue::PingQueue(std::unique_ptr<State> state) : state_(std::move(state)) {}
PingQueue::PingQueue(PingQueue&&) noexcept = default;
PingQueue& PingQueue::operator=(PingQueue&&) noexcept = default;
PingQueue::~PingQueue() = default;

Result<PingQueue> PingQueue::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail("cannot make the folder " + folder.string() + ": " + error.message());
  try {
    auto state = std::make_unique<State>(folder / kFile);
    state->prepare();
    const int version = state->database.execAndGet("PRAGMA user_version").getInt();
    if (version != kSchemaVersion) {
      return fail("the pings in " + (folder / kFile).string() + " were written by another version of Izvor (schema " +
                  std::to_string(version) + "); use that version, or remove the file");
    }
    return PingQueue(std::move(state));
  } catch (const SQLite::Exception& failure) {
    return fail("cannot open the pings in " + (folder / kFile).string() + ": " + failure.what());
  }
}

Result<std::vector<AddedPing>> PingQueue::add(const std::vector<Url>& urls, const std::string& source, UtcTime received) {
  return state_->guarded([&]() -> Result<std::vector<AddedPing>> {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::size_t before = state_->count();
    if (urls.size() > kMaxWaiting - std::min(kMaxWaiting, before)) {
      return fail("too many pings are waiting (" + std::to_string(before) + "); is the crawler running?");
    }
    std::vector<AddedPing> added;
    for (const Url& url : urls) added.push_back(state_->add(url, source, received));
    state_->forget_old(received);
    transaction.commit();
    return added;
  });
}

Result<std::vector<Ping>> PingQueue::pending(std::uint64_t after, std::size_t limit, std::string_view host) {
  return state_->guarded([&]() -> Result<std::vector<Ping>> {
    SQLite::Statement select(state_->database,
                             std::string("SELECT number, url, source, received, repeats FROM pings WHERE number > ? AND visited "
                                         "IS NULL") +
                                 (host.empty() ? "" : " AND host = ?3") + " ORDER BY number LIMIT ?2");
    select.bind(1, static_cast<std::int64_t>(after));
    select.bind(2, static_cast<std::int64_t>(limit));
    if (!host.empty()) select.bind(3, std::string(host));
    std::vector<Ping> pings;
    while (select.executeStep()) {
      auto url = Url::parse(select.getColumn(1).getString());
      if (!url) return tl::make_unexpected(url.error());
      pings.push_back({.number = static_cast<std::uint64_t>(select.getColumn(0).getInt64()),
                       .url = std::move(*url),
                       .source = select.getColumn(2).getString(),
                       .received = time_at(select.getColumn(3)),
                       .repeats = static_cast<std::uint64_t>(select.getColumn(4).getInt64())});
    }
    return pings;
  });
}

Result<bool> PingQueue::done(Ping& ping, const PingOutcome& outcome, UtcTime now) {
  return state_->guarded([&]() -> Result<bool> {
    SQLite::Statement end(state_->database,
                          "UPDATE pings SET visited = ?, outcome = ?, version = ? WHERE number = ? AND repeats = ? AND visited "
                          "IS NULL");
    end.bind(1, seconds_of(now));
    end.bind(2, outcome.words);
    if (outcome.version || outcome.unchanged) end.bind(3, static_cast<std::int64_t>(outcome.version.value_or(0)));
    end.bind(4, static_cast<std::int64_t>(ping.number));
    end.bind(5, static_cast<std::int64_t>(ping.repeats));
    if (end.exec() > 0) return true;
    SQLite::Statement again(state_->database, "SELECT repeats FROM pings WHERE number = ? AND visited IS NULL");
    again.bind(1, static_cast<std::int64_t>(ping.number));
    if (!again.executeStep()) return true;
    ping.repeats = static_cast<std::uint64_t>(again.getColumn(0).getInt64());
    return false;
  });
}

Result<std::size_t> PingQueue::waiting() {
  return state_->guarded([&]() -> Result<std::size_t> { return state_->count(); });
}

Result<std::optional<PingFate>> PingQueue::fate_of(std::string_view id) {
  return state_->guarded([&]() -> Result<std::optional<PingFate>> {
    SQLite::Statement query(state_->database,
                            "SELECT id, url, received, visited, outcome, version, searchable, refused FROM pings WHERE id = ?");
    query.bind(1, std::string(id));
    if (!query.executeStep()) return std::nullopt;
    const SQLite::Column version = query.getColumn(5);
    const bool unchanged = !version.isNull() && version.getInt64() == 0;
    return PingFate{
        .id = query.getColumn(0).getString(),
        .url = query.getColumn(1).getString(),
        .received = time_at(query.getColumn(2)),
        .visited = time_or_none(query.getColumn(3)),
        .outcome = query.getColumn(4).getString(),
        .unchanged = unchanged,
        .version = version.isNull() || unchanged ? std::nullopt : std::optional(static_cast<Sequence>(version.getInt64())),
        .searchable = time_or_none(query.getColumn(6)),
        .refused = query.getColumn(7).getString()};
  });
}

Result<std::vector<Sequence>> PingQueue::versions_awaited(Sequence up_to) {
  return state_->guarded([&]() -> Result<std::vector<Sequence>> {
    SQLite::Statement query(state_->database,
                            "SELECT DISTINCT version FROM pings WHERE version > 0 AND searchable IS NULL AND refused = '' AND "
                            "version <= ? ORDER BY version LIMIT ?");
    query.bind(1, static_cast<std::int64_t>(up_to));
    query.bind(2, static_cast<std::int64_t>(kMaxAwaited));
    std::vector<Sequence> versions;
    while (query.executeStep()) versions.push_back(static_cast<Sequence>(query.getColumn(0).getInt64()));
    return versions;
  });
}

Result<void> PingQueue::note_indexed(Sequence version, UtcTime now, const std::string& refused) {
  return state_->guarded([&]() -> Result<void> {
    SQLite::Statement note(state_->database, "UPDATE pings SET searchable = ?, refused = ? WHERE version = ?");
    if (refused.empty()) note.bind(1, seconds_of(now));
    note.bind(2, refused);
    note.bind(3, static_cast<std::int64_t>(version));
    note.exec();
    return {};
  });
}

}  // namespace izvor
