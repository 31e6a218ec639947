#include "searchd/http/http_server.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <list>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "izvor/utc_time.h"
#include "searchd/http/content_coding.h"
#include "searchd/http/listener.h"

namespace izvor {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

/// What the server itself has to say, before any route saw the request.
HttpResponse problem(int status, std::string_view title, std::string_view detail) {
  HttpResponse response;
  response.status = status;
  response.set("Content-Type", "application/problem+json");
  response.body = "{\"type\":\"about:blank\",\"title\":\"" + std::string(title) + "\",\"status\":" + std::to_string(status) +
                  ",\"detail\":\"" + std::string(detail) + "\"}";
  return response;
}

HttpResponse problem_of(error_code error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    return problem(431, "Request Header Fields Too Large", "The request line and the fields together are too long.");
  if (error == http::error::body_limit)
    return problem(413, "Content Too Large", "The body is larger than this server accepts.");
  if (error == http::error::bad_version) return problem(505, "HTTP Version Not Supported", "This server speaks HTTP/1.1.");
  return problem(400, "Bad Request", "The request is not well-formed HTTP/1.1.");
}

bool is_http_error(error_code error) { return error.category() == make_error_code(http::error::bad_method).category(); }

class Connection;

using Clock = std::chrono::steady_clock;

/// How often deadlines are looked at: whoever exceeds one is cut so much later at most.
std::chrono::milliseconds pace_for(const HttpServerOptions& options) {
  const auto shortest = std::min({options.head_deadline, options.body_deadline, options.idle_deadline, options.write_deadline});
  return std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
}

/// One thread: its io_context, its handler and its connections.
class Worker {
 public:
  Worker(const HttpServerOptions& options, std::size_t max_connections, HttpHandler handler)
      : options_(options), max_connections_(max_connections), handler_(std::move(handler)), pace_(pace_for(options)) {}

