// Catalogue: what the archive holds and where, in SQLite (catalogue.sqlite, WAL, user_version 2).
//
// The WARC files are the record; all of this but `skipped` can be rebuilt from them.
//
//   warc_files  one row a WARC file: name (key), bytes: how much of it is in this catalogue. What the file has beyond that was
//               written and not committed here; it is replayed when the archive is opened for writing.
//   pages       one row a page that ever had a version: page (PageId, key), url, last_sequence: its latest version in capture
//               order (capture_order.h), visited: seconds since 1970 of the latest record of it, also of a revisit.
//   versions    one row a page version, never changed: sequence (key), page, fetched (seconds since 1970), kind (0 content,
//               1 gone), status, content_type, robots (X-Robots-Tag values, one a line), digest ("sha256:…"), file, offset,
//               length, place (within the second), damage (why it is not whole; mostly empty).
//   visits      one row a record that is no version, because it found the page as it was: page, fetched, place, sequence: of
//   the
//               version that it repeats; 0: gone before anything was known. When an older capture takes its place before a
//               visit, the visit may turn out to be a change; it becomes a version then.
//   origins     where imported records came from: key (WARC-Record-ID, or WARC-Payload-Digest in the other program's writing),
//               sequence: of the version that has its payload.
//   waiting     revisits whose original was not imported yet, and those without a digest, which may get more originals later
//               (capture_order.h): id (WARC-Record-ID, key), page, fetched, place, digest, original (WARC-Refers-To), target
//               (PageId of WARC-Refers-To-Target-URI), target_time, file, offset, length.
//   skipped     what was found and not kept: address (key), time, reason. The latest reason for each address; the row goes when
//               the page is stored after all.
//
// A catalogue of user_version 1, which had the first three tables without place and damage, is brought up to date by the next
// writer (catalogue_upgrade.h); readers understand it as it is.
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

/// A record about a page, at its place in time.
struct Sighting {
  PageVersion state;  ///< What the page was found to be: of a version, or of the one that a visit repeats. Time and place are
                      ///< those of the record; the number is that of the version.
  bool is_version = true;  ///< No: a visit.
};

/// The records about a page around a time, each list in capture order.
struct Surroundings {
  std::optional<Sighting> before;  ///< The last one before that second.
  std::vector<Sighting> same_second;
  std::optional<Sighting> after;  ///< The first one after that second.
};

/// A revisit that waits for its original, or for more of them.
struct WaitingRevisit {
  std::string id;  ///< WARC-Record-ID of our record.
  PageId page;
  UtcTime fetched;
  std::uint32_t place = 0;
  std::string digest;    ///< Empty also where it is that of nothing.
  std::string original;  ///< WARC-Refers-To; may be empty.
  PageId target;         ///< Of WARC-Refers-To-Target-URI; may be empty.
  UtcTime target_time;   ///< WARC-Refers-To-Date; the epoch when there is none.
  WarcPosition position;
};

class Catalogue {
 public:
  /// Opens or creates the file, and begins a transaction.
  [[nodiscard]] static Result<Catalogue> open_for_writing(const std::filesystem::path& file);
  [[nodiscard]] static Result<Catalogue> open_for_reading(const std::filesystem::path& file);

  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  /// Whether this opening brought an older schema up to date: its visits have to be read from the WARC files, before `commit`.
  [[nodiscard]] bool upgraded() const;

  /// Adds a version; its page moves on to it unless it knows a later capture. Fails when the number is not above the last one.
  [[nodiscard]] Result<void> add(const PageVersion& version);
  /// Adds a record that found the page as `sequence` has it; 0: gone before anything was known.
  [[nodiscard]] Result<void> add_visit(const PageId& page, UtcTime when, std::uint32_t place, Sequence sequence);
  [[nodiscard]] Result<void> add_origin(const std::string& key, Sequence sequence);
  [[nodiscard]] Result<void> add_waiting(const WaitingRevisit& revisit);
  /// What it waited for is there. A revisit without a digest stays: more may come.
  [[nodiscard]] Result<void> remove_waiting(const std::string& id);
  [[nodiscard]] Result<void> set_file_bytes(const std::string& file, std::uint64_t bytes);
  [[nodiscard]] Result<void> add_skipped(std::string_view address, UtcTime when, std::string_view reason);
  [[nodiscard]] Result<void> remove_skipped(std::string_view address);
  /// Ends the transaction and begins the next.
  [[nodiscard]] Result<void> commit();
  /// For a reader that wants to see one state until its end.
  [[nodiscard]] Result<void> begin_snapshot();
  /// Forgets pages, versions and files; part of the transaction.
  [[nodiscard]] Result<void> clear();

  /// What is known of a page around a second. Fails when that second has more records than any honest archive.
  [[nodiscard]] Result<Surroundings> around(const PageId& page, UtcTime second) const;
  /// When the page was last seen, by version or visit.
  [[nodiscard]] Result<std::optional<UtcTime>> visited(const PageId& page) const;
  /// A version that has the payload of an imported record, one of `page` if there is one.
  [[nodiscard]] Result<std::optional<PageVersion>> version_from(const std::string& key, const PageId& page) const;
  /// All versions that were said to have what the record of that key has.
  [[nodiscard]] Result<std::vector<PageVersion>> versions_from(const std::string& key) const;
  /// Those that wait for a record with one of these keys, or for a record of `page` at that time.
  [[nodiscard]] Result<std::vector<WaitingRevisit>> waiting_for(const std::vector<std::string>& keys, const PageId& page,
                                                                UtcTime when) const;
  /// Whether the same revisit waits already.
  [[nodiscard]] Result<bool> waits(const WaitingRevisit& revisit) const;
  [[nodiscard]] Result<std::optional<PageVersion>> version(Sequence sequence) const;

  /// The page's latest version.
  [[nodiscard]] Result<std::optional<PageVersion>> latest(const PageId& page) const;
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
  [[nodiscard]] Result<std::vector<Sighting>> in_second(const PageId& page, UtcTime second) const;
  explicit Catalogue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
