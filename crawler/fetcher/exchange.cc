#include "crawler/fetcher/exchange.h"

#include <sys/socket.h>

#include <charconv>
#include <new>
#include <utility>

#include "crawler/coding/content_coding.h"
#include "crawler/fetcher/http_fields.h"
#include "crawler/html/body_kind.h"
#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

constexpr std::chrono::milliseconds kMaxConnectTime{15'000};

FetchFailure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return FetchFailure::kTimeout;
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_HTTP2:
      return FetchFailure::kBadResponse;
    default:
      return FetchFailure::kUnreachable;
  }
}

int status_of(CURL* easy) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

}  // namespace

Exchange::Exchange(FetchRequest request, const CurlFetcherOptions& options)
    : options_(options),
      request_(std::move(request)),
      result_{.url = request_.url, .tag = request_.tag},
      easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
  configure();
  set_request_fields();
}

void Exchange::configure() {
  set(CURLOPT_URL, request_.url.str().c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PATH_AS_IS, 1L);  // The address is normalised already.
  set(CURLOPT_PROXY, "");       // A proxy would connect where the address policy cannot see.
  // HTTP/2 where TLS offers it. libcurl shows its heads as text, which is what WARC records hold.
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_HTTP09_ALLOWED, 0L);
  if (!options_.certificate_authorities.empty()) set(CURLOPT_CAINFO, options_.certificate_authorities.c_str());
  set(CURLOPT_ERRORBUFFER, error_.data());
  set(CURLOPT_COOKIEFILE, "");  // Cookies are understood, and live as long as this one request.
  for (const std::string& cookie : request_.cookies) set(CURLOPT_COOKIELIST, cookie.c_str());
  set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(options_.timeout, kMaxConnectTime).count()));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // A name that is slow to resolve must not hold up the end of the program.
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_HEADERDATA, this);
  set(
      CURLOPT_HEADERFUNCTION, +[](char* bytes, std::size_t, std::size_t size, void* self) {
        return static_cast<Exchange*>(self)->on_header({bytes, size});
      });
  set(CURLOPT_WRITEDATA, this);
  set(
      CURLOPT_WRITEFUNCTION, +[](char* bytes, std::size_t, std::size_t size, void* self) {
        return static_cast<Exchange*>(self)->on_body({bytes, size});
      });
  set(CURLOPT_OPENSOCKETDATA, this);
  set(
      CURLOPT_OPENSOCKETFUNCTION,
      +[](void* self, curlsocktype, curl_sockaddr* address) { return static_cast<Exchange*>(self)->on_open_socket(*address); });
  set(CURLOPT_VERBOSE, 1L);  // The only way to learn the request as it was sent.
  set(CURLOPT_DEBUGDATA, this);
  set(
      CURLOPT_DEBUGFUNCTION, +[](CURL*, curl_infotype type, char* bytes, std::size_t size, void* self) {
        if (type == CURLINFO_HEADER_OUT) static_cast<Exchange*>(self)->result_.request_head.append(bytes, size);
        return 0;
      });
}

void Exchange::set_request_fields() {
  append_field("Accept: " + request_.accept);
  // Decoded here and not by libcurl, which refuses what follows the end of a stream and bodies that are decoded already.
  append_field("Accept-Encoding: " + std::string(kAcceptedCodings));
  if (!request_.etag.empty()) append_field("If-None-Match: " + request_.etag);
  if (!request_.last_modified.empty()) append_field("If-Modified-Since: " + request_.last_modified);
  set(CURLOPT_HTTPHEADER, request_fields_.get());
}

void Exchange::append_field(const std::string& field) {
  curl_slist* longer = curl_slist_append(request_fields_.get(), field.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(request_fields_.release());
  request_fields_.reset(longer);
}

std::size_t Exchange::on_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes || result_.fields.size() >= kMaxHeaderFields) {
    return refuse(FetchFailure::kBadResponse, "the answer's header is longer than is allowed");
  }
  if (body_begun_) return line.size();  // Trailers say nothing that we believe.
  if (line.starts_with("HTTP/")) {      // A new head: an interim answer (1xx) came before.
    result_.fields.clear();
    head_complete_ = false;
    return line.size();
  }
  head_complete_ = head_complete_ || line == "\r\n" || line == "\n";
  const auto colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0) {
    result_.fields.emplace_back(line.substr(0, colon), ascii::trim(line.substr(colon + 1)));
  }
  return line.size();
}

