// RobotsCache: the robots.txt of each origin, for at most 24 hours (RFC 9309, section 2.4), kept in the frontier over restarts.
//
// A server that could not say is asked again after ten minutes. Belongs to the crawl's thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "crawler/frontier/frontier.h"
#include "crawler/robots/robots_txt.h"
#include "izvor/clock.h"
#include "izvor/url.h"

namespace izvor {

class RobotsCache {
 public:
  static constexpr std::chrono::hours kLifetime{24};
  static constexpr std::chrono::minutes kUnreachableLifetime{10};

  struct Known {
    RobotsTxt rules;
    UtcTime fetched{};
    UtcTime expires{};
  };

  RobotsCache(Frontier& frontier, const Clock& clock, std::string product_token)
      : frontier_(frontier), clock_(clock), product_token_(std::move(product_token)) {}

  /// The rules for that address while they hold; none: fetch address_of(url) first. Valid until the next call of `put`.
  [[nodiscard]] const Known* find(const Url& url);
  /// The same, expired or not; for showing.
  [[nodiscard]] const Known* find_stale(const Url& url);
  /// Takes the final answer of `url`'s origin; status 0: unreachable.
  const Known& put(const Url& url, int status, std::string body);

  [[nodiscard]] static Url address_of(const Url& url);

 private:
  Frontier& frontier_;
  const Clock& clock_;
  std::string product_token_;
  std::map<std::string, Known> known_;
};

}  // namespace izvor
