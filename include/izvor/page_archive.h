// PageArchive: every version of every page, kept in WARC 1.1 files with a catalogue in SQLite.
//
// The WARC files are the record; the catalogue (catalogue.sqlite, WAL) finds things in them and can be rebuilt from them.
// One process writes (`open_for_writing` takes the archive's lock), any number reads at the same time. An object belongs to
// one thread; open one per thread. Implemented in crawler/archive, which does not link libcurl.
// What a page says now and said then follows capture order (crawler/archive/capture_order.h), not the order of arrival: an
// older capture that is inserted takes its place in the past. Sequence numbers are those of arrival.
// SQL schema and record fields: prose in crawler/archive/catalogue.h and crawler/archive/warc_record.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/page_version.h"
#include "izvor/result.h"

namespace SQLite {
class Database;
}

namespace izvor {

struct ArchiveOptions {
  std::uint64_t warc_file_bytes = std::uint64_t{1} << 30;  ///< A WARC file is closed once it is larger than this.
  std::string
      writer;  ///< Who writes, for the message that a second writer gets: "izvor-crawler run"; empty: the program's name.
};

/// What became of a capture.
struct Stored {
  std::optional<Sequence> sequence =
      {};                     ///< The new version's number; none when the payload was unchanged (a `revisit` record).
  bool in_past = false;       ///< The archive knows a later capture of the page.
  bool known = false;         ///< The archive had this capture already: nothing was written.
  bool waiting = false;       ///< A revisit that waits for its original.
  std::uint64_t settled = 0;  ///< Revisits that had waited for this one.
};

/// Where an imported capture comes from.
struct Origin {
  std::string record_id = {};  ///< WARC-Record-ID of the other program's record.
  std::string digest = {};     ///< WARC-Payload-Digest as it stands there.
  std::string damage = {};     ///< Why the capture is not whole; empty: nothing known.
  std::uint32_t place = 0;     ///< Within its second: crawler/archive/capture_order.h.
  bool after_others = false;   ///< Dated by hand: placed after all captures of the page in that second.
};

/// A revisit record of another program, which has no payload.
struct ForeignRevisit {
  Url url;
  UtcTime when;
  Origin origin;
  std::vector<HttpField> warc_fields;  ///< Profile, digest, WARC-Refers-To…
  std::string head;                    ///< Of the HTTP answer, may be empty.
};

class PageArchive {
 public:
  /// Opens or creates `folder` for writing, cuts a torn last record, and replays the WARC tail into the catalogue. Fails,
  /// naming the other process, when another writer holds the archive.
  [[nodiscard]] static Result<PageArchive> open_for_writing(const std::filesystem::path& folder,
                                                            const ArchiveOptions& options = {});
  /// Opens an existing archive for reading; never writes.
  [[nodiscard]] static Result<PageArchive> open_for_reading(const std::filesystem::path& folder);

  PageArchive(PageArchive&&) noexcept;
  PageArchive& operator=(PageArchive&&) noexcept;
  ~PageArchive();

  /// Writes what was fetched just now as a `response` (or `resource`) record, or as a `revisit` where the page's last payload
  /// was the same. It becomes the page's latest capture, also where the archive has one of the future. Not yet acknowledged:
  /// call `acknowledge`.
  [[nodiscard]] Result<Stored> store(const Capture& capture);
  /// The server answered 304: writes a `revisit` record with the server-not-modified profile.
  [[nodiscard]] Result<void> store_not_modified(const Capture& capture);
  /// Writes that the page is gone, with the reason ("404 twice, 26 h apart"; "missing from the mirror").
  [[nodiscard]] Result<Stored> store_gone(const Url& url, UtcTime when, int status, const std::string& reason);
  /// Like `store`, at the capture's own place in time. A capture that is known already changes nothing. Of a visit that so
  /// turns out to be a change another version is made.
  [[nodiscard]] Result<Stored> insert(const Capture& capture, const Origin& origin);
  /// The page answered 404 or 410 at that time.
  [[nodiscard]] Result<Stored> insert_gone(const Url& url, UtcTime when, int status, const std::string& reason,
                                           const Origin& origin);
  /// Finds what the revisit repeats, by digest or by its WARC-Refers-To fields, and inserts that; keeps it waiting until the
  /// original is inserted.
  [[nodiscard]] Result<Stored> insert_revisit(const ForeignRevisit& revisit);
  /// Keeps why something was found and not stored; `address` is a Url, or what stands for one. Until the page is stored after
  /// all.
  [[nodiscard]] Result<void> store_skipped(std::string_view address, UtcTime when, std::string_view reason);
  /// Makes all that was stored durable: fsync of the WARC file, then the catalogue's commit. Only what this returned for is
  /// promised.
  [[nodiscard]] Result<void> acknowledge();

  /// Versions with a number above `after`, in order, at most `limit`.
  [[nodiscard]] Result<std::vector<PageVersion>> changes_since(Sequence after, std::size_t limit) const;
  /// All versions of one page in capture order, newest first.
  [[nodiscard]] Result<std::vector<PageVersion>> versions_of(const PageId& page) const;
  /// When the page was last captured, by whomever; none for an unknown page.
  [[nodiscard]] Result<std::optional<UtcTime>> last_visit(const PageId& page) const;
  /// The latest version of each page that is not gone, in order of sequence, above `after`, at most `limit`.
  [[nodiscard]] Result<std::vector<PageVersion>> current_versions(Sequence after, std::size_t limit) const;
  /// 0 for an empty archive.
  [[nodiscard]] Result<Sequence> last_sequence() const;
  /// Reads a version's record back; fails when its digest does not fit.
  [[nodiscard]] Result<Capture> read(const PageVersion& version) const;

  /// Why the page was gone, as `store_gone` was told; fails for a version that has content.
  [[nodiscard]] Result<std::string> why_gone(const PageVersion& version) const;

  /// The catalogue's connection, for the frontier's own tables: what it writes becomes durable with `acknowledge`, in one
  /// transaction with the versions. A transaction is always open there: write without BEGIN and COMMIT (savepoints are fine).
  [[nodiscard]] SQLite::Database& catalogue();

 private:
  struct State;
  explicit PageArchive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
