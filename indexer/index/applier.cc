#include "indexer/index/applier.h"

#include <numeric>
#include <utility>

#include <spdlog/spdlog.h>
#include <xapian.h>

#include "indexer/index/page_document.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

using Ask = PreparedPage::Ask;

WriteError store_error(const Error& error) { return {WriteFault::kStore, error.message}; }

JournalEntry facts_of(const PreparedPage& page) {
  JournalEntry entry;
  entry.sequence = page.version.sequence;
  entry.page = page.version.page;
  entry.url = page.version.url;
  entry.fetched = page.version.fetched;
  entry.kind = page.kind;
  entry.reason = page.reason;
  entry.extractor = page.extractor;
  entry.title = page.title;
  return entry;
}

/// The journal's row for `page`, given the page's last row before it.
JournalEntry decide(const PreparedPage& page, const std::optional<JournalEntry>& before) {
  JournalEntry entry = facts_of(page);
  const bool was_live = before && before->live;
  const bool same_text = was_live && (page.ask == Ask::kKeep || before->text_digest == page.text_digest);
  entry.since = same_text ? before->since : entry.sequence;
  entry.valid_from = same_text ? before->valid_from : entry.fetched;
  if (page.ask == Ask::kKeep) {
    entry.live = was_live;
    if (was_live) entry.text_digest = before->text_digest;
    if (was_live) entry.facts_digest = before->facts_digest;
  } else if (page.ask != Ask::kRemove) {
    entry.live = true;
    entry.text_digest = page.text_digest;
    entry.facts_digest = page.facts_digest;
    entry.kind = !was_live                                 ? EntryKind::kNew
                 : before->text_digest == page.text_digest ? EntryKind::kUnchanged
                                                           : EntryKind::kChanged;
    if (page.indexed_before) entry.kind = *page.indexed_before;
  }
  if (!entry.live) entry.since = 0;
  return entry;
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

tl::expected<std::optional<JournalEntry>, WriteError> Applier::entry_before(const PageVersion& version) const {
  if (const auto found = pending_of_page_.find(version.page); found != pending_of_page_.end()) return pending_[found->second];
  Result<std::optional<JournalEntry>> entry = journal_->last_of(version.page, version.sequence);
  if (!entry) return tl::unexpected(store_error(entry.error()));
  return *std::move(entry);
}

WriteResult Applier::write(PreparedPage page) {
  const auto before = entry_before(page.version);
  if (!before) return tl::unexpected(before.error());
  JournalEntry entry = decide(page, *before);
  const bool was_live = *before && (*before)->live;
  const bool same = was_live && (*before)->text_digest == entry.text_digest && (*before)->facts_digest == entry.facts_digest;
  WriteResult written;
  if (was_live && entry.since != (*before)->since) {
    written = history_.keep({.since = (*before)->since,
                             .page = page.version.page,
                             .valid_from = (*before)->valid_from,
                             .valid_to = page.version.fetched});
    if (!written) return written;
  }
  if (page.ask == Ask::kIndex && (!same || place_.rebuilding)) written = write_document(page, entry);
  if (page.ask == Ask::kRemove && was_live) {
    near_.remove(page.version.page);
    if (!place_.rebuilding) written = anchors_.removing(*writer_, page.version.page);
    if (written) written = writer_->remove(page.version.page);
  }
  if (!written) return written;
  pending_of_page_[entry.page] = pending_.size();
  pending_.push_back(std::move(entry));
  return {};
}

WriteResult Applier::write_document(PreparedPage& page, const JournalEntry& entry) {
  page.document.add_value(schema::kValidFrom, sortable_time(entry.valid_from));
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
