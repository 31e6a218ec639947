// Crawl: from the frontier to the archive, as long as something is due.
//
// One turn: take pings; start what is due where a host is ready; settle what came back; acknowledge. Every request has been
// asked the scope, robots.txt and the host's pace, also at every redirect, which comes back to the frontier as an address of
// its own; only a redirect that sets a cookie is followed in one go (crawler/crawl/cookie_chain.h). Pings come first, then sitemaps, what they and feeds report by value, and pages that are due, again by value. What
// was settled is acknowledged in the turn it came back, so that kill -9 costs at most the requests under way. Belongs to one
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "crawler/crawl/cookie_chain.h"
#include "crawler/crawl/crawl_summary.h"
#include "crawler/crawl/due_ranking.h"
#include "crawler/crawl/intake.h"
#include "crawler/crawl/ping_intake.h"
#include "crawler/crawl/revisits.h"
#include "crawler/crawl/robots_cache.h"
#include "crawler/crawl/settlement.h"
#include "crawler/fetcher/fetcher.h"
#include "crawler/frontier/frontier.h"
#include "crawler/frontier/pace.h"
#include "crawler/scope/scope.h"
#include "izvor/clock.h"
#include "izvor/page_archive.h"
#include "izvor/settings.h"

namespace izvor {

struct CrawlOptions {
  bool once = false;                                  ///< End when nothing is due now.
  std::function<bool()> stop = [] { return false; };  ///< Asked every turn: end with everything acknowledged.
  std::function<void(const CrawlSummary&)> on_turn = [](const CrawlSummary&) {};
};

class Crawl {
 public:
  struct Parts {
    const CrawlerSettings& settings;
    const Scope& scope;
    PageArchive& archive;
    PingQueue* pings;  ///< None: there are no pings.
    Fetcher& fetcher;
    const Clock& clock;
  };
  /// All parts must outlive it. Throws std::runtime_error when the catalogue cannot be used.
  explicit Crawl(Parts parts);

  /// Throws std::runtime_error when the archive cannot be written; what was acknowledged stays.
  CrawlSummary run(const CrawlOptions& options);

 private:
  /// A request under way: for an entry of the frontier, or for the robots.txt of `entry`'s origin.
  struct Job {
    FrontierEntry entry;
    bool is_robots = false;
    unsigned robots_hops = 0;
    std::uint64_t pings_answered = 0;
    CookieChain chain = {};  ///< Redirects followed at once for a cookie's sake.
  };

  void take_pings();
  void start_due();
  bool start_due_of(const std::string& authority);
  bool start_next_of(const std::string& authority);
  [[nodiscard]] std::optional<FrontierEntry> next_of(const std::string& authority);
  bool go_on_with_chain(const std::string& authority);
  [[nodiscard]] bool may_follow_at_once(const Job& job, const FetchResult& result, const Url& target);
  void settle_page(const Job& job, FetchResult result);
  [[nodiscard]] bool has_to_stand_back(const FrontierEntry& entry);
  [[nodiscard]] bool has_to_stand_back(const std::string& authority, const std::string& origin);
  bool decide(const FrontierEntry& entry);
  bool leave_out(const FrontierEntry& entry, const std::string& reason, const std::string& detail);
  void start_page(FrontierEntry entry);
  /// Whether the page was captured by an import since the fetch that its validators come from: a 304 would speak of another
  /// text.
  [[nodiscard]] bool captured_elsewhere(const FrontierEntry& entry) const;
  void start_robots(const FrontierEntry& entry, const Url& address, unsigned hops);
  /// Returns the host's authority.
  std::string settle(FetchResult result);
  void settle_robots(const Job& job, FetchResult& result);
  void rest_without_robots(const Job& job, const FetchResult& result, const RobotsCache::Known& robots);
  void note_answer(const std::string& origin, const FetchResult& result);
  /// Where one origin of a host answers and the other does not, pages are asked for at the one that does.
  void note_reachable(const Url& url, bool reachable);
  void acknowledge();
  void count_put_off();
  [[nodiscard]] bool is_done();
  [[nodiscard]] bool may_wait_for(const std::string& origin) const;
  void watch_the_clock();
  [[nodiscard]] std::chrono::milliseconds time_to_wait() const;

  Parts parts_;
  CrawlSummary summary_;
  Frontier frontier_;
  Pace pace_;
  Revisits revisits_;
  DueRanking ranking_;
  RobotsCache robots_;
  Intake intake_;
  Settlement settlement_;
  PingIntake pings_;
  std::map<std::uint64_t, Job> under_way_;
  std::set<std::string> unreachable_;  ///< Origins at which nothing answered.
  std::map<std::string, Job> chains_;  ///< By authority: waiting for the host's pause between two redirects.
  std::string last_served_;            ///< Authority of the host that was last given its turn.
  UtcTime latest_{};                   ///< The clock at its latest.
  std::uint64_t last_tag_ = 0;
  std::uint64_t pass_ = 0;
  bool unacknowledged_ = false;
};

}  // namespace izvor
