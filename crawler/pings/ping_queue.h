// PingQueue: addresses of which somebody said that they changed, waiting for the crawler (pings.sqlite in the archive's
// folder).
//
// A database of its own, so that pings are accepted at all times, also while a run or an import holds the archive. Several
// processes may add at once; one takes. What `add` returned for survives a power cut (synchronous FULL). SQL schema,
// user_version 1:
//
//   pings  number (key, ascending), url (unique: a second ping for a waiting page changes nothing), source ("command line",
//   "api"),
//          received (seconds since 1970). A row goes when the page was visited.
//
// A waiting page that is pinged again while the crawler fetches it would be lost if `done` removed it: the second ping
// gives the row a new number, and `done` removes by number. Belongs to one thread; open one per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "izvor/result.h"
#include "izvor/url.h"
#include "izvor/utc_time.h"

namespace izvor {

struct Ping {
  std::uint64_t number = 0;
  Url url;
  std::string source;
  UtcTime received;
};

class PingQueue {
 public:
  /// At most this many pages wait; more are refused, so that nobody fills the disk.
  static constexpr std::size_t kMaxWaiting = 1'000'000;

  /// Opens or creates `folder`/pings.sqlite.
  [[nodiscard]] static Result<PingQueue> open(const std::filesystem::path& folder);

  PingQueue(PingQueue&&) noexcept;
  PingQueue& operator=(PingQueue&&) noexcept;
  ~PingQueue();

  /// Adds all or nothing, durably; returns how many pages were not waiting already.
  [[nodiscard]] Result<std::size_t> add(const std::vector<Url>& urls, const std::string& source, UtcTime received);
  /// Those with a number above `after`, oldest first, at most `limit`. They stay until `done`.
  [[nodiscard]] Result<std::vector<Ping>> pending(std::uint64_t after, std::size_t limit);
  /// The page was visited. A ping that came for it meanwhile stays.
  [[nodiscard]] Result<void> done(const Ping& ping);
  [[nodiscard]] Result<std::size_t> waiting();

 private:
  struct State;
  explicit PingQueue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