  void run() {
    thread_ = std::thread([this] { serve(); });
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  /// From any thread: takes over an accepted socket.
  void adopt(tcp protocol, int socket);
  /// From any thread: how many connections it has.
  [[nodiscard]] std::size_t load() const { return load_.load(std::memory_order_relaxed); }
  /// From any thread: begins to drain.
  void stop() {
    asio::post(io_, [this] { drain(); });
  }

  [[nodiscard]] const HttpServerOptions& options() const { return options_; }
  [[nodiscard]] bool draining() const { return draining_; }
  [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

  using Place = std::list<Connection*>::iterator;
  Place enter(Connection& connection) { return busy_.insert(busy_.end(), &connection); }
  void to_idle(Place place) { idle_.splice(idle_.end(), busy_, place); }
  void to_busy(Place place) { busy_.splice(busy_.end(), idle_, place); }
  void leave(Place place, bool idle);

 private:
  void serve();
  void begin(tcp::socket socket);
  void drain();
  void watch_deadlines();

  const HttpServerOptions& options_;
  const std::size_t max_connections_;
  HttpHandler handler_;
  const std::chrono::milliseconds pace_;
  std::list<Connection*> idle_;  ///< Waiting for a first byte, longest first.
  std::list<Connection*> busy_;
  std::atomic<std::size_t> load_ = 0;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> open_{io_.get_executor()};
  asio::steady_timer drain_timer_{io_};
  // One timer for all connections: one for each step of each request costs two system calls a request.
  asio::steady_timer deadline_timer_{io_};
  bool watching_ = false;
  bool draining_ = false;
  std::thread thread_;
};

/// One client: reads a request, answers it, and begins again. Kept alive by the operation under way.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Worker& worker, tcp::socket socket) : worker_(worker), stream_(std::move(socket)) {
    place_ = worker_.enter(*this);
  }
  ~Connection() { worker_.leave(place_, idle_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void begin() {
    error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    wait_for_request(worker_.options().head_deadline);
  }
  void cut() { stream_.close(); }
  [[nodiscard]] bool overdue(Clock::time_point now) const { return now > deadline_; }

 private:
  using Self = std::shared_ptr<Connection>;

  void allow(std::chrono::milliseconds time) { deadline_ = Clock::now() + time; }

  void wait_for_request(std::chrono::milliseconds deadline);
  void read_head();
  void on_head(error_code error);
  void read_body();
  void on_body(error_code error);
  [[nodiscard]] std::optional<HttpResponse> refuse_head() const;
  void answer();
  void write(HttpResponse response, bool keep_alive);
  void on_written(error_code error);
  void linger();

  Worker& worker_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  Worker::Place place_;
  Clock::time_point deadline_ = Clock::time_point::max();  ///< Of what is under way.
  bool idle_ = false;
};

void Connection::wait_for_request(std::chrono::milliseconds deadline) {
  parser_.reset();
  response_.reset();
  if (worker_.draining()) return linger();
  if (buffer_.size() > 0) return read_head();  // Pipelined.
  // An idle connection costs little: whatever a large request made the buffer grow to is given back.
  buffer_.clear();
  buffer_.shrink_to_fit();
  worker_.to_idle(place_);
  idle_ = true;
  allow(deadline);
  stream_.async_read_some(buffer_.prepare(1024), [self = shared_from_this()](error_code error, std::size_t bytes) {
    self->worker_.to_busy(self->place_);
    self->idle_ = false;
    if (error) return;
    self->buffer_.commit(bytes);
    self->read_head();
  });
}

void Connection::read_head() {
  parser_.emplace();
  parser_->header_limit(worker_.options().max_head_bytes);
  parser_->body_limit(worker_.options().max_body_bytes);
  allow(worker_.options().head_deadline);
  // Nearly always all of it came with the first bytes.
  error_code parsed;
  buffer_.consume(parser_->put(buffer_.data(), parsed));
  if (parsed != http::error::need_more) return on_head(parsed);
  http::async_read_header(stream_, buffer_, *parser_,
                          [self = shared_from_this()](error_code error, std::size_t) { self->on_head(error); });
}

std::optional<HttpResponse> Connection::refuse_head() const {
  const auto& head = parser_->get();
  const auto hosts = head.count(http::field::host);
  // RFC 9112, section 3.2: exactly one Host in HTTP/1.1.
  if (hosts > 1 || (hosts == 0 && head.version() >= 11))
    return problem(400, "Bad Request", "A request has exactly one Host field.");
  const auto expect = head[http::field::expect];
  if (!expect.empty() && !beast::iequals(expect, "100-continue"))
    return problem(417, "Expectation Failed", "Only 100-continue is understood in Expect.");
  // RFC 9112, section 6.1: a coding that is not understood would leave us guessing where the body ends.
  const auto codings = head.count(http::field::transfer_encoding);
  if (codings > 1 || (codings == 1 && !beast::iequals(head[http::field::transfer_encoding], "chunked")))
    return problem(501, "Not Implemented", "Only chunked is understood in Transfer-Encoding.");
  return std::nullopt;
}

void Connection::on_head(error_code error) {
  if (is_http_error(error) && error != http::error::end_of_stream && error != http::error::partial_message)
    return write(problem_of(error), false);
  if (error) return;
  if (auto refusal = refuse_head()) return write(std::move(*refusal), false);
  if (parser_->is_done()) return answer();
  allow(worker_.options().body_deadline);
  if (parser_->get()[http::field::expect].empty()) return read_body();
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(stream_, asio::buffer(kContinue), [self = shared_from_this()](error_code failed, std::size_t) {
    if (!failed) self->read_body();
  });
}

void Connection::read_body() {
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](error_code error, std::size_t) { self->on_body(error); });
}

void Connection::on_body(error_code error) {
  if (is_http_error(error) && error != http::error::end_of_stream && error != http::error::partial_message)
    return write(problem_of(error), false);
  if (!error) answer();
}

void Connection::answer() {
  auto& message = parser_->get();
  HttpRequest request{
      .method = std::string(message.method_string()), .target = std::string(message.target()), .fields = {}, .body = {}};
  for (const auto& field : message) request.fields.emplace_back(field.name_string(), field.value());
  request.body = std::move(message.body());
  HttpResponse response = worker_.answer(request);
  compress(request, response);
  write(std::move(response), message.keep_alive());
}

void Connection::write(HttpResponse response, bool keep_alive) {
  const bool head_only = parser_->is_header_done() && parser_->get().method() == http::verb::head;
  const bool may_have_body = response.status != 204 && response.status != 304;
  auto& message = response_.emplace();
  message.result(static_cast<unsigned>(response.status));
  for (const auto& [name, value] : response.fields) message.insert(name, value);
  message.set(http::field::date, format_http_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())));
  message.keep_alive(keep_alive && !worker_.draining());
  if (may_have_body) message.content_length(response.body.size());
  if (may_have_body && !head_only) message.body() = std::move(response.body);
  allow(worker_.options().write_deadline);
  http::async_write(stream_, message, [self = shared_from_this()](error_code error, std::size_t) { self->on_written(error); });
}

void Connection::on_written(error_code error) {
  if (error) return;
  if (response_->need_eof() || !response_->keep_alive()) return linger();
  wait_for_request(worker_.options().idle_deadline);
}

// Closing with unread bytes would reset the connection and could destroy the answer on its way (RFC 9112, section 9.6).
void Connection::linger() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  allow(std::chrono::seconds(1));
  buffer_.clear();
  const auto discard = [](auto again, Self self) -> void {
    auto& connection = *self;
    connection.stream_.async_read_some(connection.buffer_.prepare(4096), [again, self](error_code error, std::size_t) {
      if (!error) again(again, self);
    });
  };
  discard(discard, shared_from_this());
}

HttpResponse Worker::answer(const HttpRequest& request) const {
  try {
    return handler_(request);
  } catch (const std::exception& failure) {
    // Without the query: what people ask is not for the log.
    spdlog::error("{} {}: {}", request.method, request.target.substr(0, request.target.find('?')), failure.what());
    return problem(500, "Internal Server Error", "The server failed to answer; its log says why.");
  }
}

