#include "izvor/page_archive.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>

#include <utility>

#include "crawler/archive/archive_layout.h"
#include "crawler/archive/page_archive_state.h"
#include "crawler/archive/replay.h"
#include "crawler/archive/warc_reader.h"

namespace izvor {

Result<void> PageArchive::State::write(const WarcRecord& answer, const Capture* capture) {
  if (!writer) return fail("the archive " + folder.string() + " was opened for reading only");
  if (broken) return tl::make_unexpected(*broken);
  std::vector<WarcRecord> records{answer};
  if (capture != nullptr && !capture->request_head.empty()) records.push_back(request_record(*capture, answer));
  auto written = writer->append(records).and_then([&](const WarcPosition& position) {
    return apply(answer, position, catalogue).and_then([&](bool) {
      return catalogue.set_file_bytes(writer->file_name(), writer->file_bytes());
    });
  });
  return remember(std::move(written));
}

Result<void> PageArchive::State::remember(Result<void> outcome) {
  if (!outcome && !broken) broken = outcome.error();
  return outcome;
}

Result<Sequence> PageArchive::State::next_sequence() {
  return catalogue.last_sequence().map([](Sequence last) { return last + 1; });
}

Result<Moment> PageArchive::State::moment_after_all(const PageId& page, UtcTime now) {
  const auto last = catalogue.visited(page);
  if (!last) return tl::make_unexpected(last.error());
  if (!*last || **last < now) return Moment{now, 0};
  if (**last > now && !std::exchange(warned_of_future, true)) {
    spdlog::warn("the archive has captures of the future ({}); what is fetched is dated like them, so that it counts as newer",
                 format_rfc3339(**last));
  }
  const auto known = catalogue.around(page, **last);
  if (!known) return tl::make_unexpected(known.error());
  return Moment{**last, known->same_second.empty() ? 0 : known->same_second.back().state.place + 1};
}

PageArchive::PageArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
PageArchive::PageArchive(PageArchive&&) noexcept = default;
PageArchive& PageArchive::operator=(PageArchive&&) noexcept = default;
PageArchive::~PageArchive() = default;

Result<PageArchive> PageArchive::open_for_writing(const std::filesystem::path& folder, const ArchiveOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail("cannot make the folder " + folder.string() + ": " + error.message());
  auto lock = ProcessLock::take(folder / kWriterLockFile, options.writer, "the archive " + folder.string());
  if (!lock) return tl::make_unexpected(lock.error());
  auto catalogue = Catalogue::open_for_writing(folder / kCatalogueFile);
  if (!catalogue) return tl::make_unexpected(catalogue.error());
  auto state = std::make_unique<State>(folder, std::move(*catalogue));
  state->lock = std::move(*lock);
  if (state->catalogue.upgraded()) {
    spdlog::info("the catalogue is of an older program; bringing it up to date");
    if (auto visits = replay_visits(folder, state->catalogue); !visits) return tl::make_unexpected(visits.error());
  }
  const auto report = replay(folder, state->catalogue);
  if (!report) return tl::make_unexpected(report.error());
  for (const std::string& note : report->notes) spdlog::warn("{}", note);
  if (report->records > 0) spdlog::info("{} records were not in the catalogue yet; added them", report->records);
  if (auto committed = state->catalogue.commit(); !committed) return tl::make_unexpected(committed.error());
  auto writer = WarcWriter::open(folder, options.warc_file_bytes);
  if (!writer) return tl::make_unexpected(writer.error());
  state->writer = std::move(*writer);
  return PageArchive(std::move(state));
}

Result<PageArchive> PageArchive::open_for_reading(const std::filesystem::path& folder) {
  return Catalogue::open_for_reading(folder / kCatalogueFile).map([&](Catalogue&& catalogue) {
    return PageArchive(std::make_unique<State>(folder, std::move(catalogue)));
  });
}

Result<Stored> PageArchive::store(const Capture& fetched) {
  const PageVersion fresh = state_in(fetched);
  const auto last = state_->catalogue.latest(fresh.page);
  if (!last) return tl::make_unexpected(last.error());
  const auto moment = state_->moment_after_all(fresh.page, fetched.fetched);
  if (!moment) return tl::make_unexpected(moment.error());
  std::optional<Capture> dated;  // A copy only where the clock ran ahead once.
  if (moment->second != fetched.fetched) dated.emplace(fetched).fetched = moment->second;
  const Capture& capture = dated ? *dated : fetched;
  const auto sequence = state_->next_sequence();
  if (!sequence) return tl::make_unexpected(sequence.error());
  const bool unchanged = *last && same_state(**last, fresh);
  WarcRecord record = unchanged ? revisit_record(capture, **last, RevisitReason::kIdenticalPayload)
                                : version_record(capture, fresh.payload_digest, *sequence);
  if (unchanged) add_repeats(record, (*last)->sequence);
  add_notes(record, {.place = moment->place});
  auto written = state_->write(record, &capture).and_then([&] { return state_->catalogue.remove_skipped(capture.url.str()); });
  if (!written) return tl::make_unexpected(written.error());
  return Stored{.sequence = unchanged ? std::nullopt : std::optional<Sequence>(*sequence)};
}

Result<void> PageArchive::store_not_modified(const Capture& capture) {
  if (capture.status != 304) return fail("only an answer with the status 304 says that the page was not modified");
  const PageId page = page_id_of(capture.url);
  const auto original = state_->catalogue.latest(page);
  if (!original) return tl::make_unexpected(original.error());
  if (!*original || (*original)->kind == VersionKind::kGone)
    return fail("the archive has no version of " + capture.url.str() + " that could be unmodified");
  const auto moment = state_->moment_after_all(page, capture.fetched);
  if (!moment) return tl::make_unexpected(moment.error());
  Capture dated = capture;
  dated.fetched = moment->second;
  WarcRecord record = revisit_record(dated, **original, RevisitReason::kServerNotModified);
  add_repeats(record, (*original)->sequence);
  add_notes(record, {.place = moment->place});
  return state_->write(record, &dated);
}

Result<Stored> PageArchive::store_gone(const Url& url, UtcTime when, int status, const std::string& reason) {
  const PageId page = page_id_of(url);
  const auto last = state_->catalogue.latest(page);
  if (!last) return tl::make_unexpected(last.error());
  if (!*last || (*last)->kind == VersionKind::kGone) return Stored{};
  const auto moment = state_->moment_after_all(page, when);
  if (!moment) return tl::make_unexpected(moment.error());
  const auto sequence = state_->next_sequence();
  if (!sequence) return tl::make_unexpected(sequence.error());
  WarcRecord record = gone_record(url, moment->second, status, reason, *sequence);
  add_notes(record, {.place = moment->place});
  if (auto written = state_->write(record, nullptr); !written) return tl::make_unexpected(written.error());
  return Stored{.sequence = *sequence};
}

Result<void> PageArchive::store_skipped(std::string_view address, UtcTime when, std::string_view reason) {
  return state_->catalogue.add_skipped(address, when, reason);
}

Result<void> PageArchive::acknowledge() {
  if (!state_->writer) return fail("the archive " + state_->folder.string() + " was opened for reading only");
  if (state_->broken) return tl::make_unexpected(*state_->broken);
  return state_->remember(state_->writer->sync().and_then([&] { return state_->catalogue.commit(); }));
}

Result<std::vector<PageVersion>> PageArchive::changes_since(Sequence after, std::size_t limit) const {
  return state_->catalogue.changes_since(after, limit);
}

Result<std::vector<PageVersion>> PageArchive::versions_of(const PageId& page) const {
  return state_->catalogue.versions_of(page);
}

Result<std::vector<PageVersion>> PageArchive::current_versions(Sequence after, std::size_t limit) const {
  return state_->catalogue.current_versions(after, limit);
}

Result<Sequence> PageArchive::last_sequence() const { return state_->catalogue.last_sequence(); }

Result<std::optional<UtcTime>> PageArchive::last_visit(const PageId& page) const { return state_->catalogue.visited(page); }

Result<Capture> PageArchive::read(const PageVersion& version) const { return state_->read(version); }

Result<WarcRecord> PageArchive::State::read_record(const WarcPosition& at) const {
  return WarcReader::open(folder / at.file, {.offset = at.offset, .end = at.offset + at.length, .alone_in_member = true})
      .and_then([](WarcReader&& reader) { return reader.next(); })
      .and_then([](std::optional<WarcEntry>&& entry) -> Result<WarcRecord> {
        if (!entry) return fail("there is nothing");
        return std::move(entry->record);
      });
}

Error PageArchive::State::unreadable(const PageVersion& version, const std::string& why) {
  return {"cannot read version " + std::to_string(version.sequence) + " of " + version.url + " (" + version.position.file +
          " at byte " + std::to_string(version.position.offset) + "): " + why + "; run: izvor-crawler verify"};
}

Result<Capture> PageArchive::State::read(const PageVersion& version) const {
  if (version.kind == VersionKind::kGone) {
    return fail("version " + std::to_string(version.sequence) + " of " + version.url + " has no content: the page was gone");
  }
  auto capture = read_record(version.position).and_then([](WarcRecord&& record) { return capture_of(std::move(record)); });
  if (capture && payload_digest_of(capture->body) != version.payload_digest)
    capture = fail("its digest does not fit its content");
  if (capture && capture->url.str() != version.url) capture = fail("another page is in its place");
  if (!capture) return tl::make_unexpected(unreadable(version, capture.error().message));
  return capture;
}

Result<std::string> PageArchive::why_gone(const PageVersion& version) const {
  if (version.kind != VersionKind::kGone) return fail("version " + std::to_string(version.sequence) + " has content");
  const auto record = state_->read_record(version.position);
  if (!record) return tl::make_unexpected(State::unreadable(version, record.error().message));
  return gone_reason_of(*record);
}

SQLite::Database& PageArchive::catalogue() { return state_->catalogue.database(); }

}  // namespace izvor
