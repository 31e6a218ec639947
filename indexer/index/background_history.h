// BackgroundHistory: a HistoryWriter at work on a thread of its own, beside the writing of the live index.
//
// Reading a text again and writing it takes as long as writing its successor. A failure is told by the next call. Its functions
// belong to one thread; the thread under it ends with it, and what was not committed is then forgotten.
#pragma once

#include <memory>

#include "indexer/index/history_writer.h"

namespace izvor {

class BackgroundHistory {
 public:
  explicit BackgroundHistory(HistoryWriter writer);
  BackgroundHistory(BackgroundHistory&&) noexcept;
  BackgroundHistory& operator=(BackgroundHistory&&) noexcept;
  ~BackgroundHistory();

  /// Returns before the text is written, unless many wait.
  [[nodiscard]] WriteResult keep(const PastText& text);
  /// Waits until all is written, and commits it.
  [[nodiscard]] WriteResult commit(Sequence sequence);
  /// Forgets what is pending, and the failure.
  void drop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace izvor
