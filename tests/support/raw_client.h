// RawClient: a plain TCP socket, to send what no HTTP library would.
//
// Blocking, with a deadline on every read; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace izvor::testing {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;

  /// Whether all of it was taken; the server may have closed before.
  bool send(std::string_view bytes);
  /// Says that nothing more will be sent.
  void finish_sending();
  /// One answer: its head, and its body by Content-Length. What came until then when the server closed or five seconds are
  /// over.
  [[nodiscard]] std::string read_answer(bool head_only = false);
  /// All that comes until the server closes.
  [[nodiscard]] std::string read_all();
  /// Whether the server closed the connection, waiting for it up to five seconds.
  [[nodiscard]] bool is_closed();

 private:
  [[nodiscard]] bool read_some();

  int socket_ = -1;
  std::string received_;
};

/// 200 of "HTTP/1.1 200 OK…"; 0 when there is no status line.
[[nodiscard]] int status_of(std::string_view answer);
/// What follows the empty line.
[[nodiscard]] std::string_view body_of(std::string_view answer);

}  // namespace izvor::testing
