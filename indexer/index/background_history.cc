#include "indexer/index/background_history.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace izvor {
namespace {

constexpr std::size_t kMostWaiting = 16;

}  // namespace

struct BackgroundHistory::State {
  explicit State(HistoryWriter made) : writer(std::move(made)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    {
      const std::lock_guard lock(mutex);
      ended = true;
      changed.notify_all();
    }
    if (thread.joinable()) thread.join();
  }

  WriteResult keep(const PastText& text) {
    try {
      return writer.keep(text);
    } catch (const std::exception& failure) {
      return tl::unexpected(WriteError{WriteFault::kStore, std::string("cannot keep a past text: ") + failure.what()});
    } catch (...) {
      // Nothing may leave a thread.
      return tl::unexpected(WriteError{WriteFault::kStore, "cannot keep a past text"});
    }
  }

  void work() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return ended || !waiting.empty(); });
      if (ended) return;
      const PastText& text = waiting.front();  // Stays where it is while others come behind it.
      lock.unlock();
      WriteResult kept = keep(text);
      lock.lock();
      // Only now: where nothing waits, nothing is being written.
      waiting.pop_front();
      if (result && !kept) result = std::move(kept);
      changed.notify_all();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  HistoryWriter writer;  ///< The thread's while something waits.
  std::deque<PastText> waiting;
  WriteResult result;  ///< The first failure.
  bool ended = false;
  std::thread thread;  ///< Begun when there is something to keep.
};

BackgroundHistory::BackgroundHistory(HistoryWriter writer) : state_(std::make_unique<State>(std::move(writer))) {}
BackgroundHistory::BackgroundHistory(BackgroundHistory&&) noexcept = default;
BackgroundHistory& BackgroundHistory::operator=(BackgroundHistory&&) noexcept = default;
BackgroundHistory::~BackgroundHistory() = default;

WriteResult BackgroundHistory::keep(const PastText& text) {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  state.changed.wait(lock, [&] { return state.waiting.size() < kMostWaiting; });
  if (!state.result) return state.result;
  if (!state.thread.joinable()) state.thread = std::thread([&state] { state.work(); });
  state.waiting.push_back(text);
  state.changed.notify_all();
  return {};
}

WriteResult BackgroundHistory::commit(Sequence sequence) {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  state.changed.wait(lock, [&] { return state.waiting.empty(); });
  return state.result ? state.writer.commit(sequence) : state.result;
}

void BackgroundHistory::drop() {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  // The first may be under way.
  if (state.waiting.size() > 1) state.waiting.resize(1);
  state.changed.wait(lock, [&] { return state.waiting.empty(); });
  state.result = {};
  state.writer.drop();
}

}  // namespace izvor
