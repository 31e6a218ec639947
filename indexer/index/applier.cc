#include "indexer/index/applier.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <spdlog/spdlog.h>
#include <xapian.h>

#include "crawler/archive/capture_order.h"
#include "indexer/index/page_document.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

using Ask = PreparedPage::Ask;

WriteError store_error(const Error& error) { return {WriteFault::kStore, error.message}; }

Asks asks_of(Ask ask) {
  if (ask == Ask::kKeep) return Asks::kKeep;
  return ask == Ask::kRemove ? Asks::kRemove : Asks::kShow;
}

JournalEntry facts_of(const PreparedPage& page) {
  JournalEntry entry;
  entry.sequence = page.version.sequence;
  entry.page = page.version.page;
  entry.url = page.version.url;
  entry.fetched = page.version.fetched;
  entry.rank = rank_of(page.version);
  entry.state = text_digest_of({}, state_of(page.version));
  entry.asks = asks_of(page.ask);
  entry.kind = page.kind;
  entry.reason = page.reason;
  entry.extractor = page.extractor;
  entry.title = page.title;
  if (entry.asks == Asks::kShow) {
    entry.text_digest = page.text_digest;
    entry.facts_digest = page.facts_digest;
  }
  return entry;
}

/// What the version is to who follows the changes; `last`: no later capture of the page is known.
EntryKind kind_of(const PreparedPage& page, const Timeline& before, const Timeline& after, bool last) {
  if (page.indexed_before) return *page.indexed_before;
  const bool shows = asks_of(page.ask) == Asks::kShow;
  if (!last && (shows || page.kind == EntryKind::kGone)) return before == after ? EntryKind::kUnchanged : EntryKind::kPast;
  if (!shows) return page.kind;
  if (!before.live) return EntryKind::kNew;
  return before.live->text_digest == page.text_digest ? EntryKind::kUnchanged : EntryKind::kChanged;
}

/// Notes the groups of the pages in a database.
Result<void> read_groups(const std::filesystem::path& directory, NearDuplicates& near) {
  try {
    const Xapian::Database database(directory.string(), Xapian::DB_BACKEND_GLASS);
    auto group = database.valuestream_begin(schema::kGroup);
    const auto end = database.valuestream_end(schema::kSignature);
    for (auto signature = database.valuestream_begin(schema::kSignature); signature != end; ++signature) {
      group.skip_to(signature.get_docid());
      if (group == database.valuestream_end(schema::kGroup)) break;
      if (group.get_docid() == signature.get_docid()) near.add(*signature, *group);
    }
  } catch (const Xapian::Error& error) {
    return fail("cannot read the groups of pages in " + directory.string() + ": " + error.get_description());
  }
  return {};
}

}  // namespace

std::uint64_t ApplyTotals::versions() const { return std::accumulate(of_kind.begin(), of_kind.end(), std::uint64_t{0}); }

Result<ApplyTotals> totals_of(const Journal& journal, Sequence up_to) {
  const Result<std::vector<EntryCount>> counts = journal.counts(up_to);
  if (!counts) return fail(counts.error().message);
  ApplyTotals totals;
  for (const EntryCount& count : *counts) totals.of_kind.at(static_cast<std::size_t>(count.kind)) += count.entries;
  return totals;
}

Applier::Applier(ApplierPlace place, Journal& journal)
    : place_(std::move(place)),
      journal_(&journal),
      history_(HistoryWriter(place_.history, place_.analyzer->fingerprint(), place_.archive_directory, place_.prepare_past)),
      anchors_(*place_.analyzer) {}

Result<Applier> Applier::open(ApplierPlace place, Journal& journal) {
  Applier applier(std::move(place), journal);
  if (WriteResult opened = applier.reopen(); !opened) return fail(opened.error().message);
  std::vector<std::filesystem::path> databases = applier.place_.databases_before;
  databases.push_back(applier.place_.database);
  for (const std::filesystem::path& database : databases) {
    if (Result<void> read = read_groups(database, applier.near_); !read) return fail(read.error().message);
  }
  return applier;
}

