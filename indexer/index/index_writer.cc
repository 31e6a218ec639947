#include "indexer/index/index_writer.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>
#include <xapian.h>

#include "crawler/platform/file.h"
#include "indexer/extract/extract.h"
#include "indexer/index/act_terms.h"
#include "indexer/index/open_index.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

template <class Work>
WriteResult guarded(const std::string& what, Work work) {
  try {
    work();
    return {};
  } catch (const Xapian::LogicError& error) {
    // Xapian's logic errors ("key too long") are about what was written, its runtime errors about where.
    return tl::unexpected(WriteError{WriteFault::kDocument, what + ": " + error.get_description()});
  } catch (const Xapian::Error& error) {
    return tl::unexpected(WriteError{WriteFault::kStore, what + ": " + error.get_description()});
  }
}

/// While it lives, std::terminate() says what happened and ends the process as any failure does: where a write fails while
/// Xapian 1.4.22 takes a commit back, it terminates instead of throwing. What was committed before is safe.
class WhileXapianCommits {
 public:
  WhileXapianCommits() : before_(std::set_terminate(&give_up)) {}
  ~WhileXapianCommits() { std::set_terminate(before_); }
  WhileXapianCommits(const WhileXapianCommits&) = delete;
  WhileXapianCommits& operator=(const WhileXapianCommits&) = delete;

 private:
  [[noreturn]] static void give_up() {
    static_cast<void>(
        std::fputs("izvor-indexer: the index cannot be written, and Xapian gave up (is the disk full?); what was "
                   "committed before is safe; make room, then start it again\n",
                   stderr));
    std::_Exit(EXIT_FAILURE);
  }

  std::terminate_handler before_;
};

/// A kill in the middle of making a database leaves files without the one that Xapian writes last; it then neither opens nor
/// makes that database. Nothing was ever committed to it: what is there is removed. A commit makes a second block: larger files
/// are of a database that lost that file otherwise; they stay, and Xapian's own message says so.
void clear_half_made(const std::filesystem::path& directory) {
  constexpr std::uintmax_t kOneBlock = 8192;
  std::error_code error;
  if (!std::filesystem::exists(directory, error) || std::filesystem::exists(directory / "iamglass", error)) return;
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entry(directory, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (!entry->is_regular_file(error) || entry->file_size(error) > kOneBlock) return;
    files.push_back(entry->path());
  }
  if (error) return;
  for (const std::filesystem::path& file : files) std::filesystem::remove(file, error);
}

std::string page_term(const PageId& id) { return schema::boolean_term(schema::kPagePrefix, id); }

}  // namespace

struct IndexWriter::State {
  std::filesystem::path directory;
  Xapian::WritableDatabase database;
  bool failed = false;
  WriteFault fault = WriteFault::kStore;  ///< Of the failure.

  /// A writer that failed once stays failed: see the header.
  WriteResult remember(WriteResult result) {
    if (!result) {
      failed = true;
      fault = result.error().fault;
    }
    return result;
  }

  [[nodiscard]] WriteResult refuse() const {
    return tl::unexpected(WriteError{fault, "this writer of " + directory.string() + " has failed before"});
  }
};

IndexWriter::IndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;

IndexWriter::~IndexWriter() {
  if (!state_) return;
  try {
    // Outside a transaction Xapian's destructor commits what is pending, also after a commit that failed.
    state_->database.begin_transaction(false);
  } catch (const Xapian::Error&) {
    // Inside one already, which the destructor cancels; or closed.
  }
}

