#include "indexer/index/rebuild.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <spdlog/spdlog.h>

#include "crawler/platform/file.h"
#include "crawler/platform/stop_signal.h"
#include "indexer/index/effective_versions.h"
#include "indexer/index/open_index.h"
#include "indexer/index/page_feed.h"
#include "indexer/index/rebuild_parts.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxPlanBytes = 4096;
constexpr std::chrono::hours kAnyTime{24};
// Rows of versions that are no longer shown cost little; a part may hold many of them.
constexpr std::size_t kRowsPerPage = 8;
// Compaction leaves a posting list in as many pieces as there are parts that have it: parts of one batch made an index a third
// larger.
constexpr std::size_t kCommitsPerPart = 10;
// Xapian gathers the postings of a batch in trees; those of 500 pages outgrow the processor's caches, which costs more than
// writing more often.
constexpr std::size_t kPagesPerBatch = 200;

/// A rebuild under way: its folder and the last version that it will hold.
struct Plan {
  Generation generation;
  Sequence up_to = 0;
};

std::filesystem::path plan_file(const Generation& generation) { return generation.directory() / "rebuild.txt"; }

std::string plan_text(Sequence up_to, const std::string& fingerprint) {
  return "1 " + std::to_string(up_to) + " " + fingerprint + "\n";
}

std::filesystem::path parts_directory(const Generation& generation) { return generation.directory() / "parts"; }

/// The last version of the plan in `generation`, when it is one that this program began with this analyser.
std::optional<Sequence> planned(const Generation& generation, const std::string& fingerprint) {
  const Result<std::string> text = read_file(plan_file(generation), kMaxPlanBytes);
  if (!text || !text->starts_with("1 ")) return std::nullopt;
  const Sequence up_to = std::strtoull(text->c_str() + 2, nullptr, 10);
  return *text == plan_text(up_to, fingerprint) ? std::optional(up_to) : std::nullopt;
}

/// The rebuild to go on with, or a new one. Older attempts that cannot be continued are removed.
Result<Plan> resume_or_begin(const IndexingPlaces& places, const IndexingWork& work, Sequence last) {
  const std::string& fingerprint = work.analyzer->fingerprint();
  const Result<std::optional<Generation>> live = live_generation(places.index_directory);
  const unsigned live_number = live && *live ? (*live)->number() : 0;
  std::optional<Plan> found;
  for (const Generation& generation : all_generations(places.index_directory)) {
    if (generation.number() <= live_number) continue;
    const std::optional<Sequence> up_to = planned(generation, fingerprint);
    if (up_to && *up_to <= last && !found) {
      found = Plan{generation, *up_to};
      continue;
    }
    // With a damaged stub nobody knows which one was live: only what is surely an attempt goes.
    if (!live && !std::filesystem::exists(plan_file(generation))) continue;
    std::error_code error;
    std::filesystem::remove_all(generation.directory(), error);
    if (error) return fail("cannot remove " + generation.directory().string() + ": " + error.message());
  }
  if (found) {
    spdlog::info("going on with the rebuild in {}", found->generation.directory().string());
    return *std::move(found);
  }
  const Result<Generation> generation = create_generation(places.index_directory);
  if (!generation) return fail(generation.error().message);
  if (Result<void> noted = write_file_atomically(plan_file(*generation), plan_text(last, fingerprint)); !noted) {
    return fail(noted.error().message);
  }
  return Plan{*generation, last};
}

/// The journal of the live generation, for what it found of old versions; none is no harm.
std::shared_ptr<const Journal> old_journal(const IndexingPlaces& places) {
  const Result<std::optional<Generation>> live = live_generation(places.index_directory);
  if (!live || !*live) return nullptr;
  Result<Journal> journal = Journal::open_for_reading((*live)->journal());
  return journal ? std::make_shared<const Journal>(*std::move(journal)) : nullptr;
}

bool was_indexed(const JournalEntry& entry) { return entry.asks == Asks::kShow; }