// One client's misfortune (no memory, most likely) ends its connection, not the thread.
void Worker::serve() {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception& failure) {
      spdlog::error("a connection was given up: {}", failure.what());
    }
  }
}

void Worker::adopt(tcp protocol, int socket) {
  load_.fetch_add(1, std::memory_order_relaxed);
  asio::post(io_, [this, owned = tcp::socket(io_, protocol, socket)]() mutable { begin(std::move(owned)); });
}

// When there are too many, whoever only holds a connection gives way; when all of them are at work, the newcomer does.
void Worker::begin(tcp::socket socket) {
  const bool full = idle_.size() + busy_.size() >= max_connections_;
  if (full && !idle_.empty()) idle_.front()->cut();
  if (draining_ || (full && idle_.empty())) {
    load_.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  std::make_shared<Connection>(*this, std::move(socket))->begin();
  if (!watching_) watch_deadlines();
}

/// As long as there are connections.
void Worker::watch_deadlines() {
  deadline_timer_.expires_after(pace_);
  deadline_timer_.async_wait([this](error_code) {
    watching_ = false;
    if (idle_.empty() && busy_.empty()) return;
    const Clock::time_point now = Clock::now();
    for (const auto* connections : {&idle_, &busy_})
      for (Connection* connection : *connections)
        if (connection->overdue(now)) connection->cut();
    watch_deadlines();
  });
  watching_ = true;  // Only now: where there was no memory for it, the next connection tries again.
}

void Worker::leave(Place place, bool idle) {
  (idle ? idle_ : busy_).erase(place);
  load_.fetch_sub(1, std::memory_order_relaxed);
  if (!idle_.empty() || !busy_.empty()) return;
  deadline_timer_.cancel();
  drain_timer_.cancel();
}

void Worker::drain() {
  if (draining_) return;
  draining_ = true;
  open_.reset();
  for (Connection* connection : idle_) connection->cut();
  if (idle_.empty() && busy_.empty()) return;
  drain_timer_.expires_after(options_.drain_deadline);
  drain_timer_.async_wait([this](error_code cancelled) {
    if (cancelled) return;
    for (Connection* connection : busy_) connection->cut();
  });
}

/// Raises the limit of open files as far as it goes, and says how many of them may be connections.
std::size_t connections_allowed(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::min<std::size_t>(wanted, 512);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, wanted + 512));
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  const std::size_t files = static_cast<std::size_t>(limit.rlim_cur);
  // The index, the archive and the log need some too.
  return std::min(wanted, files > 1024 ? files - 512 : files / 2);
}

}  // namespace

struct HttpServer::State {
  explicit State(HttpServerOptions wanted, Listener listening) : options(std::move(wanted)), listener(std::move(listening)) {}

  void run(const HttpHandlerFactory& make_handler);
  void accept();

  const HttpServerOptions options;
  Listener listener;
  std::vector<std::unique_ptr<Worker>> workers;
  std::thread accepting;
};

void HttpServer::State::run(const HttpHandlerFactory& make_handler) {
  const unsigned threads = std::max(1U, options.threads != 0 ? options.threads : std::thread::hardware_concurrency());
  const std::size_t share = std::max<std::size_t>(1, connections_allowed(options.max_connections) / threads);
  for (unsigned i = 0; i < threads; ++i) workers.push_back(std::make_unique<Worker>(options, share, make_handler()));
  for (auto& worker : workers) worker->run();
  accepting = std::thread([this] { accept(); });
}

void HttpServer::State::accept() {
  const tcp protocol = listener.is_v6() ? tcp::v6() : tcp::v4();
  std::size_t turn = 0;
  listener.run([&](int socket) {
    // The worker with the fewest connections; among equals, each in its turn.
    Worker* chosen = workers[turn++ % workers.size()].get();
    for (const auto& worker : workers)
      if (worker->load() < chosen->load()) chosen = worker.get();
    chosen->adopt(protocol, socket);
  });
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;

HttpServer::~HttpServer() {
  if (!state_) return;
  stop();
  wait();
}

Result<HttpServer> HttpServer::start(const HttpServerOptions& options, const HttpHandlerFactory& make_handler) {
  auto listener = Listener::open(options.listen);
  if (!listener) return tl::unexpected(listener.error());
  auto state = std::make_unique<State>(options, std::move(*listener));
  state->run(make_handler);
  return HttpServer(std::move(state));
}

const std::string& HttpServer::address() const { return state_->listener.address(); }
std::uint16_t HttpServer::port() const { return state_->listener.port(); }

void HttpServer::stop() {
  state_->listener.stop();
  for (auto& worker : state_->workers) worker->stop();
}

void HttpServer::wait() {
  if (state_->accepting.joinable()) state_->accepting.join();
  for (auto& worker : state_->workers) worker->join();
}

}  // namespace izvor
