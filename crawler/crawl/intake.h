// Intake: the way into the frontier. Every address that a page, sitemap, redirect, robots.txt or ping names comes through here
// and is asked the scope and the cap on pages of a host. Belongs to the crawl's thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawler/crawl/crawl_summary.h"
#include "crawler/crawl/revisits.h"
#include "crawler/frontier/frontier.h"
#include "crawler/scope/scope.h"
#include "crawler/scope/trap_count.h"
#include "crawler/sitemap/sitemap.h"
#include "izvor/clock.h"
#include "izvor/settings.h"

namespace izvor {

class Intake {
 public:
  /// All must outlive it.
  Intake(const CrawlerSettings& settings, const Scope& scope, Frontier& frontier, Revisits& revisits, const Clock& clock);

  /// Seeds and configured sitemaps.
  void take_seeds();
  /// A link or redirect target. Why it was not taken; none when it was, or is known already.
  /// Tracking parameters and session identifiers are dropped first.
  std::optional<std::string> take_page(const Url& url, Priority priority, unsigned redirect_hops = 0);
  /// Someone asks for the page now. Why not; none when it is on its way.
  std::optional<std::string> take_ping(const Url& url);
  /// Whether the page was ever kept.
  [[nodiscard]] bool is_kept(const Url& url);
  /// A sitemap that `named_by` (robots.txt, index or redirect) leads to: of the same host, or inside the scope.
  void take_sitemap(const Url& sitemap, const Url& named_by, unsigned depth, std::optional<UtcTime> lastmod = {});
  /// Feeds that a page names, as long as its host has not too many.
  void take_feeds(const std::vector<Url>& feeds, const Url& page);
  /// All that a sitemap or feed lists.
  void take_entries(const Sitemap& sitemap, const FrontierEntry& of);

  struct Host {
    std::uint64_t pages = 0;
    std::set<std::string> origins;  ///< "http://example.eu", "https://example.eu"
  };
  /// Every host that was ever taken, by authority.
  [[nodiscard]] const std::map<std::string, Host>& hosts() const { return hosts_; }
  /// Nothing answers at the origin, and its host does answer under the other scheme: pages of the origin that were never had are
  /// taken under that one too, those that are known and those that are still found.
  void take_twins_of(const std::string& silent_origin);
  /// The origin answers again.
  void note_answer_of(const std::string& origin) { silent_.erase(origin); }
  /// The same address under the other scheme, if anything of that origin was ever taken.
  [[nodiscard]] std::optional<Url> twin_of(const Url& url) const;

 private:
  std::optional<std::string> over_the_cap(const Url& url);
  std::string refuse_trap(const Url& url, const std::string& pattern);
  bool add(const Url& url, EntryKind kind, Priority priority, unsigned hops);
  void take_twin_of(const Url& url, Priority priority);

  const CrawlerSettings& settings_;
  const Scope& scope_;
  Frontier& frontier_;
  Revisits& revisits_;
  const Clock& clock_;
  std::map<std::string, Host> hosts_;
  std::map<std::string, unsigned> feeds_;
  TrapCount traps_;
  std::set<std::string> reported_traps_;
  std::set<std::string> silent_;  ///< Origins.
  std::uint64_t sitemaps_ = 0;
};

}  // namespace izvor
