// Importing: pages from a folder or a WARC file into the archive, without the network.
//
// Every file or record that could be a page is counted once: found = archived + unchanged + waiting + skipped. A bad one is
// skipped, with the reason in the catalogue, and the work goes on. A capture takes its place in time by its date, in whatever
// order files are imported (crawler/archive/capture_order.h); importing a file twice changes nothing, and an import that was
// interrupted passes over what it had done. Runs in the thread that owns the archive.
//
// Of a WARC file: `response` and `resource` records are pages; 404 and 410 end a page at their time; a `revisit` is what it
// repeats, found by its digest or WARC-Refers-To fields, or waits until that is imported. What is truncated, one segment,
// shorter than declared or without its digest is taken only when `damaged` is asked for, and marked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
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
  bool damaged = false;  ///< Take what is not whole, too.
  bool mirror = false;   ///< Pages under `base` that are not in `path` are gone.
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
  std::uint64_t waiting = 0;     ///< Revisits whose original has not been imported yet; kept.
  std::uint64_t settled = 0;     ///< Revisits that had waited, of this import or an earlier one, and were imported now.
  std::uint64_t in_past = 0;     ///< Of `archived`: the archive had a later capture of the page.
  std::uint64_t damaged = 0;     ///< Of `archived` and `unchanged`: not whole, taken because `damaged` was asked for.
  std::uint64_t lost = 0;        ///< Of `skipped`: pages that cannot be read or were not whole.
  std::uint64_t lost_bytes = 0;  ///< Passed over after damage to the file itself.
  std::uint64_t records = 0;     ///< Of a WARC file, readable ones; those that are not `found` are in `other_records`.
  std::map<std::string, std::uint64_t> other_records;  ///< By type: request, warcinfo…
  std::map<std::string, std::uint64_t> reasons;        ///< How many were skipped for what; rare ones under "other reasons".
  std::uint64_t gone = 0;                              ///< By `mirror`.
  std::uint64_t other_files = 0;                       ///< Of the folder, neither .html nor .txt: not looked at.
  bool stopped = false;
  std::string mirror_refused;              ///< Why nothing was removed although `mirror` was asked for.
  std::vector<SkippedPage> examples;       ///< The first ones that were skipped.
  std::vector<SkippedPage> damaged_pages;  ///< The first ones that were taken although they are not whole.
};

/// What can be told before an archive is opened, or made: that the path is there, and that there is a base where one is needed.
[[nodiscard]] Result<void> check_options(const ImportOptions& options);

/// Fails when the path cannot be read at all or the archive cannot be written. What was imported before is kept.
[[nodiscard]] Result<ImportReport> import_pages(PageArchive& archive, const ImportOptions& options);

/// The address of a file: its path below the folder, each name percent-encoded, appended to the base.
[[nodiscard]] Result<Url> address_of(const Url& base, const std::string& relative);

}  // namespace izvor
