// Exchange: one request under way in libcurl, with its bounds. Internal to crawler/fetcher; belongs to the fetcher's thread.
#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>
#include <string>

#include "crawler/fetcher/curl_fetcher.h"

namespace izvor {

class Exchange {
 public:
  static constexpr std::size_t kMaxHeaderBytes = std::size_t{64} << 10;
  static constexpr std::size_t kMaxHeaderFields = 256;
  static constexpr std::size_t kMaxCookies = 20;
  static constexpr std::size_t kMaxCookieBytes = 4096;

  /// `options` outlives the exchange. Throws std::bad_alloc when libcurl cannot make a handle.
  Exchange(FetchRequest request, const CurlFetcherOptions& options);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  [[nodiscard]] CURL* handle() const { return easy_.get(); }
  /// What came of it, `code` being libcurl's verdict.
  [[nodiscard]] FetchResult finish(CURLcode code, UtcTime now) &&;

 private:
  struct EasyCleanup {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy_.get(), option, value);
  }
  void configure();
  void set_request_fields();
  void append_field(const std::string& field);
  std::size_t on_header(std::string_view line);
  std::size_t on_body(std::string_view piece);
  curl_socket_t on_open_socket(const curl_sockaddr& address);
  [[nodiscard]] bool body_is_unwanted(std::string_view beginning) const;
  std::size_t refuse(FetchFailure failure, std::string reason);
  void judge(CURLcode code);
  void decode_body();
  void export_cookies();

  const CurlFetcherOptions& options_;
  FetchRequest request_;
  FetchResult result_;
  std::unique_ptr<CURL, EasyCleanup> easy_;
  std::unique_ptr<curl_slist, ListFree> request_fields_;
  std::array<char, CURL_ERROR_SIZE> error_{};  ///< libcurl's words for what went wrong.
  std::size_t header_bytes_ = 0;
  bool head_complete_ = false;
  bool body_begun_ = false;
  bool body_unwanted_ = false;  // Or no more of it: the rest is not read, and that is no failure.
};

}  // namespace izvor
