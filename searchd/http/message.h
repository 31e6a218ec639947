// HttpRequest and HttpResponse: plain values between the server, which speaks sockets, and the routes, which speak Izvor.
//
// No library types, so that routes are tested without a socket and compile without Beast. Values; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace izvor {

using HeaderField = std::pair<std::string, std::string>;

struct HttpRequest {
  std::string method = "GET";       ///< As sent: "GET", "HEAD", "POST"…
  std::string target = "/";         ///< As sent, still percent-encoded: "/search?q=%D1%86".
  std::vector<HeaderField> fields;  ///< In order, names as sent.
  std::string body;

  /// The first field of that name (compared without case), empty when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::vector<HeaderField> fields;  ///< Without Content-Length, Connection, Date: the server adds them.
  std::string body;

  [[nodiscard]] std::string_view field(std::string_view name) const;
  /// Replaces the field of that name, or adds it.
  void set(std::string_view name, std::string value);
};

/// ASCII comparison without case, as field names want it.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace izvor
