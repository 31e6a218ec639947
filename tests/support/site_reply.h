// SiteReply and SiteRequest: what the sample site's server answers, and what it was asked.
//
// Plain values, so that a test states an answer by naming the fields that differ from a healthy page. Safe to copy anywhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace izvor::testing {

using SiteHeaders = std::vector<std::pair<std::string, std::string>>;

/// How a connection misbehaves while it answers. All but `none` close the connection.
enum class SiteFault {
  none,
  drop,           ///< closed without a byte of answer
  drop_in_head,   ///< closed in the middle of the header fields
  truncate_body,  ///< half of the body under the Content-Length of the whole
  bad_chunk,      ///< chunked, and the second chunk has no readable size
  endless_body,   ///< the body again and again, chunked, until the client leaves (at most SiteReply::fault_bytes)
  slow_drip,      ///< one byte of the body each SiteReply::drip_interval
  gzip_bomb,      ///< SiteReply::fault_bytes of zeros, compressed a thousandfold
  broken_gzip,    ///< begins like gzip and is not
  header_flood,   ///< header fields until the client leaves (at most SiteReply::fault_bytes)
  not_http,       ///< bytes that are no HTTP answer
};

struct SiteReply {
  int status = 200;
  std::string body;
  std::string content_type = "text/html; charset=utf-8";  ///< empty: no such header
  std::string location;                                   ///< sent as is, whatever its scheme
  std::string last_modified;                              ///< an HTTP date; empty: no such header
  std::string etag = "auto";                              ///< "auto": from the body; empty: no such header
  SiteHeaders headers;                                    ///< sent after the server's own
  bool gzip = true;                                       ///< where the client accepts it
  bool chunked = false;                                   ///< no Content-Length
  bool hold = false;                                      ///< answered only after SiteServer::release
  std::chrono::milliseconds delay{0};                     ///< before the first byte
  std::chrono::milliseconds drip_interval{20};
  SiteFault fault = SiteFault::none;
  std::size_t fault_bytes = std::size_t{256} << 20;
};

/// A request as it arrived.
struct SiteRequest {
  std::string method;
  std::string target;  ///< path and query, as sent
  SiteHeaders headers;
  std::chrono::steady_clock::time_point arrived;
  int connection = 0;  ///< the same number for requests of one connection
  int status = 0;      ///< what was answered; 0 while it is not

  /// The value of a header field, its name in any case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// Builders of the usual answers.
[[nodiscard]] SiteReply html_page(std::string body);
[[nodiscard]] SiteReply plain_text(std::string body);
[[nodiscard]] SiteReply xml_file(std::string body);
[[nodiscard]] SiteReply redirect_to(std::string location, int status = 302);
[[nodiscard]] SiteReply failure(int status, std::string_view retry_after = {});

}  // namespace izvor::testing
