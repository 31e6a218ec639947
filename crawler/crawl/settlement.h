// Settlement: what is done with an answer: the page into the archive, its links into the frontier, the next visit into the
// schedule, and the reason into the table `skipped` where nothing was kept.
//
// Writes into the catalogue's open transaction; Crawl acknowledges. A failing archive comes out as std::runtime_error.
// Belongs to the crawl's thread.
#pragma once

#include <string>
#include <vector>

#include "crawler/crawl/crawl_summary.h"
#include "crawler/crawl/intake.h"
#include "crawler/crawl/removal_guard.h"
#include "crawler/crawl/response_policy.h"
#include "crawler/crawl/revisits.h"
#include "crawler/fetcher/fetcher.h"
#include "crawler/frontier/frontier.h"
#include "crawler/frontier/pace.h"
#include "crawler/pings/ping_queue.h"
#include "crawler/scope/scope.h"
#include "crawler/sitemap/sitemap.h"
#include "izvor/page_archive.h"
#include "izvor/settings.h"

namespace izvor {

class Settlement {
 public:
  struct Parts {
    const CrawlerSettings& settings;
    const Scope& scope;
    PageArchive& archive;
    Frontier& frontier;
    Pace& pace;
    Revisits& revisits;
    Intake& intake;
    CrawlSummary& summary;
  };
  explicit Settlement(Parts parts) : parts_(parts), guard_(parts.settings, parts.frontier) {}

  /// The answer to a request for `entry`. `pass`: see Frontier::settle.
  void settle(FrontierEntry entry, FetchResult result, std::uint64_t pass);
  /// What came of the last `settle` or `leave_out`.
  [[nodiscard]] const PingOutcome& outcome() const { return outcome_; }
  /// Decided without a request: robots.txt, the scope or the address policy refuses the address.
  void leave_out(FrontierEntry entry, const std::string& reason, const std::string& detail, UtcTime now, std::uint64_t pass);
  /// Pages that were kept of sites that the settings do not name any more are gone at once, for the operator wants it so.
  /// Returns how many.
  std::uint64_t remove_foreign_pages(UtcTime now);

 private:
  void keep_page(FrontierEntry& entry, FetchResult result);
  void read_sitemap(FrontierEntry& entry, const FetchResult& result);
  void keep_unchanged(FrontierEntry& entry, FetchResult result);
  void follow_redirect(FrontierEntry& entry, const FetchResult& result, const Url& named, bool pinged);
  void note_missing(FrontierEntry& entry, const FetchResult& result, bool pinged);
  void rest_host(FrontierEntry& entry, const FetchResult& result, const Judgement& judgement);
  void try_again(FrontierEntry& entry, const Judgement& judgement, UtcTime now);
  void skip(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now);
  /// As `skip`, for what people cannot open either: a page that was kept is gone after two such visits.
  void refuse(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now);
  void note_reason(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now);
  /// The address answered: what it was, when to come again. `changed`: it says something else than before.
  void succeed(FrontierEntry& entry, const std::vector<HttpField>& fields, UtcTime now, bool changed);
  /// Whether the page under the other scheme is kept and says the same; which of them stays is decided then, and `entry` is
  /// settled if it is the one that goes.
  bool gives_way_to_twin(FrontierEntry& entry, const Capture& capture);
  void end_twin(const FrontierEntry& entry, FrontierEntry twin, UtcTime now);
  /// Takes the page's links; true when its words are not what they were.
  bool read_page(FrontierEntry& entry, const Capture& capture);
  void note_sitemap_trouble(FrontierEntry& entry, const Sitemap& sitemap, UtcTime now);
  /// Says in the archive that the page is gone, unless too many of its host's pages are at once.
  void remove(FrontierEntry& entry, UtcTime now, int status);
  /// A page that was kept leads elsewhere now, and what it leads to is kept: gone after two such answers, like a 404.
  void note_moved(FrontierEntry& entry, const FetchResult& result, const Url& target);
  [[nodiscard]] std::string redirect_trap(const FrontierEntry& entry, const Url& target);
  [[nodiscard]] bool has_content(const Url& url) const;

  Parts parts_;
  RemovalGuard guard_;
  PingOutcome outcome_;
};

}  // namespace izvor
