// QueryFile: daily counts of queries that many asked, in searchd's own SQLite file.
//
// SQLite (WAL), data/queries.sqlite, readable by its owner only. The table `daily` has one row for each day and query:
//
//   day       INTEGER   days since 1970-01-01, UTC
//   query     TEXT      normalised (countable_query.h)
//   searches  INTEGER   how often it was asked that day
//   empty     INTEGER   how often nothing was found
//
// What stands here was asked kLeastSearches times at least: rarer queries never leave the memory (query_counts.h). Who asked is
// not known here. Written by searchd, read by `izvor-searchd queries` at the same time. An object belongs to one thread at a
// time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "izvor/result.h"

namespace izvor {

/// Rarer queries may tell who asked them.
inline constexpr std::uint64_t kLeastSearches = 5;

struct QueryCount {
  std::string query;
  std::uint64_t searches = 0;
  std::uint64_t empty = 0;
  friend bool operator==(const QueryCount&, const QueryCount&) = default;
};

struct DailyCount : QueryCount {
  std::int64_t day = 0;
};

class QueryFile {
 public:
  /// Opens or creates.
  [[nodiscard]] static Result<QueryFile> open_for_writing(const std::filesystem::path& file);
  /// Opens an existing file; never writes.
  [[nodiscard]] static Result<QueryFile> open_for_reading(const std::filesystem::path& file);

  QueryFile(QueryFile&&) noexcept;
  QueryFile& operator=(QueryFile&&) noexcept;
  ~QueryFile();

  /// Adds to what is there, in one transaction.
  [[nodiscard]] Result<void> add(const std::vector<DailyCount>& counts);
  [[nodiscard]] Result<void> forget_before(std::int64_t day);
  /// At most `limit` queries that are there, the latest first.
  [[nodiscard]] Result<std::vector<std::string>> queries(std::size_t limit) const;
  /// Of the days from `day` on, the most asked first; with `empty_only` those that found nothing when last they were asked.
  [[nodiscard]] Result<std::vector<QueryCount>> most_asked(std::int64_t day, std::size_t limit, bool empty_only) const;

 private:
  struct State;
  explicit QueryFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
