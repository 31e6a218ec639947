// What is wrong with a record of another program that can be read all the same: cut off, in pieces, or not what its digest
// says.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crawler/archive/http_message.h"
#include "crawler/archive/warc_record.h"

namespace izvor {

/// By the record's own fields: WARC-Truncated, WARC-Segment-Number, WARC-Block-Digest. Empty: nothing. A revisit says "length"
/// of the body that it leaves out: that is no damage.
[[nodiscard]] std::string damage_of_block(const WarcRecord& record);

/// What is there of a body in chunks whose last ones are missing; none for any other body.
[[nodiscard]] std::optional<std::string> cut_chunks(const HttpResponse& response);

/// Whether a payload is shorter than its HTTP head declares, or not what `digest` (WARC-Payload-Digest, may be empty) says.
/// `response` is as the record has it, `decoded` its body without codings: programs differ in which of the two they digest.
[[nodiscard]] std::string damage_of_payload(const HttpResponse& response, std::string_view decoded, std::string_view digest);

/// Whether the digest of `bytes` is `digest`, "sha1:…", "sha256:…" or "md5:…" in Base32 or hexadecimal digits; yes also where
/// its algorithm or writing is not known.
[[nodiscard]] bool has_digest(std::string_view bytes, std::string_view digest);

}  // namespace izvor
