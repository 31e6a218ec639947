// WarcRecord: one record of a WARC 1.1 file (ISO 28500:2017), and the records that Izvor writes.
//
// Every record is a gzip member of its own. A file izvor-NNNNN.warc.gz begins with a `warcinfo` record; then, for each capture:
//
//   response   an HTTP exchange with a new payload; block: status line, fields, decoded body
//   resource   an imported file with a new payload; block: the file
//   revisit    the page's payload is what it was. Profile identical-payload-digest (we compared) or server-not-modified (the
//              server answered 304, and only then). WARC-Refers-To-Target-URI and -Date name the version that it repeats;
//              WARC-Payload-Digest is that version's. Block: status line and fields; empty for an import
//   metadata   the page is gone; block (application/warc-fields): `gone: REASON`, `status: CODE`. Without a number where the
//              archive knew already that the page was gone then
//   request    beside a response or its revisit (WARC-Concurrent-To), after it; block: the request's head
//
// WARC-Payload-Digest is "sha256:" and hexadecimal digits over the payload. libcurl decodes content, so the payload is the
// decoded body: Content-Encoding, Transfer-Encoding and Content-Length as received stand under X-Archive-Orig- names, and
// Content-Length is true.
//
// Extension fields. From them and the rest of the records the catalogue can be rebuilt:
//
//   Izvor-Sequence       the version's number, in response, resource and metadata records. A record without it is no version
//   Izvor-Place          place within the second of WARC-Date (crawler/archive/capture_order.h). Records written before there
//                        was such a field are placed in the order in which they were written
//   Izvor-Repeats        in a record that is no version: number of the version whose state it repeats; 0: the page was gone
//                        before anything else was known of it
//   Izvor-Waiting        in a revisit from another program's file: what it repeats had not been imported. Its digest and
//                        WARC-Refers-To fields are the other program's
//   Izvor-Resolves       WARC-Record-ID of the waiting revisit that this record settles
//   Izvor-Origin-ID, Izvor-Origin-Digest
//                        WARC-Record-ID and WARC-Payload-Digest of the record that was imported: other programs' revisits name
//                        them
//   Izvor-Damage         why the capture is not whole; imported because --damaged was given
//
// Values; functions are pure but for the random WARC-Record-ID; safe from any thread.
#pragma once

#include <cstdint>
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

/// What the extension fields say beside a version's number.
struct RecordNotes {
  std::uint32_t place = 0;
  std::string origin_id = {};      ///< "<urn:uuid:…>"; empty for what Izvor fetched.
  std::string origin_digest = {};  ///< As the other program wrote it.
  std::string damage = {};
  std::string resolves = {};
};
void add_notes(WarcRecord& record, const RecordNotes& notes);
[[nodiscard]] RecordNotes notes_of(const WarcRecord& record);
/// No for a record that was written before there were places.
[[nodiscard]] bool has_place(const WarcRecord& record);

[[nodiscard]] WarcRecord warcinfo_record(const std::string& file_name, UtcTime now);
/// A `response` record, or `resource` for an import.
[[nodiscard]] WarcRecord version_record(const Capture& capture, const std::string& payload_digest, Sequence sequence);
[[nodiscard]] WarcRecord revisit_record(const Capture& capture, const PageVersion& original, RevisitReason reason);
/// `sequence` 0: no version.
[[nodiscard]] WarcRecord gone_record(const Url& url, UtcTime when, int status, const std::string& reason, Sequence sequence);
/// The request that belongs to `answer`.
[[nodiscard]] WarcRecord request_record(const Capture& capture, const WarcRecord& answer);

/// A revisit of another program's, or ours, whose original is not in the archive yet. `fields` are its WARC fields, as it had
/// them; `head` is its HTTP head.
[[nodiscard]] WarcRecord waiting_record(const Url& url, UtcTime when, const std::vector<HttpField>& fields,
                                        const std::string& head);

/// The version that a record holds; none when it is no version of ours; fails when it says that it is one and cannot be read.
[[nodiscard]] Result<std::optional<PageVersion>> version_of(const WarcRecord& record);

/// The state of a page in a record that is no version: the number of the version that it repeats.
[[nodiscard]] std::optional<Sequence> repeated_by(const WarcRecord& record);
/// Says so in a record that is no version.
void add_repeats(WarcRecord& record, Sequence version);
[[nodiscard]] bool is_waiting(const WarcRecord& record);

/// Whether a metadata record says that a page is gone, ours or that of another archive of Izvor's; and its status.
[[nodiscard]] std::optional<int> gone_status_of(const WarcRecord& record);
/// Why the page is gone, in such a record.
[[nodiscard]] std::string gone_reason_of(const WarcRecord& record);

/// "<http://x>" as WARC 1.0 writes it, without the brackets.
[[nodiscard]] std::string_view without_brackets(std::string_view uri);

/// The capture in a `response` or `resource` record, ours or another program's, its body as the record has it.
[[nodiscard]] Result<Capture> capture_of(WarcRecord record);

/// The X-Robots-Tag values of response fields, one a line.
[[nodiscard]] std::string robots_tags(const std::vector<HttpField>& fields);

/// "sha256:" and the digest.
[[nodiscard]] std::string payload_digest_of(std::string_view payload);

}  // namespace izvor
