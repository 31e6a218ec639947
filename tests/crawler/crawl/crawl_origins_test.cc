// Http and https of one host: rests and robots.txt are each origin's own, the pace is shared, and twins are one page.
#include <gmock/gmock.h>

#include "tests/crawler/crawl/prompt_crawl.h"

namespace izvor {
namespace {

using namespace std::chrono_literals;
using ::testing::SizeIs;

class CrawlOriginsTest : public testing::PromptCrawl {
 protected:
  CrawlOriginsTest() {
    settings_.delay = 10ms;
    sites_ = {SiteSettings{
        .name = "a", .seeds = {"http://a.eu/"}, .include = {"http://a.eu/", "https://a.eu/"}, .exclude = {}, .sitemaps = {}}};
  }

  [[nodiscard]] std::vector<PageVersion> versions(const std::string& address) const {
    return PageArchive::open_for_reading(folder_.path()).value().versions_of(page_id_of(Url::parse(address).value())).value();
  }
  [[nodiscard]] bool is_current(const std::string& address) const {
    const std::vector<PageVersion> all = versions(address);
    return !all.empty() && all.front().kind == VersionKind::kContent;
  }
};

TEST_F(CrawlOriginsTest, OneLinkOfTheWrongSchemeDoesNotStopTheHost) {
  std::string links;
  for (int i = 0; i < 60; ++i) {
    const std::string page = "a.eu/" + std::to_string(i);
    links += "<a href=" + std::string(i % 2 == 0 ? "https://" : "http://") + page + "></a><a href=http://" + page + "></a>";
    fetcher_.put("http://" + page, "<p>страница " + std::to_string(i) + "</p>");
  }
  fetcher_.put("http://a.eu/", links);
  fetcher_.put_unreachable("https://a.eu");
  const CrawlSummary summary = crawl();
  EXPECT_EQ(summary.added, 61u) << summary.text();
  EXPECT_THAT(fetcher_.times_of("https://a.eu/robots.txt"), SizeIs(1)) << "the origin rests";
  EXPECT_EQ(fetcher_.most_at_once(), 1u) << "the host is asked one thing at a time";
}

TEST_F(CrawlOriginsTest, TwoHostsOfOneSchemeEachAreCrawledWholeWhateverTheSchemeOfTheLinks) {
  sites_ = {SiteSettings{.name = "two", .seeds = {"http://a.eu/", "https://b.eu/"}, .include = {}, .exclude = {}, .sitemaps = {}}};
  constexpr int kPages = 60;
  std::map<std::string, std::string> scheme{{"a.eu", "http://"}, {"b.eu", "https://"}};
  // Each page is linked once, with a scheme that is as often wrong as right, from a page before it.
  for (const auto& [host, right] : scheme) {
    for (int i = 0; i < kPages; ++i) {
      std::string body = "<p>" + host + " страница " + std::to_string(i) + "</p>";
      for (int next : {2 * i + 1, 2 * i + 2}) {
        const std::string& other = host == "a.eu" && next % 5 == 0 ? "b.eu" : host;
        body += "<a href=" + std::string(next % 3 == 0 ? "https://" : "http://") + other + "/" + std::to_string(next) + "></a>";
        if (other != host) body += "<a href=https://a.eu/" + std::to_string(next) + "></a>";
      }
      fetcher_.put(right + host + "/" + (i == 0 ? "" : std::to_string(i)), body);
    }
  }
  fetcher_.put_unreachable("https://a.eu");
  fetcher_.put_unreachable("http://b.eu");
  const CrawlSummary summary = crawl();
  EXPECT_EQ(summary.added, 2u * kPages) << summary.text();
  EXPECT_EQ(summary.fetched + summary.unasked, summary.outcomes()) << summary.text();
  for (const auto& [host, right] : scheme) {
    for (int i = 1; i < kPages; ++i) EXPECT_TRUE(is_current(right + host + "/" + std::to_string(i))) << host << " " << i;
  }
  EXPECT_THAT(fetcher_.times_of("https://a.eu/robots.txt"), SizeIs(1));
  EXPECT_THAT(fetcher_.times_of("http://b.eu/robots.txt"), SizeIs(1));
}

TEST_F(CrawlOriginsTest, AnUnreachableRobotsTxtOfOneOriginSaysNothingOfTheOther) {
  fetcher_.put("http://a.eu/", "<a href=https://a.eu/x></a><a href=/x></a>");
  fetcher_.put("http://a.eu/x", "x");
  fetcher_.fail("https://a.eu/robots.txt", 503, "600");
  const CrawlSummary summary = crawl();
  EXPECT_EQ(summary.added, 2u) << summary.text();
  EXPECT_EQ(summary.put_off, 1u);
}

TEST_F(CrawlOriginsTest, TwinsThatSayTheSameAreTheHttpsPage) {
  fetcher_.put("http://a.eu/", "<p>начало</p><a href=https://a.eu/></a>");
  fetcher_.put("https://a.eu/", "<p>начало</p><a href=http://a.eu/></a>");
  const CrawlSummary summary = crawl();
  EXPECT_EQ(summary.added, 2u) << summary.text();
  EXPECT_TRUE(is_current("https://a.eu/"));
  EXPECT_FALSE(is_current("http://a.eu/"));
  EXPECT_THAT(versions("http://a.eu/"), SizeIs(2)) << "its identifier goes on answering";
  clock_.advance(25h);
  const CrawlSummary again = crawl();
  EXPECT_EQ(again.twins, 1u) << again.text();
  EXPECT_EQ(again.unchanged, 1u) << again.text();
  EXPECT_FALSE(is_current("http://a.eu/"));
}

TEST_F(CrawlOriginsTest, ATwinThatIsFoundSecondIsNotKeptAtAll) {
  sites_[0].seeds = {"https://a.eu/"};
  fetcher_.put("https://a.eu/", "<p>начало</p><a href=http://a.eu/></a>");
  fetcher_.put("http://a.eu/", "<p>начало</p>");
  const CrawlSummary summary = crawl();
  EXPECT_EQ(summary.added, 1u) << summary.text();
  EXPECT_EQ(summary.twins, 1u);
  EXPECT_THAT(versions("http://a.eu/"), SizeIs(0));
}

TEST_F(CrawlOriginsTest, TheCanonicalAddressDecidesBetweenTwins) {
  const std::string page = "<head><link rel=canonical href=http://a.eu/></head><p>начало</p><a href=https://a.eu/></a>";
  fetcher_.put("http://a.eu/", page);
  fetcher_.put("https://a.eu/", page);
  crawl();
  EXPECT_TRUE(is_current("http://a.eu/"));
  EXPECT_FALSE(is_current("https://a.eu/"));
}

TEST_F(CrawlOriginsTest, TwinsThatSaySomethingElseAreTwoPages) {
  fetcher_.put("http://a.eu/", "<p>едно</p><a href=https://a.eu/></a>");
  fetcher_.put("https://a.eu/", "<p>друго</p>");
  EXPECT_EQ(crawl().added, 2u);
  EXPECT_TRUE(is_current("http://a.eu/"));
  EXPECT_TRUE(is_current("https://a.eu/"));
}

TEST_F(CrawlOriginsTest, AChangeUnderBothAddressesStaysOnePage) {
  fetcher_.put("http://a.eu/", "<p>начало</p><a href=https://a.eu/></a>");
  fetcher_.put("https://a.eu/", "<p>начало</p>");
  crawl();
  fetcher_.put("http://a.eu/", "<p>промяна</p><a href=https://a.eu/></a>");
  fetcher_.put("https://a.eu/", "<p>промяна</p>");
  clock_.advance(25h);
  crawl();
  EXPECT_TRUE(is_current("https://a.eu/"));
  EXPECT_FALSE(is_current("http://a.eu/"));
  EXPECT_THAT(versions("https://a.eu/"), SizeIs(2));
}

TEST_F(CrawlOriginsTest, ARunWithTheClockAYearAheadDoesNotStopTheNext) {
  fetcher_.put("http://a.eu/", "x");
  const UtcTime today = clock_.now();
  clock_.advance(8760h);
  crawl();
  clock_.advance(today - clock_.now());
  fetcher_.put("http://a.eu/", "y");
  const CrawlSummary summary = crawl();
  EXPECT_EQ(summary.changed, 1u) << summary.text();
}

}  // namespace
}  // namespace izvor
