// HTTP/1.1 messages inside WARC records: written from what libcurl gave, read back from ours and from other programs' files.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "izvor/page_version.h"
#include "izvor/result.h"

namespace izvor {

struct HttpResponse {
  int status = 0;
  std::vector<HttpField> fields;
  std::string body;
};

/// Case-insensitive, ASCII.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// The first field of that name; empty when there is none.
[[nodiscard]] std::string_view find_field(const std::vector<HttpField>& fields, std::string_view name);

/// A field's value on one line: control characters become spaces.
[[nodiscard]] std::string one_line(std::string_view value);

/// Status line and fields, with the blank line. Fields that describe the coding on the wire go under X-Archive-Orig- names, and
/// Content-Length becomes `body_bytes`.
[[nodiscard]] std::string response_head(int status, const std::vector<HttpField>& fields, std::size_t body_bytes);
/// The same for an answer without a body of its own (revisit): no field is changed.
[[nodiscard]] std::string bodiless_response_head(int status, const std::vector<HttpField>& fields);

/// Takes a message apart; the body is what follows the head, as it is. Fails on what is not HTTP/1.x.
[[nodiscard]] Result<HttpResponse> parse_http_response(std::string&& message);

/// Undoes chunks and content codings (crawler/coding), in place; fails on other codings, damage, and more than `max_bytes`.
[[nodiscard]] Result<void> decode_body(HttpResponse& response, std::size_t max_bytes);

}  // namespace izvor
