// The inside of PageArchive, for page_archive.cc and page_archive_insert.cc only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "crawler/archive/capture_order.h"
#include "crawler/archive/catalogue.h"
#include "crawler/archive/warc_record.h"
#include "crawler/archive/warc_writer.h"
#include "crawler/platform/process_lock.h"
#include "izvor/page_archive.h"

namespace izvor {

/// A second of a page's captures, and a place in it.
struct Moment {
  UtcTime second;
  std::uint32_t place = 0;
};

/// A capture on its way to its place.
struct Arrival {
  PageVersion state;                 ///< What it says; without number and position.
  const Capture* capture = nullptr;  ///< Null where the page was gone.
  std::string gone_reason;
  RecordNotes notes;
};

struct PageArchive::State {
  State(std::filesystem::path where, Catalogue opened) : folder(std::move(where)), catalogue(std::move(opened)) {}

  /// Writes an answer, and its request beside it, and the same into the catalogue.
  Result<void> write(const WarcRecord& answer, const Capture* capture);
  /// After a failure files and catalogue may disagree. Only opening the archive again makes them agree.
  Result<void> remember(Result<void> outcome);
  Result<Sequence> next_sequence();
  Result<Capture> read(const PageVersion& version) const;
  Result<WarcRecord> read_record(const WarcPosition& at) const;
  static Error unreadable(const PageVersion& version, const std::string& why);
  /// The moment of a fetch that says `now`: after all that is known of the page.
  Result<Moment> moment_after_all(const PageId& page, UtcTime now);

  /// What another program's revisit repeats, as far as it is there; several only of a revisit without a digest.
  Result<std::vector<PageVersion>> originals_of(const WaitingRevisit& revisit) const;
  /// Puts a capture into its place.
  Result<Stored> insert(const Arrival& arrival, bool after_others);
  /// Inserts what the revisit says now that originals of it are known; `known` when that was there.
  Result<Stored> insert_resolved(const WaitingRevisit& revisit, const Url& url, const std::string& head,
                                 const std::vector<PageVersion>& originals, const RecordNotes& notes);
  /// Inserts the revisits that waited for what arrived, and those that waited for them; how many.
  Result<std::uint64_t> settle_waiting(const RecordNotes& notes, const PageId& page, UtcTime when);

  std::filesystem::path folder;
  std::optional<ProcessLock> lock;  ///< Before the rest, so that it is given back last.
  Catalogue catalogue;
  std::optional<WarcWriter> writer;
  std::optional<Error> broken;
  bool warned_of_future = false;

 private:
  /// What was captured in the second that the revisit refers to.
  Result<std::vector<PageVersion>> named_by_date(const WaitingRevisit& revisit) const;
  Result<bool> has_other_digest(const PageVersion& version, const std::string& digest) const;
  Result<Stored> insert_repetition(const WaitingRevisit& revisit, const Url& url, const std::string& head,
                                   const PageVersion& original, RecordNotes notes);
  Result<Stored> settle_one(const WaitingRevisit& revisit, RecordNotes& notes);
  Result<bool> tells_nothing_new(const Arrival& arrival) const;
  Result<Stored> write_visit(const Arrival& arrival, const Sighting* repeated);
  Result<Stored> write_version(const Arrival& arrival);
  Result<void> make_version_of(const Sighting& visit, const std::string& url);
};

/// What a capture says of its page, as the catalogue keeps it.
[[nodiscard]] PageVersion state_in(const Capture& capture);

}  // namespace izvor
