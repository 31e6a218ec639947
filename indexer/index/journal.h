// Journal: what became of every version of the archive, kept beside the index that it became part of.
//
// SQLite (WAL), one file a generation. The table `entry` has one row for each archive sequence number:
//
//   sequence     INTEGER PRIMARY KEY   the version's number
//   page         TEXT                  PageId
//   url          TEXT                  normalised address
//   fetched      INTEGER               when the version was fetched, Unix seconds
//   rank         TEXT                  its place among the versions of that second (crawler/archive/capture_order.h)
//   state        TEXT                  equal in versions that repeat one another: a digest
//   asks         INTEGER               what it asks of the index: 0 to show it, 1 to remove the page, 2 nothing
//   kind         TEXT                  new, changed, unchanged, gone, skipped, quarantined, added to the past
//   reason       TEXT                  why it was skipped, quarantined, cut or gone; may be empty
//   text_digest  TEXT                  of its text; empty when there is none to show
//   facts_digest TEXT                  likewise of what is shown beside the text: dates, type, language…
//   live         INTEGER               1: the page was in the index once this version had been applied
//   since        INTEGER               number of the version that first had the text which was in the index then; 0 when not
//   live valid_from   INTEGER               when that version was fetched, Unix seconds extractor    TEXT                  the
//   rung that found the text title        TEXT
//
// Rows are written before the Xapian commit that they belong to and replaced when a version is applied again, so that a crash
// between the two leaves rows that the replay writes again, the same. Xapian's sequence number says how far the index is.
// A row is what was found when the version arrived, and stays so; what holds now, after versions that were added to the past,
// is the page's timeline (timeline.h). The rows new, changed, gone and added to the past are the public change feed. Written by
// the one indexer; anybody may read at the same time. An object belongs to one thread.
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

#include "indexer/index/timeline.h"
#include "izvor/page_version.h"
#include "izvor/result.h"

namespace izvor {

enum class EntryKind { kNew, kChanged, kUnchanged, kGone, kSkipped, kQuarantined, kPast };

/// "new", "changed"…
[[nodiscard]] std::string_view name_of(EntryKind kind);

struct JournalEntry {
  Sequence sequence = 0;
  PageId page;
  std::string url;
  UtcTime fetched;
  std::string rank;
  std::string state;
  Asks asks = Asks::kKeep;
  EntryKind kind = EntryKind::kNew;
  std::string reason;
  bool live = false;
  std::string text_digest;
  std::string facts_digest;
  Sequence since = 0;  ///< The version that first had the text that was in the index after this one.
  UtcTime valid_from;  ///< When that one was fetched.
  std::string extractor;
  std::string title;
};

[[nodiscard]] VersionFinding finding_of(const JournalEntry& entry);

/// What the index and its history have to hold.
struct JournalTexts {
  std::map<PageId, JournalEntry> live;  ///< The versions that are shown; `since` and `valid_from` as of now.
  std::map<Sequence, HeldText> past;    ///< By `since`.
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

  /// What was found of the page's versions with numbers below `before`, in capture order.
  [[nodiscard]] Result<std::vector<VersionFinding>> findings_of(const PageId& page, Sequence before) const;
  /// Entries with numbers in (after, up_to], in order, at most `limit`; with `feed_only` those that are part of the
  /// public change feed.
  [[nodiscard]] Result<std::vector<JournalEntry>> entries_since(Sequence after, Sequence up_to, std::size_t limit,
                                                                bool feed_only = false) const;
  /// The last entries of the public change feed in (after, up_to], the highest numbers first, at most `limit`.
  [[nodiscard]] Result<std::vector<JournalEntry>> latest_changes(Sequence after, Sequence up_to, std::size_t limit) const;
  [[nodiscard]] Result<std::optional<JournalEntry>> entry(Sequence sequence) const;
  /// Of the numbers up to `up_to`.
  [[nodiscard]] Result<std::vector<EntryCount>> counts(Sequence up_to) const;
  /// What follows from the versions up to `up_to`.
  [[nodiscard]] Result<JournalTexts> texts(Sequence up_to) const;
  /// The pages with a version that was added to their past.
  [[nodiscard]] Result<std::vector<PageId>> pages_out_of_order() const;

 private:
  struct State;
  explicit Journal(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
