// IndexWriter: the only thing that changes a Xapian index.
//
// A commit carries the documents and the archive's sequence number together, and is on the disk, directory entry included,
// when it returns. After any failure the writer is of no more use: a commit tried again on the same Xapian object reports
// success and loses the pending documents. Throw it away, open another, and replay the archive from sequence().
// One thread at a time, one writer for an index at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "indexer/index/page_document.h"
#include "izvor/result.h"

namespace Xapian {
class Database;
class Document;
}  // namespace Xapian

namespace izvor {

/// Whose fault a failed write is: a document that Xapian refuses, or the place that it is written to.
enum class WriteFault { kDocument, kStore };

struct WriteError {
  WriteFault fault = WriteFault::kStore;
  std::string message;
};

using WriteResult = tl::expected<void, WriteError>;

class IndexWriter {
 public:
  /// Opens or creates the database in `directory` (one generation's `live` folder). Fails when another schema or another
  /// analyser made it, and says what to run.
  [[nodiscard]] static Result<IndexWriter> open(const std::filesystem::path& directory, std::string_view analyzer_fingerprint);

  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;
  /// Pending documents are dropped: what was not committed will be replayed.
  ~IndexWriter();

  /// Adds or replaces a page.
  [[nodiscard]] WriteResult add(const PageVersion& version, const ExtractedPage& page, const PageAnalysis& analysis);
  /// Adds or replaces the document of the page `id`.
  [[nodiscard]] WriteResult replace(const PageId& id, const Xapian::Document& document);
  /// Adds or replaces a document of `history`, which is known by its version.
  [[nodiscard]] WriteResult replace_version(Sequence version, const Xapian::Document& document);
  /// Removes a document of `history`; nothing happens when there is none.
  [[nodiscard]] WriteResult remove_version(Sequence version);
  /// Gives the page's document another value in one slot; nothing happens when the index does not have it.
  [[nodiscard]] WriteResult set_value(const PageId& id, unsigned slot, const std::string& value);
  /// Removes a page; nothing happens when the index does not have it.
  [[nodiscard]] WriteResult remove(const PageId& id);
  /// Lets `read` see the index with what is pending; what it throws of Xapian's is the result.
  [[nodiscard]] WriteResult read(const std::function<void(const Xapian::Database&)>& read) const;
  /// Writes all of it, and that the archive has been applied up to `sequence`.
  [[nodiscard]] WriteResult commit(Sequence sequence);

  /// The number of the last commit; 0 for a new index.
  [[nodiscard]] Sequence sequence() const;
  /// Pages in the index, pending ones included.
  [[nodiscard]] std::uint64_t documents() const;

 private:
  struct State;
  explicit IndexWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
