// apply_feed: brings the index up to the archive, once or for as long as the process lives.
//
// Takes the index's lock, opens or makes the live generation, and lets a PageFeed prepare what an Applier writes. Committed
// every `commit_pages` pages, and at the latest `commit_interval` after the first pending one was read. Called from one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "crawler/platform/process_lock.h"
#include "indexer/index/applier.h"
#include "izvor/settings.h"

namespace izvor {

class StopSignal;

struct IndexingPlaces {
  std::filesystem::path archive_directory;
  std::filesystem::path index_directory;
};

struct IndexingWork {
  IndexerSettings settings;
  const Analyzer* analyzer = nullptr;
  PreparePage prepare;               ///< Empty: page_reader. Tests give poison; it must be safe from several threads.
  const StopSignal* stop = nullptr;  ///< May be null.
  /// Told now and then, on the caller's thread: versions done and, where known, all.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

struct ApplyReport {
  ApplyTotals totals;
  Sequence sequence = 0;  ///< Of the last commit.
  std::uint64_t documents = 0;
};

/// Applies what the archive has and ends; with `follow`, waits for more until a stop is asked for.
[[nodiscard]] Result<ApplyReport> apply_feed(const IndexingPlaces& places, const IndexingWork& work, bool follow);

/// The lock of an index; `owner` is what the next one is told: "izvor-indexer run".
[[nodiscard]] Result<ProcessLock> lock_index(const std::filesystem::path& index_directory, const std::string& owner);

/// What prepares pages, made anew for each thread that uses it.
[[nodiscard]] PreparePage prepare_for_one_thread(const IndexingWork& work);

}  // namespace izvor
