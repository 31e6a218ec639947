// Applier: writes prepared pages into one database and its journal, batch by batch, exactly once.
//
// What a version changes follows from the page's timelines without it and with it (timeline.h), wherever in capture order it
// has its place. A batch is pending until commit(): first what goes to history, then its journal rows, then documents and
// sequence number in one Xapian commit. When Xapian refuses, the writer is thrown away, what was pending is read again from the
// archive, and halves are tried until the document at fault stands alone: that one is quarantined with its reason, everything
// else is indexed. A failure of the disk is not a document's fault: it is returned, and what was committed stays. One thread at
// a time; history is written by another one under it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/index/anchor_updates.h"
#include "indexer/index/background_history.h"
#include "indexer/index/index_writer.h"
#include "indexer/index/journal.h"
#include "indexer/index/near_duplicates.h"
#include "indexer/index/prepared_page.h"

namespace izvor {

/// How many versions became what; indexed by EntryKind.
struct ApplyTotals {
  std::array<std::uint64_t, 7> of_kind{};

  [[nodiscard]] std::uint64_t of(EntryKind kind) const { return of_kind.at(static_cast<std::size_t>(kind)); }
  [[nodiscard]] std::uint64_t versions() const;
};

/// What the journal says of the versions up to `up_to`.
[[nodiscard]] Result<ApplyTotals> totals_of(const Journal& journal, Sequence up_to);

/// Where an Applier writes, and how it reads again after a failure.
struct ApplierPlace {
  std::filesystem::path archive_directory;
  std::filesystem::path database;
  const Analyzer* analyzer = nullptr;
  std::filesystem::path history;
  PreparePage prepare;       ///< Called on the Applier's thread.
  PreparePage prepare_past;  ///< Makes documents also of versions that are no longer shown; called beside `prepare`.
  std::vector<std::filesystem::path> databases_before = {};  ///< In a rebuild: the parts that are there already.
  /// The database is new: a page whose text did not change is written all the same, and pages are named when all are there.
  bool rebuilding = false;
};

class Applier {
 public:
  /// `journal` must outlive the applier.
  [[nodiscard]] static Result<Applier> open(ApplierPlace place, Journal& journal);

  /// Makes the version part of the pending batch. Versions come in order.
  [[nodiscard]] Result<void> apply(PreparedPage page);
  /// Writes the pending batch.
  [[nodiscard]] Result<void> commit();
  /// Goes on in another database; nothing may be pending.
  [[nodiscard]] Result<void> move_to(const std::filesystem::path& database);

  [[nodiscard]] std::size_t pending() const { return pending_.size(); }
  /// Number of the last version that was committed in this database.
  [[nodiscard]] Sequence committed() const { return committed_; }
  [[nodiscard]] std::uint64_t documents() const { return writer_ ? writer_->documents() : 0; }
  /// Of what was committed since `open`.
  [[nodiscard]] const ApplyTotals& totals() const { return totals_; }

 private:
  Applier(ApplierPlace place, Journal& journal);

  [[nodiscard]] WriteResult reopen();
  [[nodiscard]] tl::expected<std::vector<VersionFinding>, WriteError> findings_before(const PageVersion& version) const;
  [[nodiscard]] WriteResult write(PreparedPage page);
  [[nodiscard]] WriteResult write_history(const PageId& page, const Timeline& before, const Timeline& after);
  [[nodiscard]] WriteResult write_live(PreparedPage& page, const Timeline& before, const Timeline& after);
  [[nodiscard]] WriteResult show(Sequence sequence, UtcTime valid_from);
  [[nodiscard]] WriteResult write_document(PreparedPage& page, UtcTime valid_from);
  [[nodiscard]] WriteResult write_commit();
  [[nodiscard]] Result<void> recover(const WriteError& error);
  [[nodiscard]] WriteResult replay(const PageArchive& archive, std::span<const PageVersion> versions, const WriteError& error);
  [[nodiscard]] WriteResult try_batch(const PageArchive& archive, std::span<const PageVersion> versions);
  void drop_pending();

  ApplierPlace place_;
  Journal* journal_;
  std::optional<IndexWriter> writer_;
  BackgroundHistory history_;
  Sequence committed_ = 0;
  std::vector<JournalEntry> pending_;
  std::vector<PageVersion> pending_versions_;
  std::unordered_map<PageId, std::vector<std::size_t>> pending_of_page_;  ///< Indexes of the page's entries in pending_.
  ApplyTotals totals_;
  AnchorUpdates anchors_;
  std::optional<PageArchive> archive_;  ///< Opened when a version has to be read again.
  NearDuplicates near_;                 ///< Of the pages in the database, and in a rebuild of those in the parts before it.
};

}  // namespace izvor
