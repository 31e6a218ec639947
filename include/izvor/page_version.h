// PageVersion: one state of one page, as the archive knows it.
//
// The archive makes a version when the payload of a page changed or when the page is gone; whether its *text* changed is
// the indexer's finding. Versions are numbered without gaps in the order of acknowledgement; what a page said first and last
// is a matter of capture order (captured_before), because an older capture may be imported later. Values; the functions are
// pure and implemented in crawler/archive/capture_order.cc; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "izvor/page_id.h"
#include "izvor/utc_time.h"

namespace izvor {

/// Strictly increasing over an archive's whole life; the first version has 1.
using Sequence = std::uint64_t;

enum class VersionKind {
  kContent,  ///< A response or an imported file with a new payload.
  kGone,     ///< The page is known to be gone; there is no payload.
};

/// Where a record starts in the archive.
struct WarcPosition {
  std::string file;          ///< Name below the archive folder, "izvor-00001.warc.gz".
  std::uint64_t offset = 0;  ///< Of the gzip member, in bytes.
  std::uint64_t length = 0;  ///< Of the gzip member, in bytes.
};

struct PageVersion {
  Sequence sequence = 0;
  PageId page;
  std::string url;  ///< Normalised.
  UtcTime fetched;  ///< When the server said so, or the date given to an import.
  VersionKind kind = VersionKind::kContent;
  int status = 0;              ///< HTTP status; 200 for imported files.
  std::string content_type;    ///< The Content-Type field as the server sent it, may be empty.
  std::string payload_digest;  ///< "sha256:" and lower-case hexadecimal digits; empty when gone.
  WarcPosition position;
  std::uint32_t place = 0;  ///< Within its second: crawler/archive/capture_order.h.
  std::string robots = {};  ///< X-Robots-Tag values, one a line.
  std::string damage = {};  ///< Why the capture is not whole, when it was imported all the same; empty: nothing known.
};

/// Capture order: by second, then by place within it, then the end of a page before content, then by what it says. It does not
/// depend on the order of arrival.
[[nodiscard]] bool captured_before(const PageVersion& a, const PageVersion& b);
/// Whether two versions of a page say the same: both gone; or payload, status, type and robots tags are equal.
[[nodiscard]] bool same_state(const PageVersion& a, const PageVersion& b);
/// Takes out the versions that only repeat the one captured before them, as an older capture that was imported later makes
/// them; `versions` are of one page, newest first.
void leave_out_repeats(std::vector<PageVersion>& versions);

using HttpField = std::pair<std::string, std::string>;  ///< Name and value as received.

/// What was fetched or imported, on its way into the archive and back out of it.
struct Capture {
  Url url;
  UtcTime fetched;
  int status = 200;
  bool imported = false;          ///< A file, not an HTTP exchange: a WARC `resource` record.
  std::vector<HttpField> fields;  ///< Response fields; for an import only Content-Type.
  std::string request_head;       ///< The request as sent, for the `request` record; empty for an import.
  std::string body;               ///< After transfer and content decoding.
};

}  // namespace izvor
