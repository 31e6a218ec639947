// CrawlFixture: a site on loopback, an archive in a folder of its own, and a clock that the test moves.
//
// Hosts have no pause here, so that real requests need no waiting; politeness is tested with a fetcher that moves the clock
// (crawl_pace_test.cc).
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crawler/crawl/crawl.h"
#include "crawler/fetcher/curl_fetcher.h"
#include "izvor/page_archive.h"
#include "tests/support/manual_clock.h"
#include "tests/support/site_server.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {

class CrawlFixture : public ::testing::Test {
 protected:
  CrawlFixture() {
    settings_.crawler.contact = "mailto:test@example.eu";
    settings_.crawler.delay = std::chrono::milliseconds(0);
    settings_.crawler.latency_factor = 0;
    settings_.crawler.allowed_private_addresses = {"127.0.0.1"};
    settings_.data_directory = folder_.path();
    settings_.sites = {SiteSettings{.name = "sample", .seeds = {site_.url("/")}, .include = {}, .exclude = {}, .sitemaps = {}}};
  }

  /// A whole pass in a process of its own, as far as archive and crawl can tell.
  CrawlSummary crawl_once() {
    PageArchive archive = PageArchive::open_for_writing(settings_.archive_directory()).value();
    return crawl_once(archive);
  }

  CrawlSummary crawl_once(
      PageArchive& archive, std::function<bool()> stop = [] { return false; }) {
    const Scope scope = Scope::make(settings_.sites, settings_.crawler).value();
    CurlFetcher fetcher =
        CurlFetcher::make({.user_agent = "Izvor/0.1 (+mailto:test@example.eu)",
                           .timeout = settings_.crawler.timeout,
                           .addresses = AddressPolicy::make(settings_.crawler.allowed_private_addresses).value(),
                           .certificate_authorities = settings_.crawler.certificate_authorities},
                          clock_)
            .value();
    PingQueue pings = PingQueue::open(settings_.archive_directory()).value();
    Crawl crawl({.settings = settings_.crawler,
                 .scope = scope,
                 .archive = archive,
                 .pings = &pings,
                 .fetcher = fetcher,
                 .clock = clock_});
    return crawl.run({.once = true, .stop = std::move(stop)});
  }

  [[nodiscard]] Url url(const std::string& target) const { return Url::parse(site_.url(target)).value(); }

  [[nodiscard]] std::vector<PageVersion> versions(const std::string& target) const {
    return PageArchive::open_for_reading(settings_.archive_directory()).value().versions_of(page_id_of(url(target))).value();
  }

  /// What the frontier remembers of the last visit; "unknown" when it does not know the address.
  [[nodiscard]] std::string last_result(const std::string& target) const {
    PageArchive archive = PageArchive::open_for_reading(settings_.archive_directory()).value();
    const auto entry = Frontier(archive.catalogue(), Frontier::Reading{}).find(url(target));
    return entry ? entry->last_result : "unknown";
  }

  /// The reason in the catalogue's table `skipped`; empty when there is none.
  [[nodiscard]] std::string skipped(const std::string& target) const;

  /// A page with links to `targets`.
  static std::string page_with_links(const std::vector<std::string>& targets, const std::string& text = "извор") {
    std::string html = "<html lang=bg><head><title>Страница</title></head><body><main><p>" + text + "</p>";
    for (const std::string& target : targets) html += "<a href=\"" + target + "\">връзка</a> ";
    return html + "</main></body></html>";
  }

  SiteServer site_;
  TemporaryDirectory folder_;
  ManualClock clock_;
  Settings settings_;
};

}  // namespace izvor::testing
