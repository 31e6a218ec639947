#include "indexer/index/open_index.h"

#include <sys/stat.h>

#include <charconv>

#include "indexer/extract/extract.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

// Most file systems keep times in ticks of up to 10 ms, some in whole seconds or two.
constexpr std::chrono::milliseconds kUnsettled{100};
constexpr std::chrono::seconds kUnsettledInSeconds{3};

/// Whether a change from now on would bear a later time.
bool settled(const IndexStamp::File& file) {
  const bool in_seconds = file.changed % std::chrono::seconds(1) == std::chrono::nanoseconds(0);
  return std::chrono::system_clock::now().time_since_epoch() - file.changed > (in_seconds ? kUnsettledInSeconds : kUnsettled);
}

std::optional<IndexStamp::File> look_at(const std::filesystem::path& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) return std::nullopt;
  return IndexStamp::File{
      .device = found.st_dev,
      .inode = found.st_ino,
      .size = found.st_size,
      .changed = std::chrono::seconds(found.st_ctim.tv_sec) + std::chrono::nanoseconds(found.st_ctim.tv_nsec)};
}

}  // namespace

Result<void> check_fingerprint(const Xapian::Database& database, std::string_view analyzer_fingerprint) {
  const std::string schema = database.get_metadata(std::string(schema::kSchemaKey));
  const std::string analyzer = database.get_metadata(std::string(schema::kAnalyzerKey));
  if (schema != std::to_string(schema::kSchemaVersion)) {
    return fail("the index has schema " + (schema.empty() ? "(none)" : schema) + ", this program writes and reads schema " +
                std::to_string(schema::kSchemaVersion) + "; run `izvor-indexer rebuild`");
  }
  if (analyzer != analyzer_fingerprint) {
    return fail("the index was made by another analysis (" + analyzer + ", here " + std::string(analyzer_fingerprint) +
                "); run `izvor-indexer rebuild`");
  }
  return {};
}

std::string extraction_notice(const Xapian::Database& database) {
  const std::string made_by = database.get_metadata(std::string(schema::kExtractorKey));
  const std::string here = std::to_string(kExtractorVersion);
  if (made_by == here) return {};
  return "the texts of the index were extracted by version " + (made_by.empty() ? "(none)" : made_by) +
         ", this program has version " + here + "; run `izvor-indexer rebuild`";
}

Result<StoredPage> stored_page_of(const Xapian::Document& document) {
  return decode_stored_page(document.get_data(), document.get_value(schema::kWords));
}

Sequence sequence_of(const Xapian::Database& database) {
  const std::string text = database.get_metadata(std::string(schema::kSequenceKey));
  Sequence sequence = 0;
  std::from_chars(text.data(), text.data() + text.size(), sequence);
  return sequence;
}

Result<OpenIndex> open_index(const std::filesystem::path& index_directory, std::string_view analyzer_fingerprint) {
  const Result<std::optional<Generation>> live = live_generation(index_directory);
  if (!live) return fail(live.error().message);
  if (!*live) return fail("there is no index in " + index_directory.string() + " yet; run `izvor-indexer run`");
  try {
    OpenIndex index{.database = Xapian::Database((*live)->database().string(), Xapian::DB_BACKEND_GLASS), .generation = **live};
    if (Result<void> ours = check_fingerprint(index.database, analyzer_fingerprint); !ours) return fail(ours.error().message);
    index.sequence = sequence_of(index.database);
    index.revision = index.database.get_revision();
    return index;
  } catch (const Xapian::Error& error) {
    return fail("cannot open the index " + (*live)->database().string() + ": " + error.get_description() +
                "; if it stays so, run `izvor-indexer rebuild`");
  }
}

std::optional<IndexStamp> stamp_of(const std::filesystem::path& index_directory, const Generation& generation) {
  const auto stub = look_at(stub_file(index_directory));
  // Glass puts another file in its place at each commit.
  const auto database = look_at(generation.database() / "iamglass");
  if (!stub || !database || !settled(*stub) || !settled(*database)) return std::nullopt;
  return IndexStamp{*stub, *database};
}

Result<bool> refresh(OpenIndex& index, const std::filesystem::path& index_directory, std::string_view analyzer_fingerprint) {
  const Result<std::optional<Generation>> live = live_generation(index_directory);
  if (!live) return fail(live.error().message);
  try {
    if (*live && **live == index.generation) {
      index.database.reopen();
      const std::uint64_t revision = index.database.get_revision();
      // Not what reopen() says: a look before this one may have failed behind it.
      if (revision == index.revision) return false;
      index.sequence = sequence_of(index.database);
      index.revision = revision;
      return true;
    }
  } catch (const Xapian::Error&) {
    // Removed, or overtaken while it was being reopened: opening it afresh tells.
  }
  Result<OpenIndex> opened = open_index(index_directory, analyzer_fingerprint);
  if (!opened) return fail(opened.error().message);
  index = *std::move(opened);
  return true;
}

}  // namespace izvor
