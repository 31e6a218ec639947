#include "crawler/pings/ping_queue.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

namespace izvor {
namespace {

constexpr int kSchemaVersion = 1;
constexpr int kBusyMilliseconds = 10'000;
constexpr const char* kFile = "pings.sqlite";

// AUTOINCREMENT: a number never comes back, so that `done` cannot hit another ping.
constexpr const char* kSchema = R"sql(
CREATE TABLE pings (number INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, source TEXT NOT NULL, received INTEGER NOT NULL);
)sql";

}  // namespace

struct PingQueue::State {
  explicit State(const std::filesystem::path& file)
      : path(file), database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMilliseconds) {}

  void prepare() {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (database.execAndGet("PRAGMA user_version").getInt() == 0) {
      database.exec(kSchema);
      database.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
    }
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

  std::size_t count() { return static_cast<std::size_t>(database.execAndGet("SELECT count(*) FROM pings").getInt64()); }

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

Result<std::size_t> PingQueue::add(const std::vector<Url>& urls, const std::string& source, UtcTime received) {
  return state_->guarded([&]() -> Result<std::size_t> {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::size_t before = state_->count();
    if (urls.size() > kMaxWaiting - std::min(kMaxWaiting, before)) {
      return fail("too many pings are waiting (" + std::to_string(before) + "); is the crawler running?");
    }
    // REPLACE removes the old row: the ping gets a new number.
    SQLite::Statement insert(state_->database, "INSERT OR REPLACE INTO pings (url, source, received) VALUES (?, ?, ?)");
    for (const Url& url : urls) {
      insert.bind(1, url.str());
      insert.bind(2, source);
      insert.bind(3, static_cast<std::int64_t>(received.time_since_epoch().count()));
      insert.exec();
      insert.reset();
    }
    const std::size_t after = state_->count();
    transaction.commit();
    return after - before;
  });
}

Result<std::vector<Ping>> PingQueue::pending(std::uint64_t after, std::size_t limit) {
  return state_->guarded([&]() -> Result<std::vector<Ping>> {
    SQLite::Statement select(state_->database,
                             "SELECT number, url, source, received FROM pings WHERE number > ? ORDER BY number LIMIT ?");
    select.bind(1, static_cast<std::int64_t>(after));
    select.bind(2, static_cast<std::int64_t>(limit));
    std::vector<Ping> pings;
    while (select.executeStep()) {
      auto url = Url::parse(select.getColumn(1).getString());
      if (!url) return tl::make_unexpected(url.error());
      pings.push_back({.number = static_cast<std::uint64_t>(select.getColumn(0).getInt64()),
                       .url = std::move(*url),
                       .source = select.getColumn(2).getString(),
                       .received = UtcTime{std::chrono::seconds{select.getColumn(3).getInt64()}}});
    }
    return pings;
  });
}

Result<void> PingQueue::done(const Ping& ping) {
  return state_->guarded([&]() -> Result<void> {
    SQLite::Statement remove(state_->database, "DELETE FROM pings WHERE number = ?");
    remove.bind(1, static_cast<std::int64_t>(ping.number));
    remove.exec();
    return {};
  });
}

Result<std::size_t> PingQueue::waiting() {
  return state_->guarded([&]() -> Result<std::size_t> { return state_->count(); });
}

}  // namespace izvor
