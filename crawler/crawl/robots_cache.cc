#include "crawler/crawl/robots_cache.h"

#include <utility>

namespace izvor {

const RobotsCache::Known* RobotsCache::find(const Url& url) {
  const Known* known = find_stale(url);
  if (known == nullptr) return nullptr;
  const auto left = known->expires - clock_.now();
  return left > std::chrono::seconds(0) && left <= kLifetime ? known : nullptr;  // More than that, and the clock was set back.
}

const RobotsCache::Known* RobotsCache::find_stale(const Url& url) {
  const std::string origin(url.origin());
  if (const auto found = known_.find(origin); found != known_.end()) return &found->second;
  const std::optional<RobotsRecord> record = frontier_.robots_of(origin);
  if (!record) return nullptr;
  Known known{RobotsTxt::from_response(record->status, record->body, product_token_), record->fetched, record->expires};
  return &known_.emplace(origin, std::move(known)).first->second;
}

const RobotsCache::Known& RobotsCache::put(const Url& url, int status, std::string body) {
  const std::string origin(url.origin());
  RobotsTxt rules = RobotsTxt::from_response(status, body, product_token_);
  const UtcTime now = clock_.now();
  const UtcTime expires = rules.unreachable() ? now + kUnreachableLifetime : now + kLifetime;
  frontier_.put_robots({origin, now, expires, status, std::move(body)});
  return known_.insert_or_assign(origin, Known{std::move(rules), now, expires}).first->second;
}

Url RobotsCache::address_of(const Url& url) { return Url::resolve(url, "/robots.txt").value(); }

}  // namespace izvor
