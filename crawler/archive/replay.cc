#include "crawler/archive/replay.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "crawler/archive/capture_order.h"
#include "crawler/archive/warc_reader.h"
#include "crawler/archive/warc_writer.h"
#include "crawler/platform/ascii.h"
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

/// Records of before there were places are placed as they were written.
Result<void> place_older(const WarcRecord& record, PageVersion& version, const Catalogue& catalogue) {
  if (has_place(record)) return {};
  return catalogue.around(version.page, version.fetched).map([&](const Surroundings& known) {
    if (!known.same_second.empty()) version.place = known.same_second.back().state.place + 1;
  });
}

/// The version that an older revisit record of ours repeats: it names the date and the digest.
Result<std::optional<Sequence>> named_original(const WarcRecord& record, const PageId& page, const Catalogue& catalogue) {
  const auto versions = catalogue.versions_of(page);
  if (!versions) return tl::make_unexpected(versions.error());
  const auto date = parse_rfc3339(record.field("WARC-Refers-To-Date"));
  std::optional<Sequence> named;
  for (const PageVersion& version : *versions) {
    if (version.payload_digest != record.field("WARC-Payload-Digest") || version.kind == VersionKind::kGone) continue;
    const bool dated = date && version.fetched == *date;
    if (!named || dated) named = version.sequence;
    if (dated) break;
  }
  return named;
}

/// A record that is no version; the number of the one that it repeats.
Result<std::optional<Sequence>> apply_visit(const WarcRecord& record, const RecordNotes& notes, const WarcPosition& position,
                                            Catalogue& catalogue) {
  const auto url = Url::parse(record.field("WARC-Target-URI"));
  const auto date = parse_rfc3339(record.field("WARC-Date"));
  if (!url || !date) return fail("its address or date cannot be read");
  const PageId page = page_id_of(*url);
  if (is_waiting(record)) {
    WaitingRevisit revisit = waiting_of(record);
    revisit.position = position;
    return catalogue.add_waiting(revisit).map([] { return std::optional<Sequence>(); });
  }
  Result<std::optional<Sequence>> repeated = repeated_by(record);
  if (!*repeated) repeated = named_original(record, page, catalogue);
  if (!repeated || !*repeated) return repeated;
  if (**repeated != 0) {
    // A repair may have lost it.
    const auto version = catalogue.version(**repeated);
    if (!version) return tl::make_unexpected(version.error());
    if (!*version) return std::nullopt;
  }
  return catalogue.add_visit(page, *date, notes.place, **repeated).map([&] { return *repeated; });
}

/// Digests of nothing, as some programs note them beside a 304, whose own body is empty.
bool is_digest_of_nothing(std::string_view digest) {
  constexpr std::string_view kOfNothing[] = {
      "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====",
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "md5:d41d8cd98f00b204e9800998ecf8427e"};
  return std::any_of(std::begin(kOfNothing), std::end(kOfNothing),
                     [digest](std::string_view known) { return ascii::equal(digest, known); });
}

/// Visits between two versions' records.
Result<void> replay_gap(const std::filesystem::path& file, std::uint64_t begin, std::uint64_t end, Catalogue& catalogue) {
  auto reader = WarcReader::open(file, {.offset = begin, .end = end, .alone_in_member = true});
  if (!reader) return tl::make_unexpected(reader.error());
  for (;;) {
    const auto entry = reader->next();
    // What is damaged was no version; `verify` finds it.
    if (!entry || !*entry) return {};
    if ((*entry)->record.type() != "revisit") continue;
    if (auto added = apply((*entry)->record, {}, catalogue); !added) return tl::make_unexpected(added.error());
  }
}

}  // namespace

WaitingRevisit waiting_of(const WarcRecord& record) {
  WaitingRevisit revisit;
  revisit.id = record.field("WARC-Record-ID");
  revisit.place = notes_of(record).place;
  if (const std::string_view digest = record.field("WARC-Payload-Digest"); !is_digest_of_nothing(digest)) {
    revisit.digest = digest;
  }
  revisit.original = record.field("WARC-Refers-To");
  if (const auto url = Url::parse(record.field("WARC-Target-URI"))) revisit.page = page_id_of(*url);
  if (const auto date = parse_rfc3339(record.field("WARC-Date"))) revisit.fetched = *date;
  const auto target = Url::parse(without_brackets(record.field("WARC-Refers-To-Target-URI")));
  const auto date = parse_warc_date(record.field("WARC-Refers-To-Date"));
  if (target && date) {
    revisit.target = page_id_of(*target);
    revisit.target_time = date->second;
  }
  return revisit;
}

Result<bool> apply(const WarcRecord& record, const WarcPosition& position, Catalogue& catalogue) {
  auto version = version_of(record);
  if (!version) return tl::make_unexpected(version.error());
  const RecordNotes notes = notes_of(record);
  std::optional<Sequence> says;  // The version that has what the record says of its page.
  Result<void> added;
  if (*version) {
    (*version)->position = position;
    says = (*version)->sequence;
    added = place_older(record, **version, catalogue).and_then([&] { return catalogue.add(**version); });
  } else if (record.type() == "revisit" || repeated_by(record)) {
    auto repeated = apply_visit(record, notes, position, catalogue);
    if (!repeated) return tl::make_unexpected(repeated.error());
    says = *repeated;
  }
  for (const std::string* key : {&notes.origin_id, &notes.origin_digest}) {
    if (added && says && *says != 0 && !key->empty()) added = catalogue.add_origin(*key, *says);
  }
  if (added && !notes.resolves.empty()) added = catalogue.remove_waiting(notes.resolves);
  if (!added) return tl::make_unexpected(added.error());
  return version->has_value();
}

Result<void> replay_visits(const std::filesystem::path& folder, Catalogue& catalogue) {
  const auto known = catalogue.file_bytes();
  if (!known) return tl::make_unexpected(known.error());
  // The place of each version, to pass over what the catalogue has already.
  std::map<std::string, std::map<std::uint64_t, std::uint64_t>> versions;
  constexpr std::size_t kBatch = 1000;
  for (Sequence after = 0;;) {
    const auto batch = catalogue.changes_since(after, kBatch);
    if (!batch) return tl::make_unexpected(batch.error());
    for (const PageVersion& version : *batch)
      versions[version.position.file][version.position.offset] = version.position.length;
    if (batch->size() < kBatch) break;
    after = batch->back().sequence;
  }
  for (const auto& [name, bytes] : *known) {
    std::uint64_t begin = 0;
    std::map<std::uint64_t, std::uint64_t>& passed = versions[name];
    passed.emplace(bytes, 0);
    for (const auto& [offset, length] : passed) {
      if (offset > begin) {
        if (auto read = replay_gap(folder / name, begin, offset, catalogue); !read) return read;
      }
      begin = offset + length;
    }
  }
  return {};
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
