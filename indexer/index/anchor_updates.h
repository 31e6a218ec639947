// AnchorUpdates: keeps what pages are called right while the pages that call them so come, change and go.
//
// A page that is written gets the words that the index has for it by then; the targets of links that came or went with it are
// noted, and given their words anew before the commit that holds those links. So one commit has both, and a batch that
// is replayed does the same again. One thread at a time, for one IndexWriter after the other.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/index/anchor_terms.h"
#include "indexer/index/index_writer.h"
#include "izvor/analyzer.h"

namespace izvor {

class AnchorUpdates {
 public:
  /// `analyzer` must outlive it.
  explicit AnchorUpdates(const Analyzer& analyzer) : analyzer_(&analyzer) {}

  /// To be called before `document` replaces that of `page`, or becomes its first.
  [[nodiscard]] WriteResult replacing(IndexWriter& writer, const PageId& page, Xapian::Document& document);
  /// To be called before `page` is removed.
  [[nodiscard]] WriteResult removing(IndexWriter& writer, const PageId& page);
  /// To be called before a commit.
  [[nodiscard]] WriteResult settle(IndexWriter& writer);
  /// What was pending in the writer is dropped.
  void drop() { targets_.clear(); }

 private:
  void note(const std::vector<std::string>& terms_before, const std::vector<std::string>& terms_now);
  [[nodiscard]] WriteResult settle(IndexWriter& writer, const PageId& target);

  const Analyzer* analyzer_;
  Analysis analysis_;
  std::set<PageId> targets_;  ///< Whose links changed since the last commit.
};

/// Names the pages of a part of an index, where `writer` writes, by the links of `whole`: those whose links' terms do not come
/// before `from`, a few thousand at most, then commits. Returns where to go on, with both databases opened anew: a reader lives
/// through one commit; empty when all are named. Throws Xapian::Error.
[[nodiscard]] tl::expected<std::string, WriteError> name_pages(IndexWriter& writer, const Xapian::Database& part,
                                                               const Xapian::Database& whole, const std::string& from,
                                                               const Analyzer& analyzer);

}  // namespace izvor
