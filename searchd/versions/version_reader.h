// VersionReader: the versions of pages in the archive, and what they said.
//
// Opens the archive at the first question, and again after a failure: it may begin to exist, or be repaired, after searchd has
// started. One thread; open one each.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "izvor/page_archive.h"
#include "searchd/versions/version_text.h"

namespace izvor {

class VersionReader {
 public:
  /// Texts are extracted up to `max_text_bytes`, as the index has them.
  VersionReader(std::filesystem::path archive_directory, std::size_t max_text_bytes)
      : directory_(std::move(archive_directory)), max_text_bytes_(max_text_bytes) {}

  /// Newest first; empty for a page that the archive does not know.
  [[nodiscard]] Result<std::vector<PageVersion>> versions_of(const PageId& page);
  /// Extracts the record again. Fails when the archive cannot read it; a version that is no page has `missing`.
  [[nodiscard]] Result<VersionText> text_of(const PageVersion& version);

 private:
  [[nodiscard]] Result<void> open();

  std::filesystem::path directory_;
  std::size_t max_text_bytes_;
  std::optional<PageArchive> archive_;
};

}  // namespace izvor
