#include "crawler/archive/archive_repair.h"

#include <fcntl.h>

#include <algorithm>
#include <utility>

#include "crawler/archive/archive_layout.h"
#include "crawler/archive/catalogue.h"
#include "crawler/archive/replay.h"
#include "crawler/archive/warc_reader.h"
#include "crawler/archive/warc_writer.h"
#include "crawler/platform/file.h"
#include "crawler/platform/process_lock.h"

namespace izvor {
namespace {

/// A name beside `file` that is not taken: "x.damaged", "x.damaged-2", …
std::filesystem::path free_name(const std::filesystem::path& file) {
  std::filesystem::path name = file.string() + ".damaged";
  std::error_code ignored;
  for (int i = 2; std::filesystem::exists(name, ignored); ++i) name = file.string() + ".damaged-" + std::to_string(i);
  return name;
}

Result<void> rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::rename(from, to, error);
  if (error) return fail("cannot rename " + from.string() + " to " + to.string() + ": " + error.message());
  return sync_directory(from.parent_path());
}

/// Finds the records of one WARC file that can be used, and writes the file anew without the others.
class Salvage {
 public:
  Salvage(std::filesystem::path file, bool newest, Sequence& last, ArchiveRepair& report)
      : file_(std::move(file)), newest_(newest), last_(last), report_(report) {}

  Result<void> run() {
    auto reader = WarcReader::open(file_, {.alone_in_member = true});
    if (!reader) return tl::make_unexpected(reader.error());
    for (;;) {
      const auto entry = reader->next();
      if (entry && !*entry) break;
      if (entry) {
        look_at(**entry);
        continue;
      }
      const std::uint64_t place = reader->record_begin();
      const auto more = reader->resume();
      if (!more) return tl::make_unexpected(more.error());
      // The replay cuts a torn end.
      if (!*more && newest_) break;
      lose(place, entry.error().message);
      if (!*more) break;
    }
    return lost_ ? rewrite() : Result<void>();
  }

 private:
  void look_at(const WarcEntry& entry) {
    const auto recorded = version_of(entry.record);
    if (!recorded) return lose(entry.offset, recorded.error().message);
    if (*recorded) {
      const PageVersion& version = **recorded;
      if (version.sequence <= last_)
        return lose(entry.offset, "its number " + std::to_string(version.sequence) + " is not the next");
      if (version.kind == VersionKind::kContent) {
        const auto capture = capture_of(entry.record);
        if (!capture || payload_digest_of(capture->body) != version.payload_digest) {
          return lose(entry.offset, "its content does not have its digest");
        }
      }
      last_ = version.sequence;
    }
    good_.emplace_back(entry.offset, entry.length);
  }

  void lose(std::uint64_t offset, const std::string& why) {
    lost_ = true;
    ++report_.lost_records;
    report_.notes.push_back("lost the record in " + file_.string() + " at byte " + std::to_string(offset) + ": " + why);
  }

  Result<void> rewrite() {
    const std::filesystem::path temporary = file_.string() + ".tmp";
    auto copied = copy_good(temporary);
    if (!copied) return copied;
    const std::filesystem::path aside = free_name(file_);
    if (auto moved = rename_file(file_, aside); !moved) return moved;
    report_.notes.push_back("kept the damaged file as " + aside.string());
    return rename_file(temporary, file_);
  }

  Result<void> copy_good(const std::filesystem::path& target) {
    const auto from = open_file(file_, O_RDONLY);
    if (!from) return tl::make_unexpected(from.error());
    const auto to = open_file(target, O_WRONLY | O_CREAT | O_TRUNC);
    if (!to) return tl::make_unexpected(to.error());
    for (const auto& [offset, length] : good_) {
      auto copied = read_at(*from, offset, static_cast<std::size_t>(length), file_).and_then([&](const std::string& bytes) {
        return write_all(*to, bytes, target);
      });
      if (!copied) return copied;
    }
    return sync_file(*to, target);
  }

  std::filesystem::path file_;
  bool newest_;
  Sequence& last_;
  ArchiveRepair& report_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> good_;
  bool lost_ = false;
};

/// The old catalogue, emptied of what comes from the WARC files; a new one where the old cannot be used. `last` is the number
/// of the last version that the old one knew.
Result<Catalogue> emptied_catalogue(const std::filesystem::path& file, Sequence& last, ArchiveRepair& report) {
  auto old = Catalogue::open_for_writing(file);
  if (old) {
    last = old->last_sequence().value_or(0);
    const auto usable = old->check().and_then([&] { return old->clear(); });
    if (usable) return old;
    old = fail(usable.error().message);
  }
  report.notes.push_back("began a new catalogue, because: " + old.error().message);
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::filesystem::path part = file.string() + suffix;
    std::error_code ignored;
    if (!std::filesystem::exists(part, ignored)) continue;
    if (auto moved = rename_file(part, free_name(part)); !moved) return tl::make_unexpected(moved.error());
  }
  return Catalogue::open_for_writing(file);
}

}  // namespace

Result<ArchiveRepair> repair_archive(const std::filesystem::path& folder, const ByteProgress& progress) {
  const auto names = warc_file_names(folder);
  if (!names) return tl::make_unexpected(names.error());
  const auto lock = ProcessLock::take(folder / kWriterLockFile, "izvor-crawler repair", "the archive " + folder.string());
  if (!lock) return tl::make_unexpected(lock.error());
  ArchiveRepair report;
  Sequence last = 0;
  for (std::size_t i = 0; i < names->size(); ++i) {
    if (progress) progress(i, names->size());
    Salvage salvage(folder / (*names)[i], i + 1 == names->size(), last, report);
    if (auto salvaged = salvage.run(); !salvaged) return tl::make_unexpected(salvaged.error());
  }
  Sequence known = 0;
  auto catalogue = emptied_catalogue(folder / kCatalogueFile, known, report);
  if (!catalogue) return tl::make_unexpected(catalogue.error());
  auto replayed = replay(folder, *catalogue);
  if (!replayed) return tl::make_unexpected(replayed.error());
  if (auto committed = catalogue->commit(); !committed) return tl::make_unexpected(committed.error());
  if (known > last) {
    report.notes.push_back("the versions after " + std::to_string(last) + " up to " + std::to_string(known) +
                           " are lost and their numbers will be given again; run: izvor-indexer rebuild");
  }
  report.records = replayed->records;
  report.versions = replayed->versions;
  report.notes.insert(report.notes.end(), replayed->notes.begin(), replayed->notes.end());
  return report;
}

}  // namespace izvor
