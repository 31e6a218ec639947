// Journal: what became of every version of the archive, kept beside the index that it became part of.
//
// SQLite (WAL), one file a generation. The table `entry` has one row for each archive sequence number:
//
//   sequence     INTEGER PRIMARY KEY   the version's number
//   page         TEXT                  PageId
//   url          TEXT                  normalised address
//   fetched      INTEGER               when the version was fetched, Unix seconds
//   kind         TEXT                  new, changed, unchanged, gone, skipped, quarantined
//   reason       TEXT                  why it was skipped, quarantined, cut or gone; may be empty
//   live         INTEGER               1: the page is in the index after this version
//   text_digest  TEXT                  of the text in the index after this version; empty when not live
//   facts_digest TEXT                  likewise of what is shown beside the text: dates, type, language…
//   since        INTEGER               number of the version that first had that text; 0 when not live
//   valid_from   INTEGER               when that version was fetched, Unix seconds
//   extractor    TEXT                  the rung that found the text
//   title        TEXT
//
// Rows are written before the Xapian commit that they belong to and replaced when a version is applied again, so that a crash
// between the two leaves rows that the replay writes again, the same. Xapian's sequence number says how far the index is.
// The rows new, changed and gone are the public change feed. Written by the one indexer; anybody may read at the same time.
// An object belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/page_version.h"
#include "izvor/result.h"

namespace izvor {

enum class EntryKind { kNew, kChanged, kUnchanged, kGone, kSkipped, kQuarantined };

/// "new", "changed"…
[[nodiscard]] std::string_view name_of(EntryKind kind);

struct JournalEntry {
  Sequence sequence = 0;
  PageId page;
  std::string url;
  UtcTime fetched;
  EntryKind kind = EntryKind::kNew;
  std::string reason;
  bool live = false;
  std::string text_digest;
  std::string facts_digest;
  Sequence since = 0;  ///< The version that first had the text that is in the index after this one.
  UtcTime valid_from;  ///< When that one was fetched.
  std::string extractor;
  std::string title;
};

/// How many entries there are of one kind and reason; the reason's detail (after ": ") is left out.
struct EntryCount {
  EntryKind kind = EntryKind::kNew;
  std::string reason;
  std::uint64_t entries = 0;
};

class Journal {
 public:
  /// Opens or creates; for the holder of the index's lock.
  [[nodiscard]] static Result<Journal> open_for_writing(const std::filesystem::path& file);
  /// Opens an existing journal; never writes.
  [[nodiscard]] static Result<Journal> open_for_reading(const std::filesystem::path& file);

  Journal(Journal&&) noexcept;
  Journal& operator=(Journal&&) noexcept;
  ~Journal();

  /// Writes all entries in one transaction, replacing those of the same numbers.
  [[nodiscard]] Result<void> put(const std::vector<JournalEntry>& entries);

  /// The latest entry of `page` with a number below `before`.
  [[nodiscard]] Result<std::optional<JournalEntry>> last_of(const PageId& page, Sequence before) const;
  /// Entries with numbers in (after, up_to], in order, at most `limit`; with `feed_only` those whose text is new, changed or
  /// gone.
  [[nodiscard]] Result<std::vector<JournalEntry>> entries_since(Sequence after, Sequence up_to, std::size_t limit,
                                                                bool feed_only = false) const;
  /// The last entries in (after, up_to] whose text is new, changed or gone, newest first, at most `limit`.
  [[nodiscard]] Result<std::vector<JournalEntry>> latest_changes(Sequence after, Sequence up_to, std::size_t limit) const;
  [[nodiscard]] Result<std::optional<JournalEntry>> entry(Sequence sequence) const;
  /// Of the numbers up to `up_to`.
  [[nodiscard]] Result<std::vector<EntryCount>> counts(Sequence up_to) const;
  /// `since` of every text that is no longer in the index after `up_to`, ascending: what history has to keep.
  [[nodiscard]] Result<std::vector<Sequence>> past_texts(Sequence up_to) const;
  /// Text digest of every page that is live after `up_to`.
  [[nodiscard]] Result<std::map<PageId, JournalEntry>> live_pages(Sequence up_to) const;

 private:
  struct State;
  explicit Journal(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
