// HttpServer: HTTP/1.1 on one address, one io_context and one handler per thread.
//
// A small thread accepts and gives each connection to the worker with the fewest. Every deadline is absolute (the whole head
// by T, the whole body by T): a client that drips bytes gains nothing; it is cut at most a quarter of a second later. The only
// user of Boost.Beast outside tests, and only in http_server.cc. start, stop and wait may be called from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "izvor/result.h"
#include "searchd/http/message.h"

namespace izvor {

/// Answers one request. Called on one thread only; what it throws becomes a 500.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;
/// Makes the handler of one thread, with the state of its own. Called before the threads start.
using HttpHandlerFactory = std::function<HttpHandler()>;

struct HttpServerOptions {
  std::string listen = "127.0.0.1:8080";  ///< "ADDRESS:PORT", IPv6 in brackets; port 0 lets the system choose.
  unsigned threads = 0;                   ///< 0: one per core.
  std::chrono::milliseconds head_deadline{
      10'000};  ///< From the connection, or from a later request's first byte, to the end of its head.
  std::chrono::milliseconds body_deadline{20'000};   ///< For the whole body.
  std::chrono::milliseconds idle_deadline{60'000};   ///< Between two requests on one connection.
  std::chrono::milliseconds write_deadline{30'000};  ///< For the whole answer.
  std::chrono::milliseconds drain_deadline{10'000};  ///< After stop(): what is not answered by then is cut off.
  std::uint32_t max_head_bytes = 32 * 1024;          ///< Request line and fields together: 4 KB of text percent-encoded, and more.
  std::uint64_t max_body_bytes = std::uint64_t{1024} * 1024;
  std::size_t max_connections = 10'000;  ///< When reached, the connection that has been idle longest makes room.
};

class HttpServer {
 public:
  /// Listens and starts the threads. Fails when the address is not understood or not free.
  [[nodiscard]] static Result<HttpServer> start(const HttpServerOptions& options, const HttpHandlerFactory& make_handler);

  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) = delete;
  /// Stops and waits.
  ~HttpServer();

  /// "127.0.0.1:8080": what was chosen where the port was 0.
  [[nodiscard]] const std::string& address() const;
  [[nodiscard]] std::uint16_t port() const;

  /// Accepts no more, closes idle connections, lets requests under way be answered until the drain deadline. Returns at once.
  void stop();
  /// Until all threads have ended after stop().
  void wait();

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
