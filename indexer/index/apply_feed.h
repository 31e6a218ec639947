// apply_feed: brings the index up to the archive, once or for as long as the process lives.
//
// Takes the index's lock, opens or makes the live generation, and lets a PageFeed prepare what an Applier writes. Committed
// every `commit_pages` pages, and at the latest `commit_interval` after the first pending one was read. When a rebuild makes
// another generation the live one, the feed goes on there, within a second. Called from one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
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
  std::string product_token = "Izvor";  ///< The crawler's, for directives of robots.
  const Analyzer* analyzer = nullptr;
  std::shared_ptr<const SiteNames> sites = nullptr;  ///< Learnt by apply_feed and rebuild.
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

/// The lock of who applies the feed to the live generation; `owner` is what the next one is told: "izvor-indexer run".
[[nodiscard]] Result<ProcessLock> lock_index(const std::filesystem::path& index_directory, const std::string& owner);
/// The lock of who makes a generation and the stub that names it: a rebuild, and the first start of all.
[[nodiscard]] Result<ProcessLock> lock_generations(const std::filesystem::path& index_directory, const std::string& owner);

/// The work with the names of the archive's sites, unless they are known already.
[[nodiscard]] Result<IndexingWork> with_site_names(const IndexingWork& work, const PageArchive& archive);

/// What prepares pages, made anew for each thread that uses it.
[[nodiscard]] PreparePage prepare_for_one_thread(const IndexingWork& work);

}  // namespace izvor
