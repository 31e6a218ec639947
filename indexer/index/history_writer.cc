#include "indexer/index/history_writer.h"

#include <utility>
#include <vector>

#include <spdlog/spdlog.h>
#include <xapian.h>

#include "crawler/platform/file.h"
#include "indexer/index/anchor_terms.h"
#include "indexer/index/page_document.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

WriteResult store_fault(const Error& error) { return tl::unexpected(WriteError{WriteFault::kStore, error.message}); }

/// What finds a past text and bounds it in time.
void add_bounds(Xapian::Document& document, const PastText& text) {
  document.add_boolean_term(schema::boolean_term(schema::kHistoryPagePrefix, text.page));
  document.add_boolean_term(schema::boolean_term(schema::kVersionPrefix, std::to_string(text.since)));
  document.add_value(schema::kValidFrom, sortable_time(text.valid_from));
  document.add_value(schema::kValidTo, sortable_time(text.valid_to));
}

}  // namespace

WriteResult HistoryWriter::open() {
  if (!archive_) {
    Result<PageArchive> archive = PageArchive::open_for_reading(archive_directory_);
    if (!archive) return store_fault(archive.error());
    archive_ = *std::move(archive);
  }
  if (writer_) return {};
  Result<IndexWriter> writer = IndexWriter::open(directory_, fingerprint_);
  if (!writer) return store_fault(writer.error());
  writer_ = *std::move(writer);
  if (Result<void> synced = sync_directory(directory_.parent_path()); !synced) return store_fault(synced.error());
  return {};
}

Result<Xapian::Document> HistoryWriter::document_of(const PastText& text) try {
  const Result<std::vector<PageVersion>> versions = archive_->changes_since(text.since - 1, 1);
  if (!versions) return fail(versions.error().message);
  Xapian::Document document;
  if (!versions->empty() && versions->front().sequence == text.since) {
    PreparedPage page = prepare_(*archive_, versions->front());
    if (page.ask == PreparedPage::Ask::kIndex) {
      document = std::move(page.document);
      // In history a page has several documents: none is found as the page.
      document.remove_term(schema::boolean_term(schema::kPagePrefix, text.page));
      // What it linked to is of the present only.
      for (const std::string& term : anchor_terms_of(document)) document.remove_term(term);
    }
  }
  add_bounds(document, text);
  return document;
} catch (const Xapian::Error& error) {
  return fail("cannot make a document of version " + std::to_string(text.since) + ": " + error.get_description());
}

WriteResult HistoryWriter::keep(const PastText& text) {
  if (text.since == 0) return {};
  if (WriteResult opened = open(); !opened) return opened;
  if (text.forgotten) {
    pending_.push_back(text);
    return writer_->remove_version(text.since);
  }
  const Result<Xapian::Document> document = document_of(text);
  if (!document) return store_fault(document.error());
  pending_.push_back(text);
  WriteResult written = writer_->replace_version(text.since, *document);
  // Whether Xapian takes a document is told at the commit at the latest.
  return !written && written.error().fault == WriteFault::kDocument ? WriteResult() : written;
}

WriteResult HistoryWriter::commit(Sequence sequence) {
  if (pending_.empty()) return {};
  WriteResult written = writer_->commit(sequence);
  if (!written && written.error().fault == WriteFault::kDocument) written = commit_one_by_one(sequence);
  if (!written) return written;
  pending_.clear();
  return {};
}

WriteResult HistoryWriter::commit_one_by_one(Sequence sequence) {
  for (const PastText& text : pending_) {
    if (text.forgotten) {
      writer_.reset();
      if (WriteResult opened = open(); !opened) return opened;
      WriteResult removed = writer_->remove_version(text.since);
      if (removed) removed = writer_->commit(sequence);
      if (!removed) return removed;
      continue;
    }
    const Result<Xapian::Document> document = document_of(text);
    if (!document) return store_fault(document.error());
    Xapian::Document bare;
    add_bounds(bare, text);
    WriteResult written;
    for (const Xapian::Document* form : {&*document, &std::as_const(bare)}) {
      writer_.reset();
      if (WriteResult opened = open(); !opened) return opened;
      written = writer_->replace_version(text.since, *form);
      if (written) written = writer_->commit(sequence);
      if (written || written.error().fault == WriteFault::kStore) break;
      spdlog::warn("the text of version {} is kept without its words: {}", text.since, written.error().message);
    }
    if (!written) return written;
  }
  return {};
}

void HistoryWriter::drop() {
  writer_.reset();
  pending_.clear();
}

}  // namespace izvor
