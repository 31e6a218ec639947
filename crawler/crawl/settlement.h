// Settlement: what is done with an answer: the page into the archive, its links into the frontier, the next visit into the
// schedule, and the reason into the table `skipped` where nothing was kept.
//
// Writes into the catalogue's open transaction; Crawl acknowledges. A failing archive comes out as std::runtime_error.
// Belongs to the crawl's thread.
#pragma once

#include <string>

#include "crawler/crawl/crawl_summary.h"
#include "crawler/crawl/intake.h"
#include "crawler/crawl/response_policy.h"
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
    Intake& intake;
    CrawlSummary& summary;
  };
  explicit Settlement(Parts parts) : parts_(parts) {}

  /// The answer to a request for `entry`. `pass`: see Frontier::settle.
  void settle(FrontierEntry entry, FetchResult result, std::uint64_t pass);
  /// Decided without a request: robots.txt or the scope refuses the address.
  void leave_out(FrontierEntry entry, const std::string& reason, const std::string& detail, UtcTime now, std::uint64_t pass);

 private:
  void keep_page(FrontierEntry& entry, FetchResult result);
  void read_sitemap(FrontierEntry& entry, const FetchResult& result);
  void keep_unchanged(FrontierEntry& entry, FetchResult result);
  void follow_redirect(FrontierEntry& entry, const FetchResult& result, const Url& target, bool pinged);
  void note_missing(FrontierEntry& entry, const FetchResult& result);
  void rest_host(FrontierEntry& entry, const FetchResult& result, const Judgement& judgement);
  void try_again(FrontierEntry& entry, const Judgement& judgement, UtcTime now);
  void skip(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now);
  void note_reason(FrontierEntry& entry, const std::string& reason, const std::string& detail, UtcTime now);
  void succeed(FrontierEntry& entry, const FetchResult& result, std::string words);
  void take_links(const Capture& capture);
  [[nodiscard]] std::string redirect_trap(const FrontierEntry& entry, const Url& target);
  [[nodiscard]] bool has_content(const Url& url) const;

  Parts parts_;
};

}  // namespace izvor
