// DueRanking: which of a host's due pages is visited first, when more are due than can be had at once.
//
// Dates tell when a visit becomes worth its threshold; after a pause of the crawler or of the host many are over at once, and
// some have waited at little cost while others are stale for certain. So the pages that have been due longest are ranked by
// what a visit is worth now, and served best first. A page that nobody has seen yet, and one that waits for a second 404, come
// before all others. Belongs to the crawl's thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crawler/crawl/revisits.h"
#include "crawler/frontier/frontier.h"
#include "izvor/clock.h"

namespace izvor {

class DueRanking {
 public:
  static constexpr std::size_t kRanked = 256;     ///< Pages of a host, those that are due longest.
  static constexpr std::size_t kServed = 64;      ///< Of these, before they are ranked anew.
  static constexpr std::chrono::minutes kAge{5};  ///< After which they are ranked anew.

  /// All must outlive it.
  DueRanking(Frontier& frontier, const Revisits& revisits, const Clock& clock)
      : frontier_(frontier), revisits_(revisits), clock_(clock) {}

  /// The page to visit instead of `longest_due`, which Frontier::next named; the same one where it has no rival.
  [[nodiscard]] FrontierEntry best(const FrontierEntry& longest_due, std::uint64_t pass);

 private:
  struct Queue {
    std::vector<Url> pages;  ///< The best last.
    std::size_t served = 0;
    UtcTime ranked{};
  };
  void rank(Queue& queue, const std::string& origin, std::uint64_t pass);

  Frontier& frontier_;
  const Revisits& revisits_;
  const Clock& clock_;
  std::map<std::string, Queue> queues_;
};

}  // namespace izvor
