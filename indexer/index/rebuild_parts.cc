#include "indexer/index/rebuild_parts.h"

#include <algorithm>
#include <cstddef>
#include <system_error>
#include <utility>

#include <xapian.h>

#include "crawler/platform/file.h"
#include "indexer/index/anchor_updates.h"
#include "indexer/index/index_writer.h"
#include "indexer/index/open_index.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

// Each open database takes some five descriptors, and a process often has 1,024.
constexpr std::size_t kMergeAt = 32;

constexpr std::string_view kPlainPrefix = "p-";
constexpr std::string_view kMergedPrefix = "m-";
constexpr std::string_view kTemporary = "compacting";

Result<void> remove_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  if (error) return fail("cannot remove " + folder.string() + ": " + error.message());
  return {};
}

/// The number of a finished part's last version; 0 for anything else.
Sequence finished_sequence(const std::filesystem::path& part, const std::string& fingerprint) {
  try {
    const Xapian::Database database(part.string(), Xapian::DB_BACKEND_GLASS);
    return check_fingerprint(database, fingerprint) ? sequence_of(database) : 0;
  } catch (const Xapian::Error&) {
    return 0;
  }
}

std::string numbered(std::string_view prefix, unsigned number) {
  const std::string digits = std::to_string(number);
  return std::string(prefix) + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

}  // namespace

Result<RebuildParts> RebuildParts::scan(std::filesystem::path directory, std::string analyzer_fingerprint) {
  RebuildParts parts(std::move(directory), std::move(analyzer_fingerprint));
  std::error_code error;
  std::filesystem::create_directories(parts.directory_, error);
  if (error) return fail("cannot make the folder " + parts.directory_.string() + ": " + error.message());
  Sequence merged_up_to = 0;
  for (const auto& entry : std::filesystem::directory_iterator(parts.directory_)) {
    const std::string name = entry.path().filename().string();
    Part part{.directory = entry.path(), .merged = name.starts_with(kMergedPrefix)};
    if (part.merged || name.starts_with(kPlainPrefix)) part.last = finished_sequence(part.directory, parts.fingerprint_);
    if (part.merged) merged_up_to = std::max(merged_up_to, part.last);
    if (const std::size_t dash = name.find('-'); dash != std::string::npos) {
      parts.number_ = std::max(parts.number_, static_cast<unsigned>(std::strtoul(name.c_str() + dash + 1, nullptr, 10)));
    }
    parts.parts_.push_back(std::move(part));
  }
  const auto useless = [&](const Part& part) { return part.last == 0 || (!part.merged && part.last <= merged_up_to); };
  for (const Part& part : parts.parts_) {
    if (!useless(part)) continue;
    if (Result<void> removed = remove_folder(part.directory); !removed) return fail(removed.error().message);
  }
  std::erase_if(parts.parts_, useless);
  std::sort(parts.parts_.begin(), parts.parts_.end(), [](const Part& a, const Part& b) { return a.last < b.last; });
  return parts;
}

Sequence RebuildParts::last() const { return parts_.empty() ? 0 : parts_.back().last; }

std::vector<std::filesystem::path> RebuildParts::finished_parts() const {
  std::vector<std::filesystem::path> folders;
  for (const Part& part : parts_) folders.push_back(part.directory);
  return folders;
}

std::filesystem::path RebuildParts::next() { return directory_ / numbered(kPlainPrefix, ++number_); }

Result<void> RebuildParts::finished(const std::filesystem::path& part, Sequence last) {
  parts_.push_back({.directory = part, .last = last});
  const auto plain = std::count_if(parts_.begin(), parts_.end(), [](const Part& one) { return !one.merged; });
  return static_cast<std::size_t>(plain) >= kMergeAt ? merge() : Result<void>();
}

Result<void> RebuildParts::merge() {
  const auto first_plain = std::find_if(parts_.begin(), parts_.end(), [](const Part& part) { return !part.merged; });
  const std::vector<Part> plain(first_plain, parts_.end());
  const Part merged{.directory = directory_ / numbered(kMergedPrefix, ++number_), .last = plain.back().last, .merged = true};
  const std::filesystem::path temporary = directory_ / kTemporary;
  if (Result<void> compacted = compact(plain, temporary, merged.last); !compacted) return compacted;
  std::error_code error;
  std::filesystem::rename(temporary, merged.directory, error);
  if (error) return fail("cannot rename " + temporary.string() + ": " + error.message());
  // The inputs go only when the merged part cannot be lost any more.
  if (Result<void> synced = sync_directory(directory_); !synced) return synced;
  parts_.erase(first_plain, parts_.end());
  parts_.push_back(merged);
  for (const Part& part : plain) {
    if (Result<void> removed = remove_folder(part.directory); !removed) return removed;
  }
  return {};
}

Result<void> RebuildParts::name_pages(const Analyzer& analyzer) const {
  for (const Part& part : parts_) {
    Result<IndexWriter> writer = IndexWriter::open(part.directory, fingerprint_);
    if (!writer) return fail(writer.error().message);
    try {
      for (std::string next(schema::kAnchorPrefix); !next.empty();) {
        auto named = izvor::name_pages(*writer, together({part}), together(parts_), next, analyzer);
        if (!named) return fail(named.error().message);
        next = *std::move(named);
      }
    } catch (const Xapian::Error& error) {
      return fail("cannot read the parts in " + directory_.string() + ": " + error.get_description());
    }
  }
  return {};
}

Result<void> RebuildParts::compact_into(const std::filesystem::path& database, Sequence sequence) const {
  return compact(parts_, database, sequence);
}

Xapian::Database RebuildParts::together(const std::vector<Part>& parts) {
  Xapian::Database all;
  for (const Part& part : parts) all.add_database(Xapian::Database(part.directory.string(), Xapian::DB_BACKEND_GLASS));
  return all;
}

Result<void> RebuildParts::compact(const std::vector<Part>& parts, const std::filesystem::path& database,
                                   Sequence sequence) const {
  if (Result<void> removed = remove_folder(database); !removed) return removed;
  try {
    Xapian::Database all = together(parts);
    if (!parts.empty()) all.compact(database.string());
  } catch (const Xapian::Error& error) {
    return fail("cannot compact into " + database.string() + ": " + error.get_description());
  }
  // Compaction keeps the first input's metadata, so that the number is set afterwards.
  Result<IndexWriter> writer = IndexWriter::open(database, fingerprint_);
  if (!writer) return fail(writer.error().message);
  if (WriteResult written = writer->commit(sequence); !written) return fail(written.error().message);
  return {};
}

}  // namespace izvor
