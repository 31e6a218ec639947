// IndexStatus: how far the index is, how large, and what was left out and why.
//
// Reads only; safe while an indexer writes. Called from one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/index/apply_feed.h"
#include "indexer/index/journal.h"
#include "izvor/result.h"
#include "izvor/utc_time.h"

namespace izvor {

struct IndexStatus {
  std::string generation;  ///< "000002"
  std::uint64_t documents = 0;
  Sequence sequence = 0;                     ///< The archive is applied up to this version.
  std::optional<Sequence> archive_sequence;  ///< None when there is no archive to compare with.
  std::optional<UtcTime> committed;          ///< When the index was last written.
  std::uint64_t bytes = 0;                   ///< Of the live generation on the disk.
  std::string notice;                        ///< What makes a rebuild advisable; empty when nothing does.
  std::vector<EntryCount> counts;            ///< Versions by what became of them, and why.

  [[nodiscard]] std::uint64_t versions(EntryKind kind) const;
};

[[nodiscard]] Result<IndexStatus> read_index_status(const IndexingPlaces& places, std::string_view analyzer_fingerprint);

}  // namespace izvor
