#include "indexer/index/index_status.h"

#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "indexer/index/open_index.h"

namespace izvor {
namespace {

std::uint64_t bytes_below(const std::filesystem::path& directory) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;  // The indexer may remove a file meanwhile.
    const std::uintmax_t size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

/// Xapian writes this file at each commit.
std::optional<UtcTime> last_commit(const std::filesystem::path& database) {
  struct stat file {};
  if (stat((database / "iamglass").c_str(), &file) != 0) return std::nullopt;
  return UtcTime(std::chrono::seconds(file.st_mtim.tv_sec));
}

}  // namespace

std::uint64_t IndexStatus::versions(EntryKind kind) const {
  std::uint64_t total = 0;
  for (const EntryCount& count : counts) total += count.kind == kind ? count.entries : 0;
  return total;
}

Result<IndexStatus> read_index_status(const IndexingPlaces& places, std::string_view analyzer_fingerprint) {
  const Result<OpenIndex> index = open_index(places.index_directory, analyzer_fingerprint);
  if (!index) return fail(index.error().message);
  const Result<Journal> journal = Journal::open_for_reading(index->generation.journal());
  if (!journal) return fail(journal.error().message);
  Result<std::vector<EntryCount>> counts = journal->counts(index->sequence);
  if (!counts) return fail(counts.error().message);
  IndexStatus status;
  status.generation = index->generation.name();
  status.documents = index->database.get_doccount();
  status.sequence = index->sequence;
  status.committed = last_commit(index->generation.database());
  status.bytes = bytes_below(index->generation.directory());
  status.notice = extraction_notice(index->database);
  status.counts = *std::move(counts);
  if (const Result<PageArchive> archive = PageArchive::open_for_reading(places.archive_directory)) {
    if (const Result<Sequence> last = archive->last_sequence()) status.archive_sequence = *last;
  }
  return status;
}

}  // namespace izvor
