// Capture order: which of two captures of a page came first, whichever arrived first.
//
// Order is by WARC-Date to the second, then by *place*, a number within the second:
//
//   from the WARC file of another program   the nanoseconds of its WARC-Date, mostly 0
//   fetched, or imported under a given date  after all captures of the page that the archive has of that second
//
// Captures of one second and place are ordered by what they are (the end of a page before content, so that a page seen alive
// in that second is alive) and then by payload digest, status and type: arbitrary, and the same in whatever order they are
// imported.
//
// A revisit of another program repeats what its WARC-Payload-Digest names, wherever that was captured. Without such a capture it
// repeats what its WARC-Refers-To identifier names, or else what its WARC-Refers-To-Target-URI and -Date name, unless that is known
// under another digest; until something of this is there, it waits. A revisit without a digest of its own (or with that of
// nothing, which programs write beside a 304) can name several captures: a date says a second, and the page may have said two
// things in it. No record tells which one was meant. Such a revisit repeats all of them, in the order above, also those that
// arrive later, so that the last of that second's counts. What is there in the end depends on the records alone.
//
// WARC 1.1 allows dates of a year, a month, a day or a minute only. Such a date stands for the first second of what it names;
// the last one might lie in the future. A date that lies in the future of the import is refused: no capture can have it, and
// the page would be taken for current until then. A *fetch* is never older than what the archive has of the page (a clock
// may have run ahead): its time is then that of the last capture, and its place the next.
//
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "izvor/page_version.h"
#include "izvor/result.h"

namespace izvor {

struct CaptureTime {
  UtcTime second;
  std::uint32_t nanoseconds = 0;
};

/// Reads a WARC-Date (WARC 1.1, section 5.4, and the W3C profile of ISO 8601): "2016", "2016-09", "2016-09-19",
/// "2016-09-19T17:20Z", "2016-09-19T17:20:24Z", "2016-09-19T17:20:24.123456789Z".
[[nodiscard]] Result<CaptureTime> parse_warc_date(std::string_view text);

/// Orders the captures of one second as text, as captured_before does.
[[nodiscard]] std::string rank_of(const PageVersion& version);
/// What `same_state` compares, as text.
[[nodiscard]] std::string state_of(const PageVersion& version);

}  // namespace izvor