Result<IndexWriter> IndexWriter::open(const std::filesystem::path& directory, std::string_view analyzer_fingerprint) {
  try {
    auto state = std::make_unique<State>();
    state->directory = directory;
    clear_half_made(directory);
    state->database = Xapian::WritableDatabase(directory.string(), Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
    if (state->database.get_metadata(std::string(schema::kSchemaKey)).empty() && state->database.get_doccount() == 0) {
      state->database.set_metadata(std::string(schema::kSchemaKey), std::to_string(schema::kSchemaVersion));
      state->database.set_metadata(std::string(schema::kAnalyzerKey), std::string(analyzer_fingerprint));
      state->database.set_metadata(std::string(schema::kExtractorKey), std::to_string(kExtractorVersion));
      state->database.commit();
      if (Result<void> synced = sync_directory(directory); !synced) return fail(synced.error().message);
    }
    if (Result<void> ours = check_fingerprint(state->database, analyzer_fingerprint); !ours) return fail(ours.error().message);
    if (const std::string notice = extraction_notice(state->database); !notice.empty()) spdlog::warn("{}", notice);
    // Always inside a transaction: Xapian's own flush threshold must not write documents without their sequence number.
    state->database.begin_transaction();
    return IndexWriter(std::move(state));
  } catch (const Xapian::Error& error) {
    return fail("cannot open the index " + directory.string() + " for writing: " + error.get_description());
  }
}

WriteResult IndexWriter::add(const PageVersion& version, const ExtractedPage& page, const PageAnalysis& analysis) {
  return replace(version.page, make_document(make_stored_page(version, page, analysis), analysis, act_terms(page, analysis)));
}

WriteResult IndexWriter::replace(const PageId& id, const Xapian::Document& document) {
  if (state_->failed) return state_->refuse();
  return state_->remember(
      guarded("cannot index page " + id, [&] { state_->database.replace_document(page_term(id), document); }));
}

WriteResult IndexWriter::replace_version(Sequence version, const Xapian::Document& document) {
  if (state_->failed) return state_->refuse();
  const std::string term = schema::boolean_term(schema::kVersionPrefix, std::to_string(version));
  return state_->remember(
      guarded("cannot keep version " + std::to_string(version), [&] { state_->database.replace_document(term, document); }));
}

WriteResult IndexWriter::remove_version(Sequence version) {
  if (state_->failed) return state_->refuse();
  const std::string term = schema::boolean_term(schema::kVersionPrefix, std::to_string(version));
  return state_->remember(
      guarded("cannot remove version " + std::to_string(version), [&] { state_->database.delete_document(term); }));
}

WriteResult IndexWriter::set_value(const PageId& id, unsigned slot, const std::string& value) {
  if (state_->failed) return state_->refuse();
  return state_->remember(guarded("cannot write page " + id, [&] {
    const auto found = state_->database.postlist_begin(page_term(id));
    if (found == state_->database.postlist_end(page_term(id))) return;
    const Xapian::docid number = *found;
    Xapian::Document document = state_->database.get_document(number);
    document.add_value(slot, value);
    state_->database.replace_document(number, document);
  }));
}

WriteResult IndexWriter::remove(const PageId& id) {
  if (state_->failed) return state_->refuse();
  return state_->remember(guarded("cannot remove page " + id, [&] { state_->database.delete_document(page_term(id)); }));
}

WriteResult IndexWriter::read(const std::function<void(const Xapian::Database&)>& read) const {
  if (state_->failed) return state_->refuse();
  return state_->remember(guarded("cannot read the index " + state_->directory.string(), [&] { read(state_->database); }));
}

WriteResult IndexWriter::commit(Sequence sequence) {
  if (state_->failed) return state_->refuse();
  WriteResult written = guarded("cannot write the index " + state_->directory.string(), [&] {
    const WhileXapianCommits terminated_in_words;
    state_->database.set_metadata(std::string(schema::kSequenceKey), std::to_string(sequence));
    state_->database.commit_transaction();
    state_->database.begin_transaction();
  });
  if (!written) return state_->remember(std::move(written));
  // Xapian syncs its files and not the folder: without this a power cut can leave the index unreadable.
  if (Result<void> synced = sync_directory(state_->directory); !synced) {
    return state_->remember(tl::unexpected(WriteError{WriteFault::kStore, synced.error().message}));
  }
  return {};
}

Sequence IndexWriter::sequence() const { return sequence_of(state_->database); }

std::uint64_t IndexWriter::documents() const { return state_->database.get_doccount(); }

}  // namespace izvor
