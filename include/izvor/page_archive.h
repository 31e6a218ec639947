// PageArchive: every version of every page, kept in WARC 1.1 files with a catalogue in SQLite.
//
// The WARC files are the record; the catalogue (catalogue.sqlite, WAL) finds things in them and can be rebuilt from them.
// One process writes (`open_for_writing` takes the archive's lock), any number reads at the same time. An object belongs to
// one thread; open one per thread. Implemented in crawler/archive, which does not link libcurl.
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

/// What `store` made of a capture.
struct Stored {
  std::optional<Sequence> sequence;  ///< The new version's number; none when the payload was unchanged (a `revisit` record).
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

  /// Writes the capture as a `response` (or `resource`) record, or as a `revisit` where the page's last payload was the same.
  /// Not yet acknowledged: call `acknowledge`.
  [[nodiscard]] Result<Stored> store(const Capture& capture);
  /// The server answered 304: writes a `revisit` record with the server-not-modified profile.
  [[nodiscard]] Result<void> store_not_modified(const Capture& capture);
  /// Writes that the page is gone, with the reason ("404 twice, 26 h apart"; "missing from the mirror").
  [[nodiscard]] Result<Stored> store_gone(const Url& url, UtcTime when, int status, const std::string& reason);
  /// Keeps why something was found and not stored; `address` is a Url, or what stands for one. Until the page is stored after
  /// all.
  [[nodiscard]] Result<void> store_skipped(std::string_view address, UtcTime when, std::string_view reason);
  /// Makes all that was stored durable: fsync of the WARC file, then the catalogue's commit. Only what this returned for is
  /// promised.
  [[nodiscard]] Result<void> acknowledge();

  /// Versions with a number above `after`, in order, at most `limit`.
  [[nodiscard]] Result<std::vector<PageVersion>> changes_since(Sequence after, std::size_t limit) const;
  /// All versions of one page, newest first.
  [[nodiscard]] Result<std::vector<PageVersion>> versions_of(const PageId& page) const;
  /// The latest version of each page that is not gone, in order of sequence, above `after`, at most `limit`.
  [[nodiscard]] Result<std::vector<PageVersion>> current_versions(Sequence after, std::size_t limit) const;
  /// 0 for an empty archive.
  [[nodiscard]] Result<Sequence> last_sequence() const;
  /// Reads a version's record back; fails when its digest does not fit.
  [[nodiscard]] Result<Capture> read(const PageVersion& version) const;

  /// The catalogue's connection, for the frontier's own tables: what it writes becomes durable with `acknowledge`, in one
  /// transaction with the versions. A transaction is always open there: write without BEGIN and COMMIT (savepoints are fine).
  [[nodiscard]] SQLite::Database& catalogue();

 private:
  struct State;
  explicit PageArchive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
