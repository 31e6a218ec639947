// The only file outside searchd/http that includes Beast; everything that touches a socket is here.
#include "tests/support/site_server.h"

#include <sys/socket.h>
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "tests/support/site_folder.h"
#include "tests/support/site_state.h"

namespace izvor::testing {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

std::string to_string(boost::beast::string_view text) { return {text.data(), text.size()}; }

std::string gzip_compressed(std::string_view text, std::size_t repetitions = 1) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot start");
  std::string out;
  std::vector<unsigned char> piece(std::size_t{64} << 10);
  for (std::size_t i = 0; i < repetitions; ++i) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    do {
      stream.next_out = piece.data();
      stream.avail_out = static_cast<uInt>(piece.size());
      deflate(&stream, i + 1 == repetitions ? Z_FINISH : Z_NO_FLUSH);
      out.append(reinterpret_cast<const char*>(piece.data()), piece.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
  deflateEnd(&stream);
  return out;
}

std::string gzip_bomb(std::size_t bytes) {
  const std::string zeros(std::size_t{1} << 20, '\0');
  return gzip_compressed(zeros, std::max<std::size_t>(1, bytes / zeros.size()));
}

std::string entity_tag(const SiteReply& reply) {
  if (reply.etag != "auto") return reply.etag;
  char text[32];
  std::snprintf(text, sizeof text, "\"%016zx\"", std::hash<std::string>{}(reply.body));
  return text;
}

// RFC 9110, section 13.2.2: If-None-Match decides alone where it is present. Dates compare as the texts we sent.
bool not_modified(const Request& request, const SiteReply& reply, const std::string& tag) {
  if (reply.status != 200) return false;
  if (const auto match = request.find(http::field::if_none_match); match != request.end()) {
    return !tag.empty() && to_string(match->value()).find(tag) != std::string::npos;
  }
  const auto since = request.find(http::field::if_modified_since);
  return since != request.end() && !reply.last_modified.empty() && to_string(since->value()) == reply.last_modified;
}

bool accepts_gzip(const Request& request) {
  return to_string(request[http::field::accept_encoding]).find("gzip") != std::string::npos;
}

void set_headers(Response& response, const SiteReply& reply, const std::string& tag) {
  if (!reply.content_type.empty()) response.set(http::field::content_type, reply.content_type);
  if (!reply.location.empty()) response.set(http::field::location, reply.location);
  if (!tag.empty()) response.set(http::field::etag, tag);
  if (!reply.last_modified.empty()) response.set(http::field::last_modified, reply.last_modified);
  for (const auto& [name, value] : reply.headers) response.insert(name, value);
}

Response ordinary_response(const Request& request, const SiteReply& reply) {
  const std::string tag = entity_tag(reply);
  const bool unchanged = not_modified(request, reply, tag);
  Response response(unchanged ? http::status::not_modified : http::int_to_status(static_cast<unsigned>(reply.status)),
                    request.version());
  if (!unchanged) response.result(static_cast<unsigned>(reply.status));  // Keeps a number that has no name.
  response.keep_alive(request.keep_alive());
  set_headers(response, reply, tag);
  if (unchanged) return response;
  const bool compressed = reply.gzip && !reply.body.empty() && accepts_gzip(request);
  if (reply.gzip) response.set(http::field::vary, "Accept-Encoding");
  if (compressed) response.set(http::field::content_encoding, "gzip");
  response.body() = compressed ? gzip_compressed(reply.body) : reply.body;
  if (reply.chunked && request.version() == 11) {
    response.chunked(true);
  } else {
    response.prepare_payload();
  }
  return response;
}

// One connection: reads requests and answers them until either side has enough.
class Connection {
 public:
  Connection(tcp::socket socket, SiteState& state, int number)
      : socket_(std::move(socket)), state_(state), number_(number), thread_([this] { serve(); }) {}
  ~Connection() {
    // The thread may sit in a read or a write; this wakes it. It closes nothing itself, so the descriptor is still ours.
    ::shutdown(socket_.native_handle(), SHUT_RDWR);
    thread_.join();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool done() const { return done_; }

 private:
  void serve() {
    try {
      while (!state_.stopping() && answer_one()) {
      }
    } catch (const std::exception&) {  // The client left, or sent no HTTP: nothing to tell anyone.
    }
    ::shutdown(socket_.native_handle(), SHUT_RDWR);
    done_ = true;
  }

  // False: close the connection.
  bool answer_one() {
    Request request;
    http::read(socket_, buffer_, request);
    const std::string target = to_string(request.target());
    const auto [reply, number] = state_.begin(noted(request));
    const Answered answered{state_, number, reply.fault == SiteFault::none ? reply.status : 0};
    if (reply.hold && !state_.wait_for_release(target)) return false;
    if (reply.delay.count() > 0 && !state_.pause(reply.delay)) return false;
    if (reply.fault != SiteFault::none) return misbehave(reply), false;

    Response response = ordinary_response(request, reply);
    if (request.method() == http::verb::head) response.body().clear();
    const bool keep = response.keep_alive();
    if (request.method() == http::verb::head) {
      http::response_serializer<http::string_body> head(response);
      http::write_header(socket_, head);
    } else {
      http::write(socket_, response);
    }
    return keep;
  }

  struct Answered {
    SiteState& state;
    std::size_t number;
    int status;
    ~Answered() { state.answered(number, status); }
  };

  SiteRequest noted(const Request& request) const {
    SiteRequest note;
    note.method = to_string(request.method_string());
    note.target = to_string(request.target());
    for (const auto& field : request) note.headers.emplace_back(to_string(field.name_string()), to_string(field.value()));
    note.arrived = std::chrono::steady_clock::now();
    note.connection = number_;
    return note;
  }

  void send(std::string_view bytes) { asio::write(socket_, asio::buffer(bytes.data(), bytes.size())); }

  void send_head(const SiteReply& reply, std::string_view framing) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " OK\r\nContent-Type: " + reply.content_type + "\r\n";
    for (const auto& [name, value] : reply.headers) head.append(name).append(": ").append(value).append("\r\n");
    send(head.append(framing).append("\r\n\r\n"));
  }

  void misbehave(const SiteReply& reply) {
    const std::string length = "Content-Length: " + std::to_string(reply.body.size());
    switch (reply.fault) {
      case SiteFault::none:
      case SiteFault::drop:
        return;
      case SiteFault::drop_in_head:
        return send("HTTP/1.1 200 OK\r\nContent-Ty");
      case SiteFault::not_http:
        return send("\x16\x03\x01 izvor speaks something else here\r\n\r\n");
      case SiteFault::truncate_body:
        return send_head(reply, length), send(std::string_view(reply.body).substr(0, reply.body.size() / 2));
      case SiteFault::bad_chunk:
        return send_head(reply, "Transfer-Encoding: chunked"), send("5\r\n<!DOC\r\nwhat size\r\n");
      case SiteFault::broken_gzip:
        // The head of a gzip member, and then no such thing.
        return send_head(reply, "Content-Encoding: gzip"), send("\x1F\x8B\x08" + reply.body);
      case SiteFault::gzip_bomb:
        return send_bomb(reply);
      case SiteFault::endless_body:
        return send_endlessly(reply);
      case SiteFault::slow_drip:
        return drip(reply, length);
      case SiteFault::header_flood:
        return flood(reply);
    }
  }

  void send_bomb(const SiteReply& reply) {
    const std::string bomb = gzip_bomb(reply.fault_bytes);
    send_head(reply, "Content-Encoding: gzip\r\nContent-Length: " + std::to_string(bomb.size()));
    send(bomb);
  }

  void send_endlessly(const SiteReply& reply) {
    send_head(reply, "Transfer-Encoding: chunked");
    std::string block = reply.body.empty() ? "<p>безкрай</p>\n" : reply.body;
    while (block.size() < std::size_t{16} << 10) block += block;
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", block.size());
    for (std::size_t sent = 0; sent < reply.fault_bytes && !state_.stopping(); sent += block.size()) {
      send(size + block + "\r\n");
    }
  }

  void drip(const SiteReply& reply, const std::string& length) {
    send_head(reply, length);
    for (const char byte : reply.body) {
      if (!state_.pause(reply.drip_interval)) return;
      send({&byte, 1});
    }
  }

  void flood(const SiteReply& reply) {
    send("HTTP/1.1 200 OK\r\n");
    const std::string filling(std::size_t{8} << 10, 'x');
    for (std::size_t sent = 0, i = 0; sent < reply.fault_bytes && !state_.stopping(); sent += filling.size(), ++i) {
      send("X-Flood-" + std::to_string(i) + ": " + filling + "\r\n");
    }
  }

  tcp::socket socket_;
  SiteState& state_;
  const int number_;
  boost::beast::flat_buffer buffer_{std::size_t{1} << 20};
  std::atomic<bool> done_ = false;
  std::thread thread_;  // Last: it uses all of the above.
};

}  // namespace

// Accepts connections in a thread of its own and keeps them.
class SiteServer::Listener {
 public:
  Listener(SiteState& state, const Options& options)
      : state_(state), acceptor_(io_, tcp::endpoint(asio::ip::make_address(options.address), options.port)) {
    accept_next();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Listener() {
    io_.stop();
    thread_.join();
    connections_.clear();
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

 private:
  void accept_next() {
    acceptor_.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
      connections_.remove_if([](const Connection& connection) { return connection.done(); });
      if (!error) connections_.emplace_back(std::move(socket), state_, ++accepted_);
      accept_next();
    });
  }

