// PageFeed: the versions of the archive, in order, each prepared, on threads of its own.
//
// One thread lists versions and deals them out in turn; some read, extract and analyse them while the caller's thread writes,
// and what they made is taken in the same turn, so that the order stays. The feed holds a few prepared pages at most.
// Destroying it stops the threads. Its functions belong to the thread that made it.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "indexer/index/prepared_page.h"

namespace izvor {

class StopSignal;

struct FeedRange {
  static constexpr Sequence kEndless = std::numeric_limits<Sequence>::max();

  Sequence after = 0;
  Sequence up_to = kEndless;  ///< The feed ends after this version.
  bool follow = false;        ///< At the archive's end, wait for more; otherwise the feed ends there.
};

/// The archive has nothing more for now.
struct CaughtUp {};
/// No more will come: the range is done, or a stop was asked for.
struct FeedEnded {};

using FeedItem = std::variant<PreparedPage, CaughtUp, FeedEnded, Error>;

/// Makes what prepares pages, anew for each thread.
using MakePreparePage = std::function<PreparePage()>;

class PageFeed {
 public:
  /// Opens the archive on its own threads. `stop` may be null; it must outlive the feed.
  PageFeed(std::filesystem::path archive_directory, FeedRange range, const MakePreparePage& make_prepare,
           const StopSignal* stop);
  ~PageFeed();
  PageFeed(const PageFeed&) = delete;
  PageFeed& operator=(const PageFeed&) = delete;

  /// The next item; none when `deadline` passes first. An Error or FeedEnded is the last one.
  [[nodiscard]] std::optional<FeedItem> next(std::chrono::steady_clock::time_point deadline);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace izvor