/// A version that is no longer shown, as the old journal has it.
PreparedPage recorded(const PageVersion& version, const JournalEntry& entry) {
  PreparedPage page;
  page.version = version;
  page.kind = entry.kind;
  page.reason = entry.reason;
  page.extractor = entry.extractor;
  page.title = entry.title;
  page.text_digest = entry.text_digest;
  page.facts_digest = entry.facts_digest;
  page.ask = was_indexed(entry)          ? PreparedPage::Ask::kRecord
             : entry.asks == Asks::kKeep ? PreparedPage::Ask::kKeep
                                         : PreparedPage::Ask::kRemove;
  // Also of the end of a page that was added to the past.
  if (was_indexed(entry) || version.kind == VersionKind::kGone) page.indexed_before = entry.kind;
  return page;
}

/// Prepares a page for a rebuild: documents only for what is shown, old findings where there are some.
PreparePage prepare_for_rebuild(const IndexingPlaces& places, const IndexingWork& work,
                                const std::shared_ptr<const std::vector<bool>>& effective) {
  return [prepare = prepare_for_one_thread(work), journal = old_journal(places), effective](const PageArchive& archive,
                                                                                            const PageVersion& version) {
    std::optional<JournalEntry> known;
    if (journal) {
      if (Result<std::optional<JournalEntry>> entry = journal->entry(version.sequence);
          entry && *entry && (*entry)->page == version.page) {
        known = **std::move(entry);
      }
    }
    const bool shown = version.sequence < effective->size() && (*effective)[version.sequence];
    if (!shown && known) return recorded(version, *known);
    PreparedPage page = prepare(archive, version);
    if (page.ask == PreparedPage::Ask::kIndex && !shown) {
      page.ask = PreparedPage::Ask::kRecord;
      page.document = Xapian::Document();
    }
    if (page.ask == PreparedPage::Ask::kIndex && known && was_indexed(*known)) page.indexed_before = known->kind;
    return page;
  };
}

/// Lets the feed fill part after part.
Result<void> fill_parts(Applier& applier, RebuildParts& parts, std::filesystem::path part, PageFeed& feed,
                        const IndexingWork& work, Sequence up_to) {
  const auto close_part = [&]() -> Result<void> {
    if (Result<void> committed = applier.commit(); !committed) return committed;
    if (applier.committed() == 0) return {};
    return parts.finished(part, applier.committed());
  };
  const std::size_t batch = std::min<std::size_t>(work.settings.commit_pages, kPagesPerBatch);
  const std::size_t batches_per_part = kCommitsPerPart * work.settings.commit_pages / batch;
  std::size_t batches = 1;  // Of this part, with the one that is being filled.
  for (;;) {
    std::optional<FeedItem> item = feed.next(std::chrono::steady_clock::now() + kAnyTime);
    if (!item) continue;
    if (const auto* error = std::get_if<Error>(&*item)) return fail(error->message);
    if (std::holds_alternative<FeedEnded>(*item)) return close_part();
    auto* page = std::get_if<PreparedPage>(&*item);
    if (page == nullptr) continue;
    const Sequence sequence = page->version.sequence;
    if (Result<void> applied = applier.apply(std::move(*page)); !applied) return applied;
    if (work.progress) work.progress(sequence, up_to);
    if (applier.documents() < batches * batch && applier.pending() < batch * kRowsPerPage) continue;
    if (++batches <= batches_per_part && applier.pending() > 0) {
      if (Result<void> committed = applier.commit(); !committed) return committed;
      continue;
    }
    batches = 1;
    if (Result<void> closed = close_part(); !closed) return closed;
    part = parts.next();
    if (Result<void> moved = applier.move_to(part); !moved) return moved;
  }
}

Result<void> build_parts(const IndexingPlaces& places, const IndexingWork& work, const Plan& plan, RebuildParts& parts,
                         const std::shared_ptr<const std::vector<bool>>& effective) {
  Result<Journal> journal = Journal::open_for_writing(plan.generation.journal());
  if (!journal) return fail(journal.error().message);
  const Sequence after = parts.last();
  const std::filesystem::path first = parts.next();
  Result<Applier> applier = Applier::open({.archive_directory = places.archive_directory,
                                           .database = first,
                                           .analyzer = work.analyzer,
                                           .history = plan.generation.history(),
                                           .prepare = prepare_for_rebuild(places, work, effective),
                                           .prepare_past = prepare_for_one_thread(work),
                                           .databases_before = parts.finished_parts(),
                                           .rebuilding = true},
                                          *journal);
  if (!applier) return fail(applier.error().message);
  PageFeed feed(
      places.archive_directory, {.after = after, .up_to = plan.up_to},
      [&] { return prepare_for_rebuild(places, work, effective); }, work.stop);
  return fill_parts(*applier, parts, first, feed, work, plan.up_to);
}

