// CookieChain: redirects that are followed in one go because the server sets a cookie on the way.
//
// "Cookie gates" send everybody without their cookie to a page that sets it and back again; a crawler that forgets the cookie
// between two redirects never arrives. The cookies live as long as the chain. What came of it is settled at its end: an address
// that the chain comes back to has the last answer, each other one its redirect. A value; belongs to the crawl's thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crawler/fetcher/fetcher.h"
#include "izvor/url.h"

namespace izvor {

class CookieChain {
 public:
  /// Where a redirect leads; none when the answer is no redirect to an address.
  [[nodiscard]] static std::optional<Url> target_of(const FetchResult& result);

  /// `redirect` is to be followed to `target` at once.
  void add(FetchResult redirect, const Url& target);
  [[nodiscard]] std::size_t hops() const { return redirects_.size(); }
  /// Of the last redirect.
  [[nodiscard]] const Url& target() const { return *target_; }
  [[nodiscard]] const std::vector<std::string>& cookies() const { return cookies_; }

  /// Which answer is whose, in the order in which they are to be settled; the first is that of `asked`. Addresses are without
  /// tracking and cookie-test parameters.
  [[nodiscard]] std::vector<std::pair<Url, FetchResult>> settlements(const Url& asked, FetchResult last) const;

 private:
  std::vector<FetchResult> redirects_;
  std::optional<Url> target_;
  std::vector<std::string> cookies_;
};

}  // namespace izvor
