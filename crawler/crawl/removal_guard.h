// RemovalGuard: stops a crawl from emptying the archive's view of a site.
//
// A broken template, a login wall or a lost database makes a site answer 404 for everything. When more than the set share of a
// host's pages would be found gone within a day, and more than a handful, the rest is held back and said so; each is asked
// again, and goes when the others have come back or a day has passed. Belongs to the crawl's thread.
#pragma once

#include <map>
#include <string>

#include "crawler/frontier/frontier.h"
#include "izvor/settings.h"

namespace izvor {

class RemovalGuard {
 public:
  /// Both must outlive it.
  RemovalGuard(const CrawlerSettings& settings, Frontier& frontier) : settings_(settings), frontier_(frontier) {}

  /// Why a page of that host may not be removed now; empty when it may, and is counted then.
  [[nodiscard]] std::string refusal(const std::string& authority, UtcTime now);

 private:
  struct Removals {
    UtcTime day{};
    std::uint64_t gone = 0;
    bool said = false;
  };
  const CrawlerSettings& settings_;
  Frontier& frontier_;
  std::map<std::string, Removals> hosts_;
};

}  // namespace izvor