/// A document was written when its version came; versions that were added to the past later may have moved its beginning.
Result<void> correct_dates(const Plan& plan, const std::string& fingerprint) {
  const Result<Journal> journal = Journal::open_for_reading(plan.generation.journal());
  if (!journal) return fail(journal.error().message);
  const Result<std::vector<PageId>> pages = journal->pages_out_of_order();
  if (!pages) return fail(pages.error().message);
  if (pages->empty()) return {};
  Result<IndexWriter> writer = IndexWriter::open(plan.generation.database(), fingerprint);
  if (!writer) return fail(writer.error().message);
  for (const PageId& page : *pages) {
    const Result<std::vector<VersionFinding>> findings = journal->findings_of(page, FeedRange::kEndless);
    if (!findings) return fail(findings.error().message);
    const Timeline timeline = timeline_of(*findings);
    if (!timeline.live) continue;
    WriteResult written = writer->set_value(page, schema::kValidFrom, sortable_time(timeline.live->valid_from));
    if (!written) return fail(written.error().message);
  }
  if (WriteResult committed = writer->commit(plan.up_to); !committed) return fail(committed.error().message);
  return {};
}

/// Pages whose version to show turned out to say nothing: an error page with status 200, a record that cannot be read.
Result<std::vector<PageId>> pages_left_alone(const Journal& journal, const std::vector<bool>& effective) {
  std::vector<PageId> pages;
  for (Sequence sequence = 1; sequence < effective.size(); ++sequence) {
    if (!effective[sequence]) continue;
    Result<std::optional<JournalEntry>> entry = journal.entry(sequence);
    if (!entry) return fail(entry.error().message);
    if (*entry && (*entry)->asks == Asks::kKeep) pages.push_back(std::move((*entry)->page));
  }
  return pages;
}

/// Such a page shows what it showed before, of which the parts have no document.
Result<void> show_what_stays(const PageArchive& archive, const IndexingWork& work, const Plan& plan,
                             const std::vector<bool>& effective) {
  const Result<Journal> journal = Journal::open_for_reading(plan.generation.journal());
  if (!journal) return fail(journal.error().message);
  const Result<std::vector<PageId>> pages = pages_left_alone(*journal, effective);
  if (!pages) return fail(pages.error().message);
  if (pages->empty()) return {};
  Result<IndexWriter> writer = IndexWriter::open(plan.generation.database(), work.analyzer->fingerprint());
  if (!writer) return fail(writer.error().message);
  const PreparePage prepare = prepare_for_one_thread(work);
  for (const PageId& id : *pages) {
    const Result<std::vector<VersionFinding>> findings = journal->findings_of(id, FeedRange::kEndless);
    if (!findings) return fail(findings.error().message);
    const Timeline timeline = timeline_of(*findings);
    if (!timeline.live) continue;
    const Result<std::vector<PageVersion>> shown = archive.changes_since(timeline.live->shown - 1, 1);
    if (!shown) return fail(shown.error().message);
    if (shown->empty() || shown->front().sequence != timeline.live->shown) continue;
    PreparedPage page = prepare(archive, shown->front());
    if (page.ask != PreparedPage::Ask::kIndex) continue;
    page.document.add_value(schema::kValidFrom, sortable_time(timeline.live->valid_from));
    if (WriteResult written = writer->replace(id, page.document); !written) return fail(written.error().message);
  }
  if (WriteResult committed = writer->commit(plan.up_to); !committed) return fail(committed.error().message);
  return {};
}

