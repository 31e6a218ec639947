#include "tests/support/http2_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace izvor::testing {
namespace {

constexpr const char* kProgram = "/usr/sbin/nghttpd";
constexpr int kAttempts = 20;  // Between its choice and its use, somebody else may take a port.

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool found = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!found) throw std::runtime_error("no port is free on 127.0.0.1");
  return ntohs(address.sin_port);
}

bool is_listening(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool connected = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return connected;
}

}  // namespace

bool Http2Server::is_installed() { return ::access(kProgram, X_OK) == 0; }

Http2Server::Http2Server(const std::filesystem::path& folder, const TestCertificate& certificate) {
  const std::filesystem::path types = certificate.key.parent_path() / "mime.types";
  std::ofstream(types) << "text/html html\n";
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    port_ = free_port();
    process_ = std::make_unique<ChildProcess>(std::vector<std::string>{
        kProgram, "--address=127.0.0.1", "--verbose", "--htdocs=" + folder.string(), "--mime-types-file=" + types.string(),
        std::to_string(port_), certificate.key.string(), certificate.certificate.string()});
    const bool decided = eventually([this] { return is_listening(port_) || !process_->running(); });
    if (decided && process_->running()) return;
  }
  throw std::runtime_error("nghttpd does not start: " + process_->messages());
}

}  // namespace izvor::testing
