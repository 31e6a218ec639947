// Replay: WARC records into the catalogue, at start-up for the tail that a dead process left, at a repair for all.
//
// Called by the holder of the archive's lock, in its thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "crawler/archive/catalogue.h"
#include "izvor/result.h"

namespace izvor {

struct ReplayReport {
  std::uint64_t records = 0;
  std::uint64_t versions = 0;
  std::vector<std::string> notes;     ///< What was cut or passed over, a sentence each.
  std::uint64_t damaged_records = 0;  ///< Passed over, inside of a file.
};

/// Reads what the files have beyond the catalogue's knowledge, adds it, and cuts a torn last record off the newest file. Does
/// not commit. Fails when a file is shorter than the catalogue knows, or damaged before its end.
[[nodiscard]] Result<ReplayReport> replay(const std::filesystem::path& folder, Catalogue& catalogue);

/// Adds one record, at its place, to the catalogue; yes when it is a version.
[[nodiscard]] Result<bool> apply(const WarcRecord& record, const WarcPosition& position, Catalogue& catalogue);

/// What a record that waits says of itself, but for its position.
[[nodiscard]] WaitingRevisit waiting_of(const WarcRecord& record);

/// Adds the visits of files whose versions are in the catalogue: those are passed over. For a catalogue that was upgraded.
[[nodiscard]] Result<void> replay_visits(const std::filesystem::path& folder, Catalogue& catalogue);

}  // namespace izvor
