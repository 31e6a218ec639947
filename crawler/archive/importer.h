// Importing: pages from a folder or a WARC file into the archive, without the network.
//
// Every file or record that could be a page is counted once: found = archived + unchanged + skipped. A bad one is skipped, with
// the reason in the catalogue, and the work goes on. Runs in the thread that owns the archive.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "izvor/page_archive.h"
#include "izvor/result.h"

namespace izvor {

struct ImportOptions {
  std::filesystem::path path;   ///< A folder, a .html or .txt file, a .warc or .warc.gz file.
  std::optional<Url> base;      ///< What a file's path is appended to. A WARC file's records have addresses of their own.
  std::optional<UtcTime> date;  ///< Of the versions; none: `now`, and for a WARC file its records' dates.
  UtcTime now;
  bool mirror = false;  ///< Pages under `base` that are not in `path` are gone.
  std::uint64_t max_page_bytes = 20'000'000;
  std::function<bool()> stop;                                             ///< Asked between two pages.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  ///< Pages, or bytes of a WARC file.
};

struct SkippedPage {
  std::string address;
  std::string reason;
};

struct ImportReport {
  std::uint64_t found = 0, archived = 0, unchanged = 0, skipped = 0;
  std::uint64_t gone = 0;         ///< By `mirror`.
  std::uint64_t other_files = 0;  ///< Of the folder, neither .html nor .txt: not looked at.
  bool stopped = false;
  std::string mirror_refused;         ///< Why nothing was removed although `mirror` was asked for.
  std::vector<SkippedPage> examples;  ///< The first ones that were skipped.
};

/// What can be told before an archive is opened, or made: that the path is there, and that there is a base where one is needed.
[[nodiscard]] Result<void> check_options(const ImportOptions& options);

/// Fails when the path cannot be read at all or the archive cannot be written. What was imported before is kept.
[[nodiscard]] Result<ImportReport> import_pages(PageArchive& archive, const ImportOptions& options);

/// The address of a file: its path below the folder, each name percent-encoded, appended to the base.
[[nodiscard]] Result<Url> address_of(const Url& base, const std::string& relative);

}  // namespace izvor
