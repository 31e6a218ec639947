// QueryCounts: how often each query is asked, and how often it finds nothing; nothing of who asks.
//
// A query is kept in memory, by day, until it was asked kLeastSearches times; only then it goes to the QueryFile, and what is
// rarer is forgotten with the process, or when kMostRare queries are waiting. One for the whole program; every function is safe
// from any thread. Counting costs a look-up; now and then the thread that counts writes what is due.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "izvor/clock.h"
#include "searchd/statistics/query_file.h"

namespace izvor {

class QueryCounts {
 public:
  static constexpr std::size_t kMostRare = 20'000;

  /// Counts are kept for `days`; 0 counts nothing. The clock must outlive this.
  QueryCounts(std::filesystem::path file, unsigned days, const Clock& clock);
  QueryCounts(const QueryCounts&) = delete;
  QueryCounts& operator=(const QueryCounts&) = delete;
  ~QueryCounts();

  /// One answered search with `results` results.
  void count(std::string_view query, std::uint64_t results);
  /// Writes what is due. A file that cannot be written is logged once, and what was due is dropped.
  void flush();

 private:
  struct Tally {
    std::uint64_t searches = 0, empty = 0;
  };
  using Days = std::map<std::int64_t, Tally>;

  void flush_locked();
  [[nodiscard]] bool open_locked();
  void make_room();
  [[nodiscard]] std::int64_t today() const;

  const std::filesystem::path path_;
  const unsigned days_;
  const Clock& clock_;
  std::mutex mutex_;  ///< Guards all below.
  std::optional<QueryFile> file_;
  bool failed_ = false;
  std::unordered_set<std::string> frequent_;    ///< Asked often enough, now or before.
  std::unordered_map<std::string, Days> rare_;  ///< Never written.
  std::unordered_map<std::string, Days> due_;   ///< To be written.
  std::int64_t forgotten_before_ = 0;
  UtcTime flushed_;
};

}  // namespace izvor
