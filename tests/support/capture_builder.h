// Captures for tests, in one line each.
#pragma once

#include <string>
#include <string_view>

#include "izvor/page_version.h"

namespace izvor::testing {

/// A fetched page with the status 200 and Content-Type "text/html; charset=utf-8".
[[nodiscard]] inline Capture fetched_page(std::string_view url, std::string body,
                                          std::string_view when = "2024-03-26T09:00:00Z") {
  return {.url = *Url::parse(url),
          .fetched = *parse_rfc3339(when),
          .status = 200,
          .imported = false,
          .fields = {{"Content-Type", "text/html; charset=utf-8"}},
          .request_head = "GET / HTTP/1.1\r\nHost: example.eu\r\n\r\n",
          .body = std::move(body)};
}

/// An imported file.
[[nodiscard]] inline Capture imported_page(std::string_view url, std::string body,
                                           std::string_view when = "2024-03-26T09:00:00Z") {
  return {.url = *Url::parse(url),
          .fetched = *parse_rfc3339(when),
          .status = 200,
          .imported = true,
          .fields = {{"Content-Type", "text/html"}},
          .request_head = {},
          .body = std::move(body)};
}

}  // namespace izvor::testing
