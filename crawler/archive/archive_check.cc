#include "crawler/archive/archive_check.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

#include "crawler/archive/archive_layout.h"
#include "crawler/archive/catalogue.h"
#include "crawler/archive/warc_reader.h"
#include "crawler/archive/warc_writer.h"

namespace izvor {
namespace {

/// The catalogue's versions in order, a batch at a time.
class VersionCursor {
 public:
  explicit VersionCursor(const Catalogue& catalogue) : catalogue_(catalogue) {}

  /// The present version; none at the end.
  Result<const PageVersion*> present() {
    constexpr std::size_t kBatch = 1000;
    if (at_ == batch_.size() && !ended_) {
      auto next = catalogue_.changes_since(last_, kBatch);
      if (!next) return tl::make_unexpected(next.error());
      batch_ = std::move(*next);
      at_ = 0;
      ended_ = batch_.empty();
    }
    return at_ < batch_.size() ? &batch_[at_] : nullptr;
  }
  void advance() { last_ = batch_[at_++].sequence; }

 private:
  const Catalogue& catalogue_;
  std::vector<PageVersion> batch_;
  std::size_t at_ = 0;
  Sequence last_ = 0;
  bool ended_ = false;
};

std::string name_of(const PageVersion& version) { return "version " + std::to_string(version.sequence) + " of " + version.url; }

/// What differs between a record and its row; empty when nothing does.
std::string difference(const PageVersion& record, const PageVersion& row) {
  if (record.url != row.url || record.page != row.page) return "its address";
  if (record.fetched != row.fetched) return "its date";
  if (record.kind != row.kind || record.status != row.status) return "its status";
  if (record.content_type != row.content_type) return "its type";
  if (record.payload_digest != row.payload_digest) return "its digest";
  // Records of before there were places have none.
  if (record.place != row.place && record.place != 0) return "its place within the second";
  if (record.damage != row.damage) return "its damage";
  const WarcPosition &a = record.position, &b = row.position;
  return a.file == b.file && a.offset == b.offset && a.length == b.length ? "" : "its place";
}

class Check {
 public:
  Check(std::filesystem::path folder, const Catalogue& catalogue, const ByteProgress& progress)
      : folder_(std::move(folder)), catalogue_(catalogue), cursor_(catalogue), progress_(progress) {}

  Result<ArchiveCheck> run() {
    const auto known = catalogue_.file_bytes();
    if (!known) return tl::make_unexpected(known.error());
    const auto present = warc_file_names(folder_);
    if (!present) return tl::make_unexpected(present.error());
    for (const auto& [name, bytes] : *known) total_ += bytes;
    for (const std::string& name : ordered(*known)) {
      if (auto checked = check_file(name, known->at(name)); !checked) return tl::make_unexpected(checked.error());
    }
    for (const std::string& name : *present) {
      if (!known->contains(name))
        report_.notes.push_back(name + " is not in the catalogue yet; the next run or import adds it");
    }
    if (auto rest = report_missing_until(std::numeric_limits<Sequence>::max()); !rest) return tl::make_unexpected(rest.error());
    return std::move(report_);
  }

