#include "indexer/index/page_feed.h"

#include <poll.h>

#include <array>
#include <thread>
#include <utility>
#include <vector>

#include "crawler/platform/stop_signal.h"
#include "indexer/index/bounded_queue.h"

namespace izvor {
namespace {

// Preparing a page takes about as long as writing it: two prepare while one writes.
constexpr std::size_t kPreparers = 2;
// A document under construction takes some hundred kilobytes; this many smooth out short and long pages.
constexpr std::size_t kPagesAhead = 8;
constexpr std::size_t kVersionsAhead = 256;
constexpr int kPollMilliseconds = 100;

using ListedItem = std::variant<PageVersion, CaughtUp, FeedEnded, Error>;

}  // namespace

struct PageFeed::State {
  /// One thread that prepares, what is dealt out to it, and what it made of that.
  struct Preparer {
    BoundedQueue<ListedItem> listed{kPagesAhead};
    BoundedQueue<FeedItem> made{kPagesAhead};
    PreparePage prepare;
    std::thread thread;
  };

  std::filesystem::path archive_directory;
  FeedRange range;
  const StopSignal* stop;
  std::array<Preparer, kPreparers> preparers;
  std::size_t dealing_to = 0;
  std::size_t taking_from = 0;
  std::thread lister;

  /// Ends what was started: also when not everything could be.
  ~State() {
    for (Preparer& preparer : preparers) {
      preparer.listed.close();
      preparer.made.close();
    }
    if (lister.joinable()) lister.join();
    for (Preparer& preparer : preparers)
      if (preparer.thread.joinable()) preparer.thread.join();
  }

  [[nodiscard]] bool stopping() const { return preparers.front().listed.closed() || (stop != nullptr && stop->requested()); }

  void pause() const {
    pollfd watched{.fd = stop != nullptr ? stop->descriptor() : -1, .events = POLLIN, .revents = 0};
    poll(&watched, 1, kPollMilliseconds);
  }

  void deal(ListedItem item) {
    preparers[dealing_to].listed.push(std::move(item));
    dealing_to = (dealing_to + 1) % kPreparers;
  }

  void list() {
    Result<PageArchive> archive = PageArchive::open_for_reading(archive_directory);
    if (!archive) return deal(archive.error());
    bool told = false;
    while (!stopping() && range.after < range.up_to) {
      Result<std::vector<PageVersion>> versions = archive->changes_since(range.after, kVersionsAhead);
      if (!versions) return deal(versions.error());
      if (versions->empty()) {
        if (!range.follow) break;
        if (!std::exchange(told, true)) deal(CaughtUp{});
        pause();
        continue;
      }
      told = false;
      deal_out(*versions);
    }
    deal(FeedEnded{});
  }

  void deal_out(const std::vector<PageVersion>& versions) {
    for (const PageVersion& version : versions) {
      if (stopping() || version.sequence > range.up_to) {
        // What lies behind the range is not this feed's.
        if (version.sequence > range.up_to) range.after = range.up_to;
        return;
      }
      deal(version);
      range.after = version.sequence;
    }
  }

  static FeedItem prepared(Preparer& preparer, const ListedItem& item, const Result<PageArchive>& archive) {
    if (std::holds_alternative<CaughtUp>(item)) return CaughtUp{};
    if (std::holds_alternative<FeedEnded>(item)) return FeedEnded{};
    if (const auto* error = std::get_if<Error>(&item)) return *error;
    if (!archive) return archive.error();
    return preparer.prepare(*archive, std::get<PageVersion>(item));
  }

  void prepare(Preparer& preparer) const {
    const Result<PageArchive> archive = PageArchive::open_for_reading(archive_directory);
    while (auto item = preparer.listed.pop()) {
      // What was listed already is not prepared any more once a stop was asked for.
      preparer.made.push(stopping() ? FeedItem(FeedEnded{}) : prepared(preparer, *item, archive));
    }
  }
};

PageFeed::PageFeed(std::filesystem::path archive_directory, FeedRange range, const MakePreparePage& make_prepare,
                   const StopSignal* stop)
    : state_(std::make_unique<State>()) {
  state_->archive_directory = std::move(archive_directory);
  state_->range = range;
  state_->stop = stop;
  for (State::Preparer& preparer : state_->preparers) {
    preparer.prepare = make_prepare();
    preparer.thread = std::thread([state = state_.get(), &preparer] { state->prepare(preparer); });
  }
  state_->lister = std::thread([state = state_.get()] { state->list(); });
}

PageFeed::~PageFeed() = default;

std::optional<FeedItem> PageFeed::next(std::chrono::steady_clock::time_point deadline) {
  std::optional<FeedItem> item = state_->preparers[state_->taking_from].made.pop(deadline);
  if (item) state_->taking_from = (state_->taking_from + 1) % kPreparers;
  return item;
}

}  // namespace izvor
