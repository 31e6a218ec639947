#include "indexer/index/page_feed.h"

#include <poll.h>

#include <thread>
#include <utility>
#include <vector>

#include "crawler/platform/stop_signal.h"
#include "indexer/index/bounded_queue.h"

namespace izvor {
namespace {

// A document under construction takes some hundred kilobytes; this many smooth out short and long pages.
constexpr std::size_t kPagesAhead = 16;
constexpr std::size_t kVersionsAtOnce = 256;
constexpr int kPollMilliseconds = 100;

}  // namespace

struct PageFeed::State {
  std::filesystem::path archive_directory;
  FeedRange range;
  PreparePage prepare;
  const StopSignal* stop;
  BoundedQueue<FeedItem> queue{kPagesAhead};
  std::thread thread;

  [[nodiscard]] bool stopping() const { return queue.closed() || (stop != nullptr && stop->requested()); }

  void pause() const {
    pollfd watched{.fd = stop != nullptr ? stop->descriptor() : -1, .events = POLLIN, .revents = 0};
    poll(&watched, 1, kPollMilliseconds);
  }

  void run() {
    Result<PageArchive> archive = PageArchive::open_for_reading(archive_directory);
    if (!archive) {
      queue.push(archive.error());
      return;
    }
    bool told = false;
    while (!stopping() && range.after < range.up_to) {
      Result<std::vector<PageVersion>> versions = archive->changes_since(range.after, kVersionsAtOnce);
      if (!versions) {
        queue.push(versions.error());
        return;
      }
      if (versions->empty()) {
        if (!range.follow) break;
        if (!std::exchange(told, true)) queue.push(CaughtUp{});
        pause();
        continue;
      }
      told = false;
      deliver(*archive, *versions);
    }
    queue.push(FeedEnded{});
  }

  void deliver(const PageArchive& archive, const std::vector<PageVersion>& versions) {
    for (const PageVersion& version : versions) {
      if (stopping() || version.sequence > range.up_to) {
        // What lies behind the range is not this feed's.
        if (version.sequence > range.up_to) range.after = range.up_to;
        return;
      }
      queue.push(prepare(archive, version));
      range.after = version.sequence;
    }
  }
};

PageFeed::PageFeed(std::filesystem::path archive_directory, FeedRange range, PreparePage prepare, const StopSignal* stop)
    : state_(std::make_unique<State>()) {
  state_->archive_directory = std::move(archive_directory);
  state_->range = range;
  state_->prepare = std::move(prepare);
  state_->stop = stop;
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

PageFeed::~PageFeed() {
  state_->queue.close();
  state_->thread.join();
}

std::optional<FeedItem> PageFeed::next(std::chrono::steady_clock::time_point deadline) { return state_->queue.pop(deadline); }

}  // namespace izvor
