// FrontierEntry: what the crawler knows of one address, besides what it said. A value; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crawler/schedule/change_belief.h"
#include "crawler/schedule/signal_record.h"
#include "izvor/url.h"
#include "izvor/utc_time.h"

namespace izvor {

enum class EntryKind : int { kPage = 0, kSitemap = 1 };

/// Stored as numbers: do not renumber.
enum class EntryState : int {
  kWaiting = 0,   ///< Known, never answered.
  kKept = 1,      ///< Its last answer is in the archive (or, for a sitemap, was read).
  kMissing = 2,   ///< 404 or 410, but not long enough to be gone, or never kept.
  kGone = 3,      ///< The archive says that it is gone.
  kSkipped = 4,   ///< Left out; `last_result` and the table `skipped` say why.
  kRedirect = 5,  ///< Leads to `redirect_target`.
};

/// What is fetched first: a lower number.
enum class Priority : int { kPing = 0, kSitemap = 1, kNews = 2, kDue = 3 };

struct FrontierEntry {
  Url url;
  EntryKind kind = EntryKind::kPage;
  EntryState state = EntryState::kWaiting;
  Priority priority = Priority::kDue;
  UtcTime due{};
  std::string etag = {};  ///< Validators of the last kept answer, RFC 9110, section 8.8.
  std::string last_modified = {};
  unsigned failures = 0;                      ///< In a row.
  std::optional<UtcTime> missing_since = {};  ///< The first 404 or 410 in a row.
  unsigned redirect_hops = 0;                 ///< How many redirects led here from an address found otherwise.
  std::string redirect_target = {};
  std::optional<UtcTime> last_fetch = {};
  std::optional<UtcTime> last_success = {};  ///< Last 200 or 304.
  int last_status = 0;                       ///< 0: no answer.
  std::string last_result = {};              ///< One line for people.
  ChangeBelief belief = {};                  ///< How often it changes.
  std::uint64_t text_digest = 0;             ///< Of the words on it when it was last kept; 0: not known.
  unsigned signals = 0;                      ///< That it changed, since the last visit.
  SignalKind signal_kind = SignalKind::kNone;
};

}  // namespace izvor
