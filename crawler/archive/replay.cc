#include "crawler/archive/replay.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "crawler/archive/warc_reader.h"
#include "crawler/archive/warc_writer.h"
#include "crawler/platform/file.h"

namespace izvor {
namespace {

constexpr const char* kAdvice = "; run: izvor-crawler verify, then izvor-crawler repair";

/// One file's part of the work.
class FileReplay {
 public:
  FileReplay(const std::filesystem::path& folder, std::string name, Catalogue& catalogue, ReplayReport& report)
      : file_(folder / name), name_(std::move(name)), catalogue_(catalogue), report_(report) {}

  /// From `begin`; the newest file may end with a torn record.
  Result<void> run(std::uint64_t begin, bool newest) {
    auto reader = WarcReader::open(file_, {.offset = begin, .alone_in_member = true});
    if (!reader) return tl::make_unexpected(reader.error());
    std::uint64_t end = begin;
    for (;;) {
      auto entry = reader->next();
      if (!entry) {
        const std::uint64_t damage = reader->record_begin();
        const auto more = reader->resume();
        if (!more) return tl::make_unexpected(more.error());
        if (auto handled = handle_damage(damage, *more, newest, entry.error()); !handled) return handled;
        if (!*more) break;
        continue;
      }
      if (!*entry) break;
      if (auto added = add(**entry); !added) return added;
      end = (*entry)->offset + (*entry)->length;
    }
    if (auto cut = cut_tail(end, newest); !cut) return cut;
    return catalogue_.set_file_bytes(name_, cut_ ? end : size());
  }

  [[nodiscard]] std::uint64_t size() const {
    std::error_code ignored;
    return std::filesystem::file_size(file_, ignored);
  }

 private:
  Result<void> add(const WarcEntry& entry) {
    const auto version = apply(entry.record, {name_, entry.offset, entry.length}, catalogue_);
    const std::string place = name_ + " at byte " + std::to_string(entry.offset);
    if (!version) return fail("the record in " + place + " does not fit: " + version.error().message + kAdvice);
    ++report_.records;
    if (*version) ++report_.versions;
    return {};
  }

  Result<void> handle_damage(std::uint64_t damage, bool more, bool newest, const Error& error) {
    const std::string what = file_.string() + " is damaged at byte " + std::to_string(damage) + " (" + error.message + ")";
    if (!more && newest) {
      torn_ = true;  // A process died while it wrote: nobody was promised this record.
      return {};
    }
    return fail(what + kAdvice);
  }

  Result<void> cut_tail(std::uint64_t end, bool newest) {
    if (!newest || !torn_) return {};
    const std::uint64_t bytes = size() - end;
    auto fd = open_file(file_, O_WRONLY);
    if (!fd) return tl::make_unexpected(fd.error());
    if (::ftruncate(fd->get(), static_cast<off_t>(end)) != 0) return fail(system_message("cut the torn end of", file_));
    cut_ = true;
    report_.notes.push_back("cut " + std::to_string(bytes) + " bytes of a torn record off the end of " + file_.string());
    return sync_file(*fd, file_);
  }

  std::filesystem::path file_;
  std::string name_;
  Catalogue& catalogue_;
  ReplayReport& report_;
  bool torn_ = false;
  bool cut_ = false;
};

Result<void> require_known_files(const std::filesystem::path& folder, const std::vector<std::string>& names,
                                 const std::map<std::string, std::uint64_t>& known) {
  for (const auto& [name, bytes] : known) {
    std::error_code ignored;
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return fail("the archive " + folder.string() + " lacks " + name + kAdvice);
    }
    if (std::filesystem::file_size(folder / name, ignored) < bytes) {
      return fail("the archive's file " + (folder / name).string() + " is shorter than it was" + kAdvice);
    }
  }
  return {};
}

}  // namespace

Result<bool> apply(const WarcRecord& record, const WarcPosition& position, Catalogue& catalogue) {
  auto recorded = version_of(record);
  if (!recorded) return tl::make_unexpected(recorded.error());
  if (*recorded) {
    (*recorded)->version.position = position;
    return catalogue.add(**recorded).map([] { return true; });
  }
  if (record.type() != "revisit") return false;
  const auto url = Url::parse(record.field("WARC-Target-URI"));
  const auto date = parse_rfc3339(record.field("WARC-Date"));
  if (!url || !date) return fail("its address or date cannot be read");
  return catalogue.set_visited(page_id_of(*url), *date).map([] { return false; });
}

Result<ReplayReport> replay(const std::filesystem::path& folder, Catalogue& catalogue) {
  const auto names = warc_file_names(folder);
  if (!names) return tl::make_unexpected(names.error());
  const auto known = catalogue.file_bytes();
  if (!known) return tl::make_unexpected(known.error());
  if (auto whole = require_known_files(folder, *names, *known); !whole) return tl::make_unexpected(whole.error());
  ReplayReport report;
  for (const std::string& name : *names) {
    FileReplay file(folder, name, catalogue, report);
    const auto found = known->find(name);
    const std::uint64_t begin = found == known->end() ? 0 : found->second;
    if (begin == file.size() && found != known->end()) continue;
    if (auto done = file.run(begin, name == names->back()); !done) return tl::make_unexpected(done.error());
  }
  return report;
}

}  // namespace izvor
