// PageChange: one line of the public change feed: a version whose text is new, changed, gone or
// added to the past.
//
// Plain values between the journal, which keeps them, and the routes, which speak HTTP. Safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "izvor/page_version.h"

namespace izvor {

struct PageChange {
  /// kPast: an older capture took its place in the past; what the page says now is as it was.
  enum class Kind { kNew, kChanged, kGone, kPast };

  Sequence sequence = 0;  ///< The version's number in the archive.
  PageId page;
  std::string url;
  std::string title;  ///< Of that version; may be empty.
  Kind kind = Kind::kNew;
  UtcTime fetched;
  std::string reason = {};  ///< Why the page is gone, in the crawler's words; empty for other kinds.
};

/// Which part of the feed is asked for. Numbers after `since` and up to `up_to`, which is how far the index is.
struct ChangesRequest {
  static constexpr std::size_t kMaxLimit = 1000;

  Sequence since = 0, up_to = 0;
  std::size_t limit = 100;
  bool newest_first = false;
};

}  // namespace izvor