WriteResult Applier::reopen() {
  writer_.reset();  // Its lock must be gone before the next one takes it.
  Result<IndexWriter> writer = IndexWriter::open(place_.database, place_.analyzer->fingerprint());
  if (!writer) return tl::unexpected(store_error(writer.error()));
  writer_ = *std::move(writer);
  committed_ = writer_->sequence();
  return {};
}

Result<void> Applier::move_to(const std::filesystem::path& database) {
  place_.database = database;
  if (WriteResult opened = reopen(); !opened) return fail(opened.error().message);
  return {};
}

Result<void> Applier::apply(PreparedPage page) {
  pending_versions_.push_back(page.version);
  if (WriteResult written = write(std::move(page)); !written) return recover(written.error());
  return {};
}

Result<void> Applier::commit() {
  if (pending_.empty()) return {};
  if (WriteResult written = write_commit(); !written) return recover(written.error());
  return {};
}

tl::expected<std::vector<VersionFinding>, WriteError> Applier::findings_before(const PageVersion& version) const {
  // The journal may have rows of a batch that a crash cut short: what is pending stands for them.
  const Sequence known = pending_.empty() ? version.sequence : pending_.front().sequence;
  Result<std::vector<VersionFinding>> findings = journal_->findings_of(version.page, known);
  if (!findings) return tl::unexpected(store_error(findings.error()));
  if (const auto found = pending_of_page_.find(version.page); found != pending_of_page_.end()) {
    for (const std::size_t index : found->second) add_in_order(*findings, finding_of(pending_[index]));
  }
  return *std::move(findings);
}

WriteResult Applier::write(PreparedPage page) {
  auto findings = findings_before(page.version);
  if (!findings) return tl::unexpected(findings.error());
  const Timeline before = timeline_of(*findings);
  JournalEntry entry = facts_of(page);
  const bool last = add_in_order(*findings, finding_of(entry));
  const Timeline after = timeline_of(*findings);
  entry.kind = kind_of(page, before, after, last);
  entry.live = after.live.has_value();
  if (after.live) {
    entry.since = after.live->since;
    entry.valid_from = after.live->valid_from;
  }
  if (WriteResult written = write_history(entry.page, before, after); !written) return written;
  if (WriteResult written = write_live(page, before, after); !written) return written;
  pending_of_page_[entry.page].push_back(pending_.size());
  pending_.push_back(std::move(entry));
  return {};
}

WriteResult Applier::write_history(const PageId& page, const Timeline& before, const Timeline& after) {
  const auto has = [](const std::vector<HeldText>& texts, const auto& wanted) { return std::ranges::any_of(texts, wanted); };
  WriteResult written;
  for (const HeldText& text : after.past) {
    if (has(before.past, [&](const HeldText& other) { return other == text; })) continue;
    written = history_.keep({.since = text.since, .page = page, .valid_from = text.valid_from, .valid_to = text.valid_to});
    if (!written) return written;
  }
  for (const HeldText& text : before.past) {
    if (has(after.past, [&](const HeldText& other) { return other.since == text.since; })) continue;
    written = history_.keep(
        {.since = text.since, .page = page, .valid_from = text.valid_from, .valid_to = text.valid_to, .forgotten = true});
    if (!written) return written;
  }
  return written;
}

WriteResult Applier::write_live(PreparedPage& page, const Timeline& before, const Timeline& after) {
  // A rebuild makes a document of the version that is shown in the end and of no other; rebuild.cc puts its dates right.
  if (place_.rebuilding) {
    if (page.ask != Ask::kIndex) return {};
    return write_document(page, after.live ? after.live->valid_from : page.version.fetched);
  }
  if (before.live == after.live) return {};
  const PageId& id = page.version.page;
  if (!after.live) {
    near_.remove(id);
    if (WriteResult settled = anchors_.removing(*writer_, id); !settled) return settled;
    return writer_->remove(id);
  }
  if (after.live->shown == page.version.sequence) return write_document(page, after.live->valid_from);
  if (before.live && before.live->shown == after.live->shown)
    return writer_->set_value(id, schema::kValidFrom, sortable_time(after.live->valid_from));
  return show(after.live->shown, after.live->valid_from);
}

