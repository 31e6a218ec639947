// WarcRecord: one record of a WARC 1.1 file (ISO 28500:2017), and the records that Izvor writes.
//
// Every record is a gzip member of its own. A file izvor-NNNNN.warc.gz begins with a `warcinfo` record; then, for each capture:
//
//   response   an HTTP exchange with a new payload; block: status line, fields, decoded body
//   resource   an imported file with a new payload; block: the file
//   revisit    the page's payload is what it was. Profile identical-payload-digest (we compared) or server-not-modified (the
//              server answered 304, and only then). WARC-Refers-To-Target-URI and -Date name the version that it repeats;
//              WARC-Payload-Digest is that version's. Block: status line and fields; empty for an import
//   metadata   the page is gone; block (application/warc-fields): `gone: REASON`, `status: CODE`
//   request    beside a response or its revisit (WARC-Concurrent-To), after it; block: the request's head
//
// WARC-Payload-Digest is "sha256:" and hexadecimal digits over the payload. libcurl decodes content, so the payload is the
// decoded body: Content-Encoding, Transfer-Encoding and Content-Length as received stand under X-Archive-Orig- names, and
// Content-Length is true.
//
// Extension field: `Izvor-Sequence`, the version's number, in response, resource and metadata records. From it and the rest
// of the record the catalogue can be rebuilt. A record without it is no version.
//
// Values; functions are pure but for the random WARC-Record-ID; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/page_version.h"
#include "izvor/result.h"

namespace izvor {

struct WarcRecord {
  std::vector<HttpField> fields;  ///< Named fields in order, without Content-Length.
  std::string block;

  /// The first field of that name, compared without case; empty when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
  [[nodiscard]] std::string_view type() const { return field("WARC-Type"); }
};

/// Version line, fields, Content-Length, block and the two line ends. Line breaks inside of values become spaces.
[[nodiscard]] std::string serialise(const WarcRecord& record);

/// Why a revisit record says that nothing changed.
enum class RevisitReason { kIdenticalPayload, kServerNotModified };

[[nodiscard]] WarcRecord warcinfo_record(const std::string& file_name, UtcTime now);
/// A `response` record, or `resource` for an import.
[[nodiscard]] WarcRecord version_record(const Capture& capture, const std::string& payload_digest, Sequence sequence);
[[nodiscard]] WarcRecord revisit_record(const Capture& capture, const PageVersion& original, RevisitReason reason);
[[nodiscard]] WarcRecord gone_record(const Url& url, UtcTime when, int status, const std::string& reason, Sequence sequence);
/// The request that belongs to `answer`.
[[nodiscard]] WarcRecord request_record(const Capture& capture, const WarcRecord& answer);

/// What a catalogue keeps of a version, beside its position.
struct RecordedVersion {
  PageVersion version;
  std::string robots;  ///< X-Robots-Tag values, one a line: a change there is a new version too.
};

/// The version that a record holds; none when it is no version of ours; fails when it says that it is one and cannot be read.
[[nodiscard]] Result<std::optional<RecordedVersion>> version_of(const WarcRecord& record);

/// The capture in a `response` or `resource` record, ours or another program's, its body as the record has it.
[[nodiscard]] Result<Capture> capture_of(WarcRecord record);

/// The X-Robots-Tag values of response fields, one a line.
[[nodiscard]] std::string robots_tags(const std::vector<HttpField>& fields);

/// "sha256:" and the digest.
[[nodiscard]] std::string payload_digest_of(std::string_view payload);

}  // namespace izvor
