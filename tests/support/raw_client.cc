#include "tests/support/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>
#include <utility>

namespace izvor::testing {

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{.tv_sec = 5, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
}

RawClient::RawClient(RawClient&& other) noexcept : socket_(other.socket_), received_(std::move(other.received_)) {
  other.socket_ = -1;
}

RawClient::~RawClient() {
  if (socket_ >= 0) close(socket_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::finish_sending() { shutdown(socket_, SHUT_WR); }

bool RawClient::read_some() {
  char buffer[16384];
  const auto got = recv(socket_, buffer, sizeof buffer, 0);
  if (got <= 0) return false;
  received_.append(buffer, static_cast<std::size_t>(got));
  return true;
}

std::string RawClient::read_answer(bool head_only) {
  std::size_t head = 0;
  while ((head = received_.find("\r\n\r\n")) == std::string::npos)
    if (!read_some()) return std::exchange(received_, {});
  std::size_t length = head + 4;
  static constexpr std::string_view kLength = "Content-Length: ";
  const auto field = received_.find(kLength);
  if (!head_only && field < head) {
    std::size_t body = 0;
    std::from_chars(received_.data() + field + kLength.size(), received_.data() + head, body);
    length += body;
  }
  while (received_.size() < length)
    if (!read_some()) break;
  std::string answer = received_.substr(0, length);
  received_.erase(0, answer.size());
  return answer;
}

std::string RawClient::read_all() {
  while (read_some()) continue;
  return std::exchange(received_, {});
}

bool RawClient::is_closed() {
  char byte = 0;
  return recv(socket_, &byte, 1, 0) == 0;
}

int status_of(std::string_view answer) {
  int status = 0;
  if (answer.starts_with("HTTP/1.") && answer.size() > 12) std::from_chars(answer.data() + 9, answer.data() + 12, status);
  return status;
}

std::string_view body_of(std::string_view answer) {
  const auto head = answer.find("\r\n\r\n");
  return head == std::string_view::npos ? std::string_view() : answer.substr(head + 4);
}

}  // namespace izvor::testing