  SiteState& state_;
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  std::list<Connection> connections_;  // Touched by the accepting thread, and after its end by the destructor.
  int accepted_ = 0;
  std::thread thread_;
};

SiteServer::SiteServer() : SiteServer(Options{}) {}
SiteServer::SiteServer(const std::filesystem::path& folder) : SiteServer(Options{.folder = folder}) {}

SiteServer::SiteServer(const Options& options) : state_(std::make_unique<SiteState>(options.remember_requests)) {
  if (!options.folder.empty()) {
    for (auto& [target, reply] : read_site_folder(options.folder)) state_->put(target, std::move(reply));
  }
  try {
    listener_ = std::make_unique<Listener>(*state_, options);
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error("cannot listen on " + options.address + ":" + std::to_string(options.port) + ": " +
                             error.code().message());
  }
  state_->set_origin(origin());
}

SiteServer::~SiteServer() {
  state_->stop();
  listener_.reset();
}

std::uint16_t SiteServer::port() const { return listener_->endpoint().port(); }
std::string SiteServer::origin() const {
  return "http://" + listener_->endpoint().address().to_string() + ":" + std::to_string(port());
}

void SiteServer::put(std::string_view target, SiteReply reply) { state_->put(target, std::move(reply)); }
void SiteServer::remove(std::string_view target) { state_->remove(target); }
void SiteServer::redirect(std::string_view target, std::string location, int status) {
  state_->put(target, redirect_to(std::move(location), status));
}
void SiteServer::reply_once(std::string_view target, SiteReply reply) { state_->reply_once(target, std::move(reply)); }
void SiteServer::release(std::string_view target) { state_->release(target); }
SiteReply SiteServer::reply(std::string_view target) const { return state_->reply(target); }
std::vector<std::string> SiteServer::targets() const { return state_->targets(); }

std::vector<SiteRequest> SiteServer::requests() const { return state_->requests(); }
std::vector<SiteRequest> SiteServer::requests(std::string_view target) const {
  std::vector<SiteRequest> found = state_->requests();
  std::erase_if(found, [&](const SiteRequest& request) { return request.target != target; });
  return found;
}
std::size_t SiteServer::count() const { return state_->requests().size(); }
std::size_t SiteServer::count(std::string_view target) const { return requests(target).size(); }
std::size_t SiteServer::most_at_once() const { return state_->most_at_once(); }
void SiteServer::forget_requests() { state_->forget_requests(); }
bool SiteServer::wait_for_requests(std::string_view target, std::size_t times, std::chrono::milliseconds limit) const {
  return state_->wait_for_requests(target, times, limit);
}

}  // namespace izvor::testing