/// An archive that lost its files must not replace a good index by an empty one.
Result<void> check_readable(const Generation& generation) {
  const Result<Journal> journal = Journal::open_for_reading(generation.journal());
  if (!journal) return fail(journal.error().message);
  const Result<std::vector<EntryCount>> counts = journal->counts(FeedRange::kEndless);
  if (!counts) return fail(counts.error().message);
  std::uint64_t versions = 0;
  std::uint64_t unreadable = 0;
  for (const EntryCount& count : *counts) {
    versions += count.entries;
    if (count.kind == EntryKind::kQuarantined && count.reason == kUnreadable) unreadable += count.entries;
  }
  if (unreadable * 10 <= versions) return {};
  return fail(std::to_string(unreadable) + " of " + std::to_string(versions) +
              " versions cannot be read from the archive; the live index stays; run `izvor-crawler verify`");
}

}  // namespace

Result<Generation> build_generation(const IndexingPlaces& places, const IndexingWork& unlearnt) {
  const Result<PageArchive> archive = PageArchive::open_for_reading(places.archive_directory);
  if (!archive) return fail(archive.error().message);
  const Result<IndexingWork> learnt = with_site_names(unlearnt, *archive);
  if (!learnt) return fail(learnt.error().message);
  const IndexingWork& work = *learnt;
  const Result<Sequence> last = archive->last_sequence();
  if (!last) return fail(last.error().message);
  const Result<Plan> plan = resume_or_begin(places, work, *last);
  if (!plan) return fail(plan.error().message);
  Result<RebuildParts> parts = RebuildParts::scan(parts_directory(plan->generation), work.analyzer->fingerprint());
  if (!parts) return fail(parts.error().message);
  Result<std::vector<bool>> effective = effective_versions(*archive, plan->up_to);
  if (!effective) return fail(effective.error().message);
  const auto shared = std::make_shared<const std::vector<bool>>(*std::move(effective));
  if (Result<void> built = build_parts(places, work, *plan, *parts, shared); !built) return fail(built.error().message);
  if (parts->last() < plan->up_to) return fail("the rebuild was stopped; `izvor-indexer rebuild` goes on with it");
  if (Result<void> readable = check_readable(plan->generation); !readable) return fail(readable.error().message);
  if (Result<void> named = parts->name_pages(*work.analyzer); !named) return fail(named.error().message);
  if (Result<void> compacted = parts->compact_into(plan->generation.database(), plan->up_to); !compacted) {
    return fail(compacted.error().message);
  }
  if (Result<void> shown = show_what_stays(*archive, work, *plan, *shared); !shown) return fail(shown.error().message);
  if (Result<void> corrected = correct_dates(*plan, work.analyzer->fingerprint()); !corrected) {
    return fail(corrected.error().message);
  }
  if (Result<void> synced = sync_directory(plan->generation.directory()); !synced) return fail(synced.error().message);
  if (Result<void> named = make_live(places.index_directory, plan->generation); !named) return fail(named.error().message);
  remove_leftovers(plan->generation);
  if (Result<void> removed = remove_old_generations(places.index_directory); !removed)
    spdlog::warn("{}", removed.error().message);
  return plan->generation;
}

void remove_leftovers(const Generation& live) {
  std::error_code ignored;  // Leftovers cost space and do no other harm.
  std::filesystem::remove_all(parts_directory(live), ignored);
  std::filesystem::remove(plan_file(live), ignored);
}

Result<ApplyReport> rebuild(const IndexingPlaces& places, const IndexingWork& work) {
  const Result<ProcessLock> lock = lock_generations(places.index_directory, "izvor-indexer rebuild");
  if (!lock) return fail(lock.error().message);
  const Result<Generation> generation = build_generation(places, work);
  if (!generation) return fail(generation.error().message);
  const Result<Journal> journal = Journal::open_for_reading(generation->journal());
  if (!journal) return fail(journal.error().message);
  const Result<ApplyTotals> totals = totals_of(*journal, FeedRange::kEndless);
  if (!totals) return fail(totals.error().message);
  const Result<OpenIndex> index = open_index(places.index_directory, work.analyzer->fingerprint());
  if (!index) return fail(index.error().message);
  return ApplyReport{.totals = *totals, .sequence = index->sequence, .documents = index->database.get_doccount()};
}

}  // namespace izvor
