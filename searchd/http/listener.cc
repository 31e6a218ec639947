#include "searchd/http/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace izvor {
namespace {

struct Endpoint {
  sockaddr_storage storage{};
  socklen_t size = 0;

  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  [[nodiscard]] sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  [[nodiscard]] bool is_v6() const { return storage.ss_family == AF_INET6; }
};

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), port);
  return status == std::errc() && end == text.data() + text.size();
}

bool parse_host(const std::string& host, std::uint16_t port, Endpoint& out) {
  auto* v4 = reinterpret_cast<sockaddr_in*>(&out.storage);
  if (inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    out.size = sizeof *v4;
    return true;
  }
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&out.storage);
  if (host.size() < 3 || host.front() != '[' || host.back() != ']') return false;
  if (inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &v6->sin6_addr) != 1) return false;
  v6->sin6_family = AF_INET6;
  v6->sin6_port = htons(port);
  out.size = sizeof *v6;
  return true;
}

Result<Endpoint> parse_endpoint(const std::string& listen) {
  const auto colon = listen.rfind(':');
  Endpoint endpoint;
  std::uint16_t port = 0;
  if (colon == std::string::npos || !parse_port(std::string_view(listen).substr(colon + 1), port) ||
      !parse_host(listen.substr(0, colon), port, endpoint))
    return fail("cannot listen on \"" + listen + "\": give ADDRESS:PORT, for instance 127.0.0.1:8080 or [::1]:0");
  return endpoint;
}

std::uint16_t port_of(const Endpoint& endpoint) {
  return ntohs(endpoint.is_v6() ? reinterpret_cast<const sockaddr_in6*>(&endpoint.storage)->sin6_port
                                : reinterpret_cast<const sockaddr_in*>(&endpoint.storage)->sin_port);
}

bool bind_and_listen(int socket, const Endpoint& endpoint) {
  const int yes = 1;
  // A restart must not wait for the last connections of the process before.
  return setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
         bind(socket, endpoint.get(), endpoint.size) == 0 && ::listen(socket, SOMAXCONN) == 0;
}

}  // namespace

Result<Listener> Listener::open(const std::string& listen) {
  auto endpoint = parse_endpoint(listen);
  if (!endpoint) return tl::unexpected(endpoint.error());
  Listener listener;
  listener.is_v6_ = endpoint->is_v6();
  listener.stop_ = FileDescriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  listener.socket_ = FileDescriptor(::socket(endpoint->storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!listener.socket_.is_open() || !listener.stop_.is_open() || !bind_and_listen(listener.socket_.get(), *endpoint)) {
    if (errno == EADDRINUSE)
      return fail("cannot listen on " + listen + ": another program has this port; stop it, or choose a port with --listen");
    return fail("cannot listen on " + listen + ": " + std::strerror(errno));
  }
  getsockname(listener.socket_.get(), endpoint->get(), &endpoint->size);
  listener.port_ = port_of(*endpoint);
  const std::string host = listen.substr(0, listen.rfind(':'));
  listener.address_ = (host == "localhost" ? "127.0.0.1" : host) + ":" + std::to_string(listener.port_);
  return listener;
}

void Listener::run(const std::function<void(int)>& take) {
  pollfd waiting[] = {{.fd = stop_.get(), .events = POLLIN, .revents = 0},
                      {.fd = socket_.get(), .events = POLLIN, .revents = 0}};
  for (;;) {
    poll(waiting, 2, -1);
    if (waiting[0].revents != 0) break;
    const int socket = accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket >= 0) {
      take(socket);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      spdlog::warn("cannot accept a connection: {}", std::strerror(errno));
      poll(waiting, 1, 100);  // The connection stays in the queue: look again soon instead of spinning.
    }
  }
  socket_ = FileDescriptor();
}

void Listener::stop() const {
  const std::uint64_t one = 1;
  if (::write(stop_.get(), &one, sizeof one) < 0) spdlog::error("cannot stop listening: {}", std::strerror(errno));
}

}  // namespace izvor
