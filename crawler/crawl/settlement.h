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
#include "izvor/page_archive.h"
#include "izvor/settings.h"

namespace izvor {

class Settlement {
 public:
  struct Parts {
    const CrawlerSettings& settings;
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
  /// Decided without a request: robots.txt or the scope refuses the address.
  void leave_out(FrontierEntry entry, const std::string& reason, const std::string& detail, UtcTime now, std::uint64_t pass);

 private:
  void keep_page(FrontierEntry& entry, FetchResult result);
  void read_sitemap(FrontierEntry& entry, const FetchResult& result);
  void keep_unchanged(FrontierEntry& entry, FetchResult result);
  void follow_redirect(FrontierEntry& entry, const FetchResult& result, const Url& named, bool pinged);
  void note_missing(FrontierEntry& entry, const FetchResult& result);
  void rest_host(FrontierEntry& entry, const FetchResult& result, const Judgement& judgement);
  void try_again(FrontierEntry& entry, const Judgement& judgement, UtcTime now);
  void skip(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now);
  void note_reason(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now);
  /// The address answered: what it was, when to come again. `changed`: it says something else than before.
  void succeed(FrontierEntry& entry, const std::vector<HttpField>& fields, UtcTime now, bool changed);
  /// Takes the page's links; true when its words are not what they were.
  bool read_page(FrontierEntry& entry, const Capture& capture);
  /// Says in the archive that the page is gone, unless too many of its host's pages are at once.
  void remove(FrontierEntry& entry, UtcTime now, int status);
  /// A page that was kept leads elsewhere now, and what it leads to is kept: gone after two such answers, like a 404.
  void note_moved(FrontierEntry& entry, const FetchResult& result, const Url& target);
  [[nodiscard]] std::string redirect_trap(const FrontierEntry& entry, const Url& target);
  [[nodiscard]] bool has_content(const Url& url) const;

  Parts parts_;
  RemovalGuard guard_;
};

}  // namespace izvor
