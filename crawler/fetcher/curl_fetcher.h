// CurlFetcher: HTTP/1.1, and HTTP/2 where a server offers it over TLS, by libcurl; the only user of libcurl.
//
// libcurl's own limits stop neither a gzip bomb nor an endless body, so bytes are counted as they arrive and again as they are
// decoded (crawler/coding); the time of
// a request is absolute, so a slow drip ends; header fields are bounded; addresses are judged when a socket is opened. No
// redirects, proxies, netrc files, or schemes but http and https; no cookies but those that a request brings. Belongs to one
// thread.
#pragma once

#include <memory>
#include <string>

#include "crawler/fetcher/address_policy.h"
#include "crawler/fetcher/fetcher.h"
#include "izvor/clock.h"
#include "izvor/result.h"

namespace izvor {

struct CurlFetcherOptions {
  std::string user_agent;                     ///< The whole field.
  std::chrono::milliseconds timeout{30'000};  ///< From connect to the last byte.
  AddressPolicy addresses;
  std::string certificate_authorities = {};  ///< PEM file; empty: the system's.
  int wake_descriptor = -1;                  ///< `wait` returns when it becomes readable; -1: none.
};

class CurlFetcher final : public Fetcher {
 public:
  [[nodiscard]] static Result<CurlFetcher> make(CurlFetcherOptions options, const Clock& clock);
  CurlFetcher(CurlFetcher&&) noexcept;
  CurlFetcher& operator=(CurlFetcher&&) noexcept;
  ~CurlFetcher() override;

  void start(FetchRequest request) override;
  [[nodiscard]] std::vector<FetchResult> wait(std::chrono::milliseconds longest) override;

 private:
  class State;
  explicit CurlFetcher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace izvor
