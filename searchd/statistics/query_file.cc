#include "searchd/statistics/query_file.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <system_error>

namespace izvor {
namespace {

constexpr int kVersion = 1;
constexpr int kBusyMilliseconds = 2'000;
constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS daily (day INTEGER NOT NULL, query TEXT NOT NULL, searches INTEGER NOT NULL, empty INTEGER NOT NULL,
                                  PRIMARY KEY (query, day)) WITHOUT ROWID;
)sql";

std::int64_t bound(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

struct QueryFile::State {
  State(const std::filesystem::path& file, int flags) : database(file.string(), flags, kBusyMilliseconds) {}

  template <class Work>
  auto guarded(Work work) const -> decltype(work()) {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      return fail("the statistics in " + database.getFilename() + ": " + error.what());
    }
  }

  mutable SQLite::Database database;
};

QueryFile::QueryFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
QueryFile::QueryFile(QueryFile&&) noexcept = default;
QueryFile& QueryFile::operator=(QueryFile&&) noexcept = default;
QueryFile::~QueryFile() = default;

Result<QueryFile> QueryFile::open_for_writing(const std::filesystem::path& file) {
  try {
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    auto state = std::make_unique<State>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    using std::filesystem::perms;
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write, ignored);
    state->database.exec("PRAGMA journal_mode = WAL");
    // A count that a power cut takes away is no loss.
    state->database.exec("PRAGMA synchronous = NORMAL");
    const int version = state->database.execAndGet("PRAGMA user_version").getInt();
    if (version != 0 && version != kVersion)
      return fail("the statistics in " + file.string() + " were written by another version of Izvor; remove the file");
    state->database.exec(kSchema);
    state->database.exec("PRAGMA user_version = " + std::to_string(kVersion));
    return QueryFile(std::move(state));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the statistics in " + file.string() + ": " + error.what());
  }
}

Result<QueryFile> QueryFile::open_for_reading(const std::filesystem::path& file) {
  try {
    return QueryFile(std::make_unique<State>(file, SQLite::OPEN_READONLY));
  } catch (const SQLite::Exception& error) {
    return fail("cannot open the statistics in " + file.string() + ": " + error.what() +
                "; izvor-searchd serve begins them when a query was asked " + std::to_string(kLeastSearches) + " times");
  }
}

Result<void> QueryFile::add(const std::vector<DailyCount>& counts) {
  return state_->guarded([&]() -> Result<void> {
    SQLite::Transaction transaction(state_->database);
    SQLite::Statement row(
        state_->database,
        "INSERT INTO daily (day, query, searches, empty) VALUES (?, ?, ?, ?) ON CONFLICT (query, day) DO UPDATE "
        "SET searches = searches + excluded.searches, empty = empty + excluded.empty");
    for (const DailyCount& count : counts) {
      row.bind(1, count.day);
      row.bind(2, count.query);
      row.bind(3, bound(count.searches));
      row.bind(4, bound(count.empty));
      row.exec();
      row.reset();
    }
    transaction.commit();
    return {};
  });
}

Result<void> QueryFile::forget_before(std::int64_t day) {
  return state_->guarded([&]() -> Result<void> {
    SQLite::Statement row(state_->database, "DELETE FROM daily WHERE day < ?");
    row.bind(1, day);
    row.exec();
    return {};
  });
}

Result<std::vector<std::string>> QueryFile::queries(std::size_t limit) const {
  return state_->guarded([&]() -> Result<std::vector<std::string>> {
    SQLite::Statement row(state_->database, "SELECT query FROM daily GROUP BY query ORDER BY max(day) DESC LIMIT ?");
    row.bind(1, bound(limit));
    std::vector<std::string> queries;
    while (row.executeStep()) queries.push_back(row.getColumn(0).getString());
    return queries;
  });
}

Result<std::vector<QueryCount>> QueryFile::most_asked(std::int64_t day, std::size_t limit, bool empty_only) const {
  return state_->guarded([&]() -> Result<std::vector<QueryCount>> {
    // Of the last day that a query was asked, `empty` tells whether pages answer it by now (SQLite takes the other columns from
    // the row of the maximum).
    SQLite::Statement row(state_->database, R"(
        WITH last AS (SELECT query, max(day), empty AS last_empty FROM daily GROUP BY query)
        SELECT daily.query, sum(searches) AS asked, sum(empty) FROM daily JOIN last ON last.query = daily.query
        WHERE day >= ?1 AND (?2 = 0 OR last_empty > 0) GROUP BY daily.query HAVING asked >= ?3
        ORDER BY asked DESC, daily.query LIMIT ?4)");
    row.bind(1, day);
    row.bind(2, empty_only ? 1 : 0);
    row.bind(3, bound(kLeastSearches));
    row.bind(4, bound(limit));
    std::vector<QueryCount> counts;
    while (row.executeStep()) {
      counts.push_back({row.getColumn(0).getString(), static_cast<std::uint64_t>(row.getColumn(1).getInt64()),
                        static_cast<std::uint64_t>(row.getColumn(2).getInt64())});
    }
    return counts;
  });
}

}  // namespace izvor
