// HistoryWriter: what pages said before: texts that were replaced or went away, for searches in time.
//
// A database of its own beside `live` (izvor/index_schema.h says what is in it), made when there is something to keep. A text
// is read again from the archive when it is superseded, so that run and rebuild make the same of it. Writing a text twice
// changes nothing: history is committed before journal and live index, and a crash between them is mended by the replay; until
// then a text may be in history that is still live. One thread at a time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/index/index_writer.h"
#include "indexer/index/prepared_page.h"
#include "izvor/page_archive.h"

namespace izvor {

/// A text that was shown from the version `since` on, from one time until another.
struct PastText {
  Sequence since = 0;
  PageId page;
  UtcTime valid_from;
  UtcTime valid_to;
  bool forgotten = false;  ///< No past text any more: an older version with the same text took its place.
};

class HistoryWriter {
 public:
  /// `prepare` makes whole documents, also of versions that are no longer shown.
  HistoryWriter(std::filesystem::path database, std::string analyzer_fingerprint, std::filesystem::path archive_directory,
                PreparePage prepare)
      : directory_(std::move(database)),
        fingerprint_(std::move(analyzer_fingerprint)),
        archive_directory_(std::move(archive_directory)),
        prepare_(std::move(prepare)) {}

  /// Writes a text, or removes one that is forgotten. What the archive cannot read any more is kept without its words.
  [[nodiscard]] WriteResult keep(const PastText& text);
  /// Writes what is pending; `sequence` is the number of the last version that was looked at.
  [[nodiscard]] WriteResult commit(Sequence sequence);
  /// Forgets what is pending.
  void drop();

 private:
  [[nodiscard]] WriteResult open();
  [[nodiscard]] Result<Xapian::Document> document_of(const PastText& text);
  [[nodiscard]] WriteResult commit_one_by_one(Sequence sequence);

  std::filesystem::path directory_;
  std::string fingerprint_;
  std::filesystem::path archive_directory_;
  PreparePage prepare_;
  std::optional<PageArchive> archive_;
  std::optional<IndexWriter> writer_;
  std::vector<PastText> pending_;
};

}  // namespace izvor
