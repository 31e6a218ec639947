// Repairing an archive: pages and versions of the catalogue, made anew from the WARC files alone.
//
// Takes the archive's lock. What cannot be read stays behind in a copy of its file (".damaged"); nothing is thrown away but the
// torn last record of the newest file, which nobody was promised.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "crawler/archive/archive_check.h"
#include "izvor/result.h"

namespace izvor {

struct ArchiveRepair {
  std::uint64_t records = 0, versions = 0;
  std::uint64_t lost_records = 0;  ///< Unreadable ones.
  std::vector<std::string> notes;  ///< What was found and done, a sentence each.
};

/// The frontier's own tables are kept where the old catalogue can still be read; otherwise they begin anew.
[[nodiscard]] Result<ArchiveRepair> repair_archive(const std::filesystem::path& folder, const ByteProgress& progress = {});

}  // namespace izvor
