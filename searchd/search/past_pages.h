// PastPages: what pages said before, for searches in time: the database `history` beside `live` (izvor/index_schema.h).
//
// Both are searched as one; the filter of SearchRequest::as_of leaves the one text that each page had at the time. Follows the
// generation of the live index; a generation without a history is searched alone. Throws Xapian::Error. One thread.
#pragma once

#include <optional>

#include <xapian.h>

#include "indexer/index/generations.h"
#include "indexer/index/open_index.h"

namespace izvor {

class PastPages {
 public:
  /// The pages of now and of before. Call it after `live` was brought up to date: a text is in history before it leaves live,
  /// so that none is missed; it may be found twice.
  [[nodiscard]] Xapian::Database with(const OpenIndex& live);

 private:
  std::optional<Generation> generation_;
  std::optional<Xapian::Database> history_;
};

}  // namespace izvor
