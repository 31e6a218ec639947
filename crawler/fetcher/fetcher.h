// Fetcher: one HTTP exchange at a time and many at once; the seam between what to fetch (crawler/crawl) and how.
//
// One request is one hop: redirects come back as answers, so that scope and robots.txt are asked for every hop. CurlFetcher
// (curl_fetcher.h) is the real one; tests of the crawl's policy have one that moves their clock. Belongs to one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "izvor/page_version.h"
#include "izvor/url.h"
#include "izvor/utc_time.h"

namespace izvor {

/// Why there is no usable answer.
enum class FetchFailure {
  kNone,            ///< There is an answer: look at `status`.
  kUnreachable,     ///< Name not found, connection refused or broken, TLS failed, body torn off.
  kTimeout,         ///< Not finished within the absolute time.
  kRefusedAddress,  ///< Private or special address: never connected.
  kTooLarge,        ///< More bytes than max_bytes, counted after decoding.
  kBadResponse,     ///< No HTTP, a flood of header fields, a damaged encoding.
};

struct FetchRequest {
  Url url;
  std::uint64_t tag = 0;           ///< The caller's; comes back with the result.
  std::string etag = {};           ///< Sent as If-None-Match when not empty.
  std::string last_modified = {};  ///< Sent as If-Modified-Since when not empty.
  std::string accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
  std::uint64_t max_bytes = 0;  ///< Of the decoded body.
  bool keep_beginning = false;  ///< A body beyond max_bytes is cut there instead of refused.
  bool pages_only = false;      ///< Do not read the body of a 200 that is neither HTML nor plain text, by its label or its bytes.
  bool public_only = false;     ///< Refuse private addresses, also those that the settings allow.
  std::vector<std::string> cookies = {};  ///< FetchResult::cookies of an earlier request of the same chain of redirects.
};

struct FetchResult {
  Url url;
  std::uint64_t tag = 0;
  FetchFailure failure = FetchFailure::kNone;
  std::string reason = {};  ///< Of the failure, ready to print.
  int status = 0;
  std::vector<HttpField> fields = {};
  std::string request_head = {};  ///< As sent.
  std::string body = {};          ///< After transfer and content decoding.
  /// Of a redirect: what the server set and what was sent, a line each as libcurl exports them; the rules of domain, path and
  /// scheme are applied when they are sent.
  std::vector<std::string> cookies = {};
  UtcTime fetched{};
  std::chrono::milliseconds latency{0};  ///< From start to the first byte of the answer; the whole time when there was none.
};

class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// Starts a request; its result comes out of a later `wait`.
  virtual void start(FetchRequest request) = 0;
  /// Waits until something finishes, `longest` is over, or the process is asked to stop; returns what has finished.
  [[nodiscard]] virtual std::vector<FetchResult> wait(std::chrono::milliseconds longest) = 0;
};

}  // namespace izvor
