// What the crawler makes of an answer, before it does anything: the table of statuses, types and failures in one place.
//
// Pure; safe from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "crawler/fetcher/fetcher.h"
#include "crawler/frontier/frontier_entry.h"

namespace izvor {

enum class Finding {
  kContent,      ///< 200, and HTML or plain text by label and first bytes (for a sitemap: anything): keep the body.
  kNotModified,  ///< 304 to a conditional request.
  kRedirect,     ///< 301, 302, 303, 307, 308 to an http or https address.
  kMissing,      ///< 404 or 410.
  kLeaveOut,     ///< Nothing to keep, and asking again soon would not help: another type, 403, too large.
  kAskedToWait,  ///< 429 or 503: the whole host is to rest.
  kTryAgain,     ///< It may pass: timeout, broken connection, 5xx.
};

struct Judgement {
  Finding finding = Finding::kContent;
  std::string reason = {};  ///< For counting: "not HTML", "status 403", "timeout".
  std::string detail = {};  ///< For people: "application/pdf".
  std::optional<Url> redirect_to = {};
  std::optional<std::chrono::seconds> retry_after = {};
};

/// `conditional`: validators were sent.
[[nodiscard]] Judgement judge(const FetchResult& result, EntryKind kind, bool conditional);

}  // namespace izvor
