// The inside of Catalogue: its connection, and statements that are compiled once. For catalogue*.cc only.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/archive/catalogue.h"

namespace izvor {

/// How long a connection waits for another one's lock.
inline constexpr int kBusyMilliseconds = 10'000;

inline std::int64_t signed_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }
inline std::uint64_t unsigned_of(const SQLite::Column& column) { return static_cast<std::uint64_t>(column.getInt64()); }
inline std::int64_t seconds_of(UtcTime time) { return time.time_since_epoch().count(); }
inline UtcTime time_of(const SQLite::Column& column) { return UtcTime{std::chrono::seconds{column.getInt64()}}; }

/// What `version_of_row` reads, of `versions v` and `pages p`.
[[nodiscard]] std::string columns_and(const char* rest);
[[nodiscard]] PageVersion version_of_row(SQLite::Statement& row);

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
  Result<std::vector<PageVersion>> select(const std::string& sql, const Values&... values) {
    return guarded([&]() -> Result<std::vector<PageVersion>> {
      SQLite::Statement& statement = prepared(sql);
      const Use use(statement);
      SQLite::bind(statement, values...);
      std::vector<PageVersion> rows;
      while (statement.executeStep()) rows.push_back(version_of_row(statement));
      return rows;
    });
  }
  template <class... Values>
  Result<std::optional<PageVersion>> select_one(const std::string& sql, const Values&... values) {
    return select(sql, values...).map([](std::vector<PageVersion>&& rows) {
      return rows.empty() ? std::optional<PageVersion>() : std::move(rows.front());
    });
  }
  /// The first column of the first row, as a time.
  template <class... Values>
  Result<std::optional<UtcTime>> select_time(const std::string& sql, const Values&... values) {
    return guarded([&]() -> Result<std::optional<UtcTime>> {
      SQLite::Statement& statement = prepared(sql);
      const Use use(statement);
      SQLite::bind(statement, values...);
      if (!statement.executeStep()) return std::nullopt;
      return time_of(statement.getColumn(0));
    });
  }

  std::filesystem::path path;
  SQLite::Database database;
  bool upgraded = false;  ///< By this opening, and not committed yet.
  std::map<std::string, std::unique_ptr<SQLite::Statement>> statements;
};

}  // namespace izvor
