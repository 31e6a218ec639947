// open_index: the live index for readers, checked before it is trusted.
//
// Opens the generation that the stub names, and refuses an index of another schema or another analysis with a message that
// says what to run. An open Xapian database does not follow the stub: refresh() does. One thread at a time; open one each.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <xapian.h>

#include "indexer/index/generations.h"
#include "izvor/page_version.h"
#include "izvor/result.h"
#include "izvor/stored_page.h"

namespace izvor {

struct OpenIndex {
  Xapian::Database database;
  Generation generation;
  Sequence sequence = 0;       ///< The last archive number that the index holds.
  std::uint64_t revision = 0;  ///< Xapian's own; differs from commit to commit.
};

/// Opens the live generation afresh. Fails when there is no index yet, when it is damaged, or when it was made otherwise.
[[nodiscard]] Result<OpenIndex> open_index(const std::filesystem::path& index_directory, std::string_view analyzer_fingerprint);

/// What the file system says of the stub and of the live database: as long as it stays the same, refresh() would find nothing.
struct IndexStamp {
  struct File {
    std::uint64_t device = 0, inode = 0;
    std::int64_t size = 0;
    std::chrono::nanoseconds changed{};  ///< Of file or name, since 1970.

    friend bool operator==(const File&, const File&) = default;
  };
  File stub, database;

  friend bool operator==(const IndexStamp&, const IndexStamp&) = default;
};

/// Two looks instead of opening and reading two files. None when a file is missing, or changed so lately that the next change
/// could bear the same time.
[[nodiscard]] std::optional<IndexStamp> stamp_of(const std::filesystem::path& index_directory, const Generation& generation);

/// Brings `index` up to date: reopens it, or opens the new generation that the stub names. Tells whether anything changed; on
/// failure `index` still answers as it did.
[[nodiscard]] Result<bool> refresh(OpenIndex& index, const std::filesystem::path& index_directory,
                                   std::string_view analyzer_fingerprint);

/// Whether schema and analyser of a database are ours; the message says what to run.
[[nodiscard]] Result<void> check_fingerprint(const Xapian::Database& database, std::string_view analyzer_fingerprint);

/// Whether the texts of a database come from another version of the extraction, and what to run; empty when from this one. Such
/// an index is right, only not all of one piece: nobody refuses it.
[[nodiscard]] std::string extraction_notice(const Xapian::Database& database);

/// What the index keeps of a page. Throws Xapian::Error; fails on damage.
[[nodiscard]] Result<StoredPage> stored_page_of(const Xapian::Document& document);

/// The archive number in a database's metadata; 0 when there is none.
[[nodiscard]] Sequence sequence_of(const Xapian::Database& database);

}  // namespace izvor