/// Shows a version that was applied before: one that had repeated another until a third came between them.
WriteResult Applier::show(Sequence sequence, UtcTime valid_from) {
  if (!archive_) {
    Result<PageArchive> archive = PageArchive::open_for_reading(place_.archive_directory);
    if (!archive) return tl::unexpected(store_error(archive.error()));
    archive_ = *std::move(archive);
  }
  const Result<std::vector<PageVersion>> versions = archive_->changes_since(sequence - 1, 1);
  if (!versions) return tl::unexpected(store_error(versions.error()));
  if (versions->empty() || versions->front().sequence != sequence) {
    return tl::unexpected(WriteError{WriteFault::kStore, "the archive lacks version " + std::to_string(sequence)});
  }
  PreparedPage page = place_.prepare(*archive_, versions->front());
  return page.ask == Ask::kIndex ? write_document(page, valid_from) : WriteResult();
}

WriteResult Applier::write_document(PreparedPage& page, UtcTime valid_from) {
  page.document.add_value(schema::kValidFrom, sortable_time(valid_from));
  const std::string group = near_.assign(page.document.get_value(schema::kSignature));
  if (!group.empty()) page.document.add_value(schema::kGroup, group);
  if (!place_.rebuilding) {
    if (WriteResult named = anchors_.replacing(*writer_, page.version.page, page.document); !named) return named;
  }
  return writer_->replace(page.version.page, page.document);
}

WriteResult Applier::write_commit() {
  if (WriteResult settled = anchors_.settle(*writer_); !settled) return settled;
  if (WriteResult kept = history_.commit(pending_.back().sequence); !kept) return kept;
  // The journal before the index: a row too many is written again by the replay, a document without its row would be a lie.
  if (Result<void> put = journal_->put(pending_); !put) return tl::unexpected(store_error(put.error()));
  const Sequence last = pending_.back().sequence;
  if (WriteResult written = writer_->commit(last); !written) return written;
  committed_ = last;
  for (const JournalEntry& entry : pending_) ++totals_.of_kind.at(static_cast<std::size_t>(entry.kind));
  drop_pending();
  return {};
}

void Applier::drop_pending() {
  pending_.clear();
  pending_versions_.clear();
  pending_of_page_.clear();
  anchors_.drop();
}

Result<void> Applier::recover(const WriteError& error) {
  const std::vector<PageVersion> versions = std::exchange(pending_versions_, {});
  drop_pending();
  history_.drop();
  if (error.fault == WriteFault::kStore) {
    writer_.reset();
    return fail(error.message);
  }
  spdlog::warn("{}; looking for the page at fault among {}", error.message, versions.size());
  const Result<PageArchive> archive = PageArchive::open_for_reading(place_.archive_directory);
  if (!archive) return fail(archive.error().message);
  WriteResult replayed = reopen();
  if (replayed) replayed = replay(*archive, versions, error);
  if (!replayed) return fail(replayed.error().message);
  return {};
}

WriteResult Applier::replay(const PageArchive& archive, std::span<const PageVersion> versions, const WriteError& error) {
  if (versions.size() == 1) {
    PreparedPage poison;
    poison.version = versions.front();
    poison.ask = Ask::kRemove;
    poison.kind = EntryKind::kQuarantined;
    poison.reason = "refused by the index: " + error.message;
    spdlog::warn("quarantined {}: {}", poison.version.url, error.message);
    if (WriteResult written = write(poison); !written) return written;
    return write_commit();
  }
  const std::size_t half = versions.size() / 2;
  for (const std::span<const PageVersion> part : {versions.first(half), versions.subspan(half)}) {
    WriteResult tried = try_batch(archive, part);
    if (tried) continue;
    drop_pending();
    history_.drop();
    if (tried.error().fault == WriteFault::kStore) return tried;
    if (WriteResult opened = reopen(); !opened) return opened;
    if (WriteResult replayed = replay(archive, part, tried.error()); !replayed) return replayed;
  }
  return {};
}

WriteResult Applier::try_batch(const PageArchive& archive, std::span<const PageVersion> versions) {
  for (const PageVersion& version : versions) {
    if (WriteResult written = write(place_.prepare(archive, version)); !written) return written;
  }
  return write_commit();
}

}  // namespace izvor
