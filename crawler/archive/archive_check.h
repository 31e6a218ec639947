// Checking an archive: reads every record, recomputes every digest, and compares the catalogue with the WARC files.
//
// Never writes; may run while another process writes, and then looks at what was acknowledged when it began.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "izvor/result.h"

namespace izvor {

struct ArchiveCheck {
  std::uint64_t files = 0, bytes = 0, records = 0;
  std::uint64_t versions = 0, gone = 0, revisits = 0;
  std::vector<std::string> damage;  ///< A sentence each, naming file, byte and version.
  std::vector<std::string> notes;   ///< Not damage: bytes that nobody acknowledged yet.
};

using ByteProgress = std::function<void(std::uint64_t done_bytes, std::uint64_t total_bytes)>;

/// Fails when there is no archive to check; damage is in the report.
[[nodiscard]] Result<ArchiveCheck> check_archive(const std::filesystem::path& folder, const ByteProgress& progress = {});

}  // namespace izvor
