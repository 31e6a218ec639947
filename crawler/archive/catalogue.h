// Catalogue: what the archive holds and where, in SQLite (catalogue.sqlite, WAL, user_version 1).
//
// The WARC files are the record; all of this but `skipped` can be rebuilt from them.
//
//   warc_files  one row a WARC file: name (key), bytes: how much of it is in this catalogue. What the file has beyond that was
//               written and not committed here; it is replayed when the archive is opened for writing.
//   pages       one row a page that ever had a version: page (PageId, key), url, last_sequence: its latest version,
//               visited: seconds since 1970 of the last record of it, also of a revisit.
//   versions    one row a page version, never changed: sequence (key), page, fetched (seconds since 1970), kind (0 content,
//               1 gone), status, content_type, robots (X-Robots-Tag values, one a line), digest ("sha256:…"), file, offset,
//               length.
//   skipped     what was found and not kept: address (key), time, reason. The latest reason for each address; the row goes when
//               the page is stored after all.
//
// The frontier keeps its own tables (crawler/frontier) in the same file, on the same connection. All writes since the last
// `commit` are one transaction: nobody else may begin or end one; savepoints are fine. synchronous is NORMAL: a power cut may
// take the last commits, which the WARC tail then gives back for pages and versions.
//
// SQLite's exceptions stop here. Belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/archive/warc_record.h"
#include "izvor/page_version.h"
#include "izvor/result.h"

namespace SQLite {
class Database;
}

namespace izvor {

class Catalogue {
 public:
  /// Opens or creates the file, and begins a transaction.
  [[nodiscard]] static Result<Catalogue> open_for_writing(const std::filesystem::path& file);
  [[nodiscard]] static Result<Catalogue> open_for_reading(const std::filesystem::path& file);

  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  /// Adds a version and moves its page on to it. Fails when the number is not above the last one.
  [[nodiscard]] Result<void> add(const RecordedVersion& recorded);
  [[nodiscard]] Result<void> set_visited(const PageId& page, UtcTime when);
  [[nodiscard]] Result<void> set_file_bytes(const std::string& file, std::uint64_t bytes);
  [[nodiscard]] Result<void> add_skipped(std::string_view address, UtcTime when, std::string_view reason);
  [[nodiscard]] Result<void> remove_skipped(std::string_view address);
  /// Ends the transaction and begins the next.
  [[nodiscard]] Result<void> commit();
  /// For a reader that wants to see one state until its end.
  [[nodiscard]] Result<void> begin_snapshot();
  /// Forgets pages, versions and files; part of the transaction.
  [[nodiscard]] Result<void> clear();

  /// The page's latest version.
  [[nodiscard]] Result<std::optional<RecordedVersion>> latest(const PageId& page) const;
  /// Its latest version that has content.
  [[nodiscard]] Result<std::optional<PageVersion>> latest_content(const PageId& page) const;
  [[nodiscard]] Result<std::vector<PageVersion>> changes_since(Sequence after, std::size_t limit) const;
  [[nodiscard]] Result<std::vector<PageVersion>> versions_of(const PageId& page) const;
  [[nodiscard]] Result<std::vector<PageVersion>> current_versions(Sequence after, std::size_t limit) const;
  [[nodiscard]] Result<Sequence> last_sequence() const;
  [[nodiscard]] Result<std::map<std::string, std::uint64_t>> file_bytes() const;
  /// Whether SQLite finds its file whole.
  [[nodiscard]] Result<void> check() const;

  [[nodiscard]] SQLite::Database& database();

 private:
  struct State;
  explicit Catalogue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