std::size_t Exchange::on_body(std::string_view piece) {
  if (!body_begun_) {
    body_begun_ = true;
    body_unwanted_ = body_is_unwanted(piece);
  }
  if (body_unwanted_) return 0;
  if (result_.body.size() + piece.size() > request_.max_bytes) {
    if (request_.keep_beginning) {
      result_.body += piece.substr(0, request_.max_bytes - result_.body.size());
      body_unwanted_ = true;
      return 0;
    }
    return refuse(FetchFailure::kTooLarge, "more than " + std::to_string(request_.max_bytes) + " bytes");
  }
  result_.body += piece;
  return piece.size();
}

bool Exchange::body_is_unwanted(std::string_view beginning) const {
  if (!request_.pages_only || status_of(easy_.get()) != 200) return false;
  const std::string type = media_type_of(result_.fields);
  if (is_page_type(type)) return false;
  // Of a coded body the first bytes say nothing yet.
  return !is_vague_type(type) || (field_of(result_.fields, "Content-Encoding").empty() && !begins_like_html(beginning));
}

curl_socket_t Exchange::on_open_socket(const curl_sockaddr& address) {
  const std::optional<IpAddress> ip = ip_of(address.addr);
  if (!ip || !options_.addresses.allows(*ip)) {
    refuse(FetchFailure::kRefusedAddress,
           "the host has a private address, which crawler.allowed_private_addresses does not name");
    return CURL_SOCKET_BAD;
  }
  if (request_.public_only && !AddressPolicy::is_public(*ip)) {
    refuse(FetchFailure::kRefusedAddress, "the host has a private address and belongs to no site of the settings");
    return CURL_SOCKET_BAD;
  }
  // A name may have public addresses besides a private one; the failure of the latter does not count if a connection is made.
  return socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

std::size_t Exchange::refuse(FetchFailure failure, std::string reason) {
  result_.failure = failure;
  result_.reason = std::move(reason);
  return 0;
}

FetchResult Exchange::finish(CURLcode code, UtcTime now) && {
  curl_off_t first_byte = 0;
  curl_off_t total = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_STARTTRANSFER_TIME_T, &first_byte);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &total);
  result_.status = status_of(easy_.get());
  result_.latency = std::chrono::milliseconds((first_byte > 0 ? first_byte : total) / 1000);
  result_.fetched = now;
  judge(code);
  if (result_.failure == FetchFailure::kNone) decode_body();
  if (result_.failure == FetchFailure::kNone && result_.status >= 300 && result_.status < 400) export_cookies();
  return std::move(result_);
}

void Exchange::decode_body() {
  std::string codings;
  for (const auto& [name, value] : result_.fields) {
    if (ascii::equal(name, "Content-Encoding")) codings += (codings.empty() ? "" : ",") + value;
  }
  if (codings.empty()) return;
  auto decoded = decode_content(
      codings, std::move(result_.body),
      {.max_bytes = request_.max_bytes, .keep_beginning = request_.keep_beginning || body_unwanted_});
  if (decoded) {
    result_.body = std::move(*decoded);
    return;
  }
  result_.body.clear();
  const bool too_large = decoded.error().fault == CodingFault::kTooLarge;
  if (too_large) {
    refuse(FetchFailure::kTooLarge, "more than " + std::to_string(request_.max_bytes) + " bytes");
  } else {
    refuse(FetchFailure::kBadResponse, decoded.error().message);
  }
}

void Exchange::export_cookies() {
  curl_slist* exported = nullptr;
  curl_easy_getinfo(easy_.get(), CURLINFO_COOKIELIST, &exported);
  const std::unique_ptr<curl_slist, ListFree> cookies(exported);
  for (const curl_slist* cookie = exported; cookie != nullptr && result_.cookies.size() < kMaxCookies; cookie = cookie->next) {
    std::string line(cookie->data);
    if (line.size() <= kMaxCookieBytes) result_.cookies.push_back(std::move(line));
  }
}

void Exchange::judge(CURLcode code) {
  // libcurl takes a connection that closes among the fields for the end of an answer without body.
  const bool torn = code == CURLE_OK && !head_complete_;
  if (torn) refuse(FetchFailure::kUnreachable, "the answer ended inside its header");
  if (!torn && (code == CURLE_OK || (code == CURLE_WRITE_ERROR && body_unwanted_))) {
    result_.failure = FetchFailure::kNone;
    result_.reason.clear();
    return;
  }
  result_.body.clear();
  if (result_.failure != FetchFailure::kNone) return;
  result_.failure = failure_of(code);
  result_.reason = curl_easy_strerror(code);
  if (code == CURLE_PEER_FAILED_VERIFICATION) {
    result_.reason = std::string("the server's certificate is not accepted: ") + error_.data();
  }
  if (result_.failure == FetchFailure::kTimeout) {
    result_.reason = "not finished within " + std::to_string(options_.timeout.count()) + " ms";
  }
}

}  // namespace izvor