 private:
  /// "izvor-99999" comes before "izvor-100000".
  static std::vector<std::string> ordered(const std::map<std::string, std::uint64_t>& files) {
    std::vector<std::string> names;
    names.reserve(files.size());
    for (const auto& [name, bytes] : files) names.push_back(name);
    std::stable_sort(names.begin(), names.end(),
                     [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    return names;
  }

  Result<void> check_file(const std::string& name, std::uint64_t bytes) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(folder_ / name, error);
    if (error) {
      damage(name + " is missing");
      return {};
    }
    ++report_.files;
    if (size < bytes) damage(name + " has " + std::to_string(size) + " bytes, the catalogue knows of " + std::to_string(bytes));
    if (size > bytes) {
      report_.notes.push_back(name + " has " + std::to_string(size - bytes) +
                              " bytes that are not in the catalogue yet; the next run or import adds them");
    }
    auto reader = WarcReader::open(folder_ / name, {.end = bytes, .alone_in_member = true});
    if (!reader) return tl::make_unexpected(reader.error());
    for (;;) {
      auto entry = reader->next();
      if (entry && !*entry) break;
      if (entry) {
        if (auto checked = check_record(name, **entry); !checked) return checked;
        if (progress_) progress_(report_.bytes + reader->record_begin(), total_);
        continue;
      }
      damage("the record in " + name + " at byte " + std::to_string(reader->record_begin()) + ": " + entry.error().message);
      const auto more = reader->resume();
      if (!more) return tl::make_unexpected(more.error());
      if (!*more) break;
    }
    report_.bytes += std::min(size, bytes);
    return {};
  }

  Result<void> check_record(const std::string& name, const WarcEntry& entry) {
    ++report_.records;
    const std::string place = "the record in " + name + " at byte " + std::to_string(entry.offset);
    if (entry.block_too_large) damage(place + " is not one that Izvor writes");
    const WarcRecord& record = entry.record;
    if (record.type() == "revisit") ++report_.revisits;
    auto recorded = version_of(record);
    if (!recorded) damage(place + ": " + recorded.error().message);
    if (!recorded || !*recorded) return {};
    PageVersion& version = **recorded;
    version.position = {name, entry.offset, entry.length};
    check_payload(place, record, version);
    return compare(place, version);
  }

  void check_payload(const std::string& place, const WarcRecord& record, const PageVersion& version) {
    if (version.kind == VersionKind::kGone) {
      ++report_.gone;
      return;
    }
    const auto capture = capture_of(record);
    if (!capture) {
      damage(place + " (" + name_of(version) + "): " + capture.error().message);
    } else if (payload_digest_of(capture->body) != version.payload_digest) {
      damage(place + " (" + name_of(version) + "): its content does not have its digest");
    }
  }

  /// A record against the row of its number.
  Result<void> compare(const std::string& place, const PageVersion& version) {
    ++report_.versions;
    if (version.sequence <= last_) damage(place + " (" + name_of(version) + ") comes after version " + std::to_string(last_));
    last_ = std::max(last_, version.sequence);
    if (auto reported = report_missing_until(version.sequence); !reported) return reported;
    const auto row = cursor_.present();
    if (!row) return tl::make_unexpected(row.error());
    if (*row == nullptr || (*row)->sequence != version.sequence) {
      damage(place + " (" + name_of(version) + ") is not in the catalogue");
      return {};
    }
    const std::string differs = difference(version, **row);
    if (!differs.empty()) damage(place + " (" + name_of(version) + ") and the catalogue differ in " + differs);
    cursor_.advance();
    return {};
  }

  /// Rows below `sequence` that no record has.
  Result<void> report_missing_until(Sequence sequence) {
    for (;;) {
      const auto row = cursor_.present();
      if (!row) return tl::make_unexpected(row.error());
      if (*row == nullptr || (*row)->sequence >= sequence) return {};
      const WarcPosition& at = (*row)->position;
      damage(name_of(**row) + " has no readable record (" + at.file + " at byte " + std::to_string(at.offset) + ")");
      cursor_.advance();
    }
  }

  void damage(std::string sentence) { report_.damage.push_back(std::move(sentence)); }

  std::filesystem::path folder_;
  const Catalogue& catalogue_;
  VersionCursor cursor_;
  const ByteProgress& progress_;
  std::uint64_t total_ = 0;
  Sequence last_ = 0;
  ArchiveCheck report_;
};

}  // namespace

Result<ArchiveCheck> check_archive(const std::filesystem::path& folder, const ByteProgress& progress) {
  auto catalogue = Catalogue::open_for_reading(folder / kCatalogueFile);
  if (!catalogue) return tl::make_unexpected(catalogue.error());
  if (auto began = catalogue->begin_snapshot(); !began) return tl::make_unexpected(began.error());
  const auto whole = catalogue->check();
  auto report = Check(folder, *catalogue, progress).run();
  if (report && !whole) report->damage.insert(report->damage.begin(), whole.error().message);
  return report;
}

}  // namespace izvor
