// PingAnswers: tells those who pinged pages since when their versions are searchable, or why they never will be.
//
// After each commit. Pings are a courtesy: what goes wrong with their database is logged, and indexing goes on. Belongs to the
// indexer's thread.
#pragma once

#include <filesystem>
#include <optional>

#include "crawler/pings/ping_queue.h"
#include "indexer/index/journal.h"

namespace izvor {

class PingAnswers {
 public:
  /// `journal` must outlive it.
  PingAnswers(std::filesystem::path archive_directory, const Journal& journal)
      : folder_(std::move(archive_directory)), journal_(journal) {}

  /// The index holds the archive up to that number.
  void note(Sequence committed);

 private:
  [[nodiscard]] Result<void> note_all(Sequence committed);

  std::filesystem::path folder_;
  const Journal& journal_;
  std::optional<PingQueue> queue_;
  bool said_ = false;
};

}  // namespace izvor
