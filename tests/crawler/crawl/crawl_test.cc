// The crawl against a real site over real HTTP: what is kept, what is left out, and what happens next time.
#include "crawler/crawl/crawl.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "crawler/fetcher/http_fields.h"
#include "tests/crawler/crawl/crawl_fixture.h"

namespace izvor {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::html_page;
using testing::plain_text;
using testing::redirect_to;
using testing::SiteReply;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::xml_file;

using CrawlTest = testing::CrawlFixture;

TEST_F(CrawlTest, FollowsLinksWithinTheSiteAndArchivesEachPageOnce) {
  site_.put("/", page_with_links({"/a", "/b", "/a#part", "http://other.test/"}));
  site_.put("/a", page_with_links({"/", "/b"}, "първа"));
  site_.put("/b", page_with_links({"/a", "c/d"}, "втора"));
  site_.put("/c/d", page_with_links({}, "трета"));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 4u) << summary.text();
  EXPECT_EQ(summary.fetched, 4u);
  for (const char* target : {"/", "/a", "/b", "/c/d", "/robots.txt"}) EXPECT_EQ(site_.count(target), 1u) << target;
  EXPECT_THAT(versions("/c/d"), SizeIs(1));
}

TEST_F(CrawlTest, WhatIsNotDueIsNotFetchedAgain) {
  site_.put("/", page_with_links({"/a"}));
  site_.put("/a", page_with_links({}));
  crawl_once();
  site_.forget_requests();
  EXPECT_EQ(crawl_once().fetched, 0u);
  EXPECT_EQ(site_.count(), 0u);
}

TEST_F(CrawlTest, AnImportThatIsNewerThanTheValidatorsMakesTheNextFetchUnconditional) {
  site_.put("/", page_with_links({}));
  crawl_once();
  clock_.advance(1h);
  {
    PageArchive archive = PageArchive::open_for_writing(settings_.archive_directory()).value();
    Capture capture{.url = url("/"),
                    .fetched = clock_.now(),
                    .fields = {{"Content-Type", "text/html"}},
                    .request_head = {},
                    .body = "<p>друго"};
    ASSERT_TRUE(archive.insert(capture, {}));
    ASSERT_TRUE(archive.acknowledge());
  }
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().unchanged, 0u) << "a 304 would speak of a text that is not the current one";
  EXPECT_THAT(versions("/"), SizeIs(3));
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().unchanged, 1u);
}

TEST_F(CrawlTest, ANotModifiedAnswerLeavesARevisitRecordAndNoVersion) {
  site_.put("/", page_with_links({}));
  crawl_once();
  clock_.advance(25h);
  const CrawlSummary again = crawl_once();
  EXPECT_EQ(again.unchanged, 1u) << again.text();
  EXPECT_EQ(last_result("/"), "not modified");
  ASSERT_THAT(site_.requests("/"), SizeIs(2));
  EXPECT_TRUE(site_.requests("/")[1].header("If-None-Match"));
  EXPECT_THAT(versions("/"), SizeIs(1));
}

TEST_F(CrawlTest, ANotModifiedAnswerForAVersionThatIsLostFetchesThePageWhole) {
  site_.put("/", page_with_links({}));
  crawl_once();
  {
    PageArchive archive = PageArchive::open_for_writing(settings_.archive_directory()).value();
    archive.catalogue().exec("DELETE FROM versions; DELETE FROM pages");
    ASSERT_TRUE(archive.acknowledge());
  }
  clock_.advance(25h);
  crawl_once();
  EXPECT_THAT(versions("/"), SizeIs(0));
  EXPECT_EQ(crawl_once().fetched, 1u);
  EXPECT_THAT(versions("/"), SizeIs(1));
}

TEST_F(CrawlTest, ThePagesOfAnArchiveWhoseFrontierIsLostAreFollowedAgain) {
  site_.put("/", page_with_links({"/a"}));
  site_.put("/a", page_with_links({"/b"}));
  site_.put("/b", page_with_links({}));
  crawl_once();
  {
    PageArchive archive = PageArchive::open_for_writing(settings_.archive_directory()).value();
    archive.catalogue().exec("DELETE FROM frontier; DELETE FROM frontier_hosts");
    ASSERT_TRUE(archive.acknowledge());
  }
  site_.put("/c", page_with_links({}));
  site_.put("/b", page_with_links({"/c"}));
  const CrawlSummary again = crawl_once();
  EXPECT_EQ(again.unchanged, 2u) << again.text();
  EXPECT_EQ(again.added, 2u) << "one is new, and of one nobody knows any more that it was there";
  EXPECT_THAT(versions("/c"), SizeIs(1));
}

TEST_F(CrawlTest, AChangedPageBecomesANewVersion) {
  site_.put("/", page_with_links({}, "старо"));
  crawl_once();
  site_.put("/", page_with_links({}, "ново"));
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().changed, 1u);
  EXPECT_THAT(versions("/"), SizeIs(2));
}

TEST_F(CrawlTest, TheSamePayloadWithoutValidatorsIsUnchanged) {
  SiteReply reply = html_page("<p>извор</p>");
  reply.etag.clear();
  site_.put("/", reply);
  crawl_once();
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().unchanged, 1u);
  EXPECT_EQ(last_result("/"), "unchanged");
  EXPECT_THAT(versions("/"), SizeIs(1));
}

TEST_F(CrawlTest, APageIsGoneOnlyAfterTwoMissesFarEnoughApart) {
  site_.put("/", page_with_links({"/a"}));
  site_.put("/a", page_with_links({}));
  crawl_once();
  site_.remove("/a");
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().missing, 1u);
  EXPECT_THAT(versions("/a"), SizeIs(1));
  clock_.advance(23h);
  EXPECT_EQ(crawl_once().gone, 0u) << "less than gone_after";
  clock_.advance(1h);
  EXPECT_EQ(crawl_once().gone, 1u);
  ASSERT_THAT(versions("/a"), SizeIs(2));
  EXPECT_EQ(versions("/a")[0].kind, VersionKind::kGone);
  EXPECT_EQ(last_result("/a"), "status 404 twice, 24 h apart");
}

TEST_F(CrawlTest, APageThatComesBackBetweenTwoMissesIsNotGone) {
  site_.put("/", page_with_links({}));
  crawl_once();
  for (int i = 0; i < 3; ++i) {
    site_.put("/", testing::failure(410));
    clock_.advance(25h);
    EXPECT_EQ(crawl_once().missing, 1u);
    site_.put("/", page_with_links({}));
    clock_.advance(25h);
    EXPECT_EQ(crawl_once().gone, 0u);
  }
  EXPECT_THAT(versions("/"), SizeIs(1));
}

TEST_F(CrawlTest, AGonePageThatReturnsIsANewVersion) {
  site_.put("/", page_with_links({}));
  crawl_once();
  site_.remove("/");
  for (int i = 0; i < 2; ++i) {
    clock_.advance(25h);
    crawl_once();
  }
  site_.put("/", page_with_links({}));
  clock_.advance(25h);
  crawl_once();
  ASSERT_THAT(versions("/"), SizeIs(3));
  EXPECT_EQ(versions("/")[0].kind, VersionKind::kContent);
}

TEST_F(CrawlTest, TimeoutsServerErrorsAndASingleRefusalRemoveNothing) {
  site_.put("/", page_with_links({}));
  crawl_once();
  for (const int status : {500, 502, 403}) {
    site_.put("/", testing::failure(status));
    clock_.advance(49h);
    crawl_once();
    EXPECT_THAT(skipped("/"), StartsWith("status " + std::to_string(status)));
  }
  EXPECT_THAT(versions("/"), SizeIs(1));
  site_.put("/", page_with_links({}));
  clock_.advance(49h);
  crawl_once();
  EXPECT_EQ(skipped("/"), "");
}

TEST_F(CrawlTest, OtherTypesAreLeftOutWithTheirReason) {
  site_.put("/", page_with_links({"/a.pdf", "/b", "/c"}));
  SiteReply pdf = html_page("%PDF");
  pdf.content_type = "application/pdf";
  site_.put("/a.pdf", pdf);
  SiteReply untyped_html = html_page("<!DOCTYPE html><p>извор</p>");
  untyped_html.content_type.clear();
  site_.put("/b", untyped_html);
  SiteReply untyped = html_page("не е страница");
  untyped.content_type.clear();
  site_.put("/c", untyped);
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 2u);
  EXPECT_EQ(summary.skipped.at("not HTML"), 2u);
  EXPECT_EQ(skipped("/a.pdf"), "not HTML: application/pdf");
  EXPECT_THAT(versions("/b"), SizeIs(1));
}

TEST_F(CrawlTest, RobotsTxtIsObeyedAndNamesTheRule) {
  site_.robots("User-agent: *\nDisallow: /private\n");
  site_.put("/", page_with_links({"/private/a", "/open"}));
  site_.put("/private/a", page_with_links({}));
  site_.put("/open", page_with_links({}));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(site_.count("/private/a"), 0u);
  EXPECT_EQ(summary.skipped.at("robots.txt"), 1u);
  EXPECT_EQ(skipped("/private/a"), "robots.txt: Disallow: /private (line 2)");
}

TEST_F(CrawlTest, WithoutAnAnswerForRobotsTxtNothingIsFetched) {
  site_.put("/robots.txt", testing::failure(500));
  site_.put("/", page_with_links({}));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.fetched, 0u);
  EXPECT_EQ(summary.put_off, 1u);
  EXPECT_EQ(site_.count("/"), 0u);
  EXPECT_EQ(skipped("/"), "robots.txt unavailable: robots.txt has status 500, which disallows all");
  site_.robots("");
  clock_.advance(11min);
  EXPECT_EQ(crawl_once().added, 1u);
}

TEST_F(CrawlTest, RobotsTxtIsAskedAgainAfterADay) {
  site_.put("/", page_with_links({}));
  crawl_once();
  site_.robots("User-agent: Izvor\nDisallow: /\n");
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().skipped.at("robots.txt"), 1u);
  EXPECT_EQ(site_.count("/"), 1u);
}

TEST_F(CrawlTest, RobotsTxtIsFoundThroughFiveRedirects) {
  for (int i = 0; i < 5; ++i) {
    site_.redirect(i == 0 ? "/robots.txt" : "/r" + std::to_string(i), "/r" + std::to_string(i + 1));
  }
  site_.put("/r5", plain_text("User-agent: *\nDisallow: /a\n"));
  site_.put("/", page_with_links({"/a"}));
  EXPECT_EQ(crawl_once().skipped.at("robots.txt"), 1u);
  EXPECT_EQ(site_.count("/a"), 0u);
}

TEST_F(CrawlTest, NofollowIsRespectedInFieldsMetaAndLinks) {
  site_.put("/", "<a href=/a rel=nofollow>1</a><a href=/field>2</a><a href=/meta>3</a>");
  SiteReply field = html_page("<a href=/b>1</a>");
  field.headers = {{"X-Robots-Tag", "nofollow"}};
  site_.put("/field", field);
  site_.put("/meta", "<head><meta name=robots content=nofollow></head><a href=/c>1</a>");
  EXPECT_EQ(crawl_once().added, 3u);
  for (const char* target : {"/a", "/b", "/c"}) EXPECT_EQ(site_.count(target), 0u) << target;
}

TEST_F(CrawlTest, NoindexPagesAreArchivedForTheIndexerToDecide) {
  site_.put("/", "<head><meta name=robots content=noindex></head><a href=/a>1</a>");
  site_.put("/a", page_with_links({}));
  EXPECT_EQ(crawl_once().added, 2u);
}

TEST_F(CrawlTest, SitemapsOfRobotsTxtAreReadThroughIndexAndConditionally) {
  site_.robots("Sitemap: {origin}/sitemap.xml\n");
  site_.put("/", page_with_links({}));
  site_.put("/sitemap.xml", xml_file("<sitemapindex><sitemap><loc>{origin}/s1.xml</loc></sitemap></sitemapindex>"));
  site_.put("/s1.xml", xml_file("<urlset><url><loc>{origin}/a</loc></url><url><loc>http://other.test/b</loc></url></urlset>"));
  site_.put("/a", page_with_links({}));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.sitemaps, 2u) << summary.text();
  EXPECT_EQ(summary.added, 2u);
  clock_.advance(25h);
  crawl_once();
  EXPECT_TRUE(site_.requests("/s1.xml").at(1).header("If-None-Match"));
  EXPECT_EQ(last_result("/s1.xml"), "not modified");
}

TEST_F(CrawlTest, ALaterLastmodBringsAPageForward) {
  settings_.crawler.revisit = 240h;
  site_.robots("Sitemap: {origin}/sitemap.xml\n");
  site_.put("/", page_with_links({}));
  site_.put("/a", page_with_links({}));
  const auto sitemap = [&](const std::string& lastmod) {
    site_.put("/sitemap.xml", xml_file("<urlset><url><loc>{origin}/a</loc><lastmod>" + lastmod + "</lastmod></url></urlset>"));
  };
  sitemap("2024-03-01");
  crawl_once();
  sitemap("2024-03-28");
  clock_.advance(72h);
  site_.forget_requests();
  EXPECT_EQ(crawl_once().fetched, 1u) << "the sitemap is polled; the pages are not due";
  std::vector<std::string> order;
  for (const auto& request : site_.requests()) order.push_back(request.target);
  EXPECT_THAT(order, ::testing::ElementsAre("/robots.txt", "/sitemap.xml", "/a"));
}

TEST_F(CrawlTest, TheFeedThatAPageNamesIsPolledForNewPagesAndForNews) {
  settings_.crawler.revisit = 240h;
  site_.put("/", "<head><link rel=alternate type=application/atom+xml href=/feed.xml></head><a href=/a>1</a>");
  site_.put("/a", page_with_links({}));
  const auto feed = [&](const std::string& updated, const std::string& more) {
    site_.put("/feed.xml", xml_file("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a'/><updated>" + updated +
                                    "</updated></entry>" + more + "</feed>"));
  };
  feed("2024-03-01T00:00:00Z", "");
  EXPECT_EQ(crawl_once().added, 2u);
  site_.put("/b", page_with_links({}));
  site_.put("/a", page_with_links({}, "новина"));
  feed("2024-03-26T12:00:00Z", "<entry><link href='/b'/></entry>");
  clock_.advance(7h);
  const CrawlSummary news = crawl_once();
  EXPECT_EQ(news.added, 1u) << news.text();
  EXPECT_EQ(news.changed, 1u);
}

TEST_F(CrawlTest, TheBudgetOfADayHoldsAndTheRestIsPutOff) {
  settings_.crawler.visits_per_day = 3;
  site_.put("/", page_with_links({"/a", "/b", "/c", "/d"}));
  for (const char* target : {"/a", "/b", "/c", "/d"}) site_.put(target, page_with_links({}));
  const CrawlSummary first = crawl_once();
  EXPECT_EQ(first.added, 3u);
  EXPECT_EQ(first.put_off, 2u);
  EXPECT_EQ(crawl_once().fetched, 0u);
  clock_.advance(16h);  // The next day has begun.
  EXPECT_EQ(crawl_once().added, 2u);
}

TEST_F(CrawlTest, UnderABudgetPagesThatNeverChangeAreVisitedLess) {
  settings_.crawler.visits_per_day = 6;
  settings_.crawler.longest_revisit = std::chrono::days(60);
  std::vector<std::string> targets;
  for (int i = 1; i <= 12; ++i) targets.push_back("/" + std::to_string(i));
  site_.put("/", page_with_links(targets));
  for (const std::string& target : targets) site_.put(target, page_with_links({}));
  for (int day = 0; day < 90; ++day) {
    if (day % 8 == 0) site_.put("/1", page_with_links({}, "ден " + std::to_string(day)));
    crawl_once();
    if (day == 29) site_.forget_requests();
    clock_.advance(24h);
  }
  std::size_t still = 0;
  for (int i = 2; i <= 12; ++i) still += site_.count("/" + std::to_string(i));
  EXPECT_GT(site_.count("/1"), 2 * still / 11) << "visits of the page that changes against those of the others";
  EXPECT_GT(still, 11u) << "but they are visited";
}

TEST_F(CrawlTest, OfPagesThatAreAllOverdueTheOneWorthMostIsVisitedFirst) {
  std::vector<std::string> targets;
  for (int i = 1; i <= 6; ++i) targets.push_back("/" + std::to_string(i));
  site_.put("/", page_with_links(targets));
  for (const std::string& target : targets) site_.put(target, page_with_links({}));
  for (int visit = 0; visit < 8; ++visit) {  // One page changes each time that it is seen, and only that one.
    site_.put("/4", page_with_links({}, "посещение " + std::to_string(visit)));
    crawl_once();
    clock_.advance(25h);
  }
  site_.forget_requests();
  crawl_once();
  std::vector<std::string> order;
  for (const auto& request : site_.requests()) order.push_back(request.target);
  ASSERT_THAT(order, SizeIs(8)) << "robots.txt and seven pages";
  EXPECT_EQ(order[1], "/4") << "all were due at the same time, in the order in which they were found";
}

TEST_F(CrawlTest, ANewTokenInAScriptIsAVersionButNoChange) {
  site_.put("/", "<script>token = 1</script><p>извор</p>");
  crawl_once();
  for (int i = 2; i < 6; ++i) {
    site_.put("/", "<script>token = " + std::to_string(i) + "</script><p>извор</p>");
    clock_.advance(25h);
    EXPECT_EQ(crawl_once().changed, 1u);
  }
  PageArchive archive = PageArchive::open_for_reading(settings_.archive_directory()).value();
  const auto entry = Frontier(archive.catalogue(), Frontier::Reading{}).find(url("/"));
  EXPECT_EQ(entry->belief.visits(), 4u);
  EXPECT_LT(mean_rate(entry->belief.posterior(flat_prior())), 0.2);
}

TEST_F(CrawlTest, ASiteThatLosesAllItsPagesIsNotEmptied) {
  std::vector<std::string> targets;
  for (int i = 0; i < 40; ++i) targets.push_back("/" + std::to_string(i));
  site_.put("/", page_with_links(targets));
  for (const std::string& target : targets) site_.put(target, page_with_links({}));
  crawl_once();
  for (const std::string& target : targets) site_.remove(target);
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().missing, 40u);
  clock_.advance(25h);
  const CrawlSummary second = crawl_once();
  EXPECT_EQ(second.gone, 8u) << "a fifth of 41 pages: " << second.text();
  EXPECT_EQ(second.held_back, 32u);
  EXPECT_EQ(versions("/39")[0].kind, VersionKind::kContent);
  EXPECT_THAT(skipped("/39"), HasSubstr("no more are removed today"));
  for (const std::string& target : targets) site_.put(target, page_with_links({}));
  clock_.advance(25h);
  crawl_once();
  EXPECT_EQ(versions("/39").size(), 1u) << "it was never gone";
}

TEST_F(CrawlTest, AKeptPageThatMovedToAKeptPageIsGoneAfterTwoSuchAnswers) {
  site_.put("/", page_with_links({"/old", "/new"}));
  site_.put("/old", page_with_links({}));
  site_.put("/new", page_with_links({}));
  crawl_once();
  site_.redirect("/old", "/new", 301);
  clock_.advance(25h);
  crawl_once();
  EXPECT_THAT(versions("/old"), SizeIs(1)) << "once proves nothing";
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().gone, 1u);
  EXPECT_EQ(versions("/old")[0].kind, VersionKind::kGone);
  EXPECT_THAT(last_result("/old"), HasSubstr("moved to " + site_.url("/new")));
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().gone, 0u);
}

TEST_F(CrawlTest, AKeptPageThatLeadsToNothingKeptStays) {
  site_.put("/", page_with_links({"/old"}));
  site_.put("/old", page_with_links({}));
  crawl_once();
  site_.redirect("/old", "/login", 302);
  for (int i = 0; i < 4; ++i) {
    clock_.advance(25h);
    EXPECT_EQ(crawl_once().gone, 0u);
  }
  EXPECT_THAT(versions("/old"), SizeIs(1));
}

TEST_F(CrawlTest, ACanonicalLinkAndARedirectThatPointAtEachOtherEnd) {
  site_.put("/", page_with_links({"/a"}));
  site_.put("/a", "<head><link rel=canonical href=/b></head><p>извор</p>");
  site_.redirect("/b", "/a", 301);
  for (int i = 0; i < 3; ++i) {
    crawl_once();
    clock_.advance(25h);
  }
  EXPECT_THAT(versions("/a"), SizeIs(1));
  EXPECT_EQ(versions("/a")[0].kind, VersionKind::kContent);
  EXPECT_EQ(site_.count("/a"), 3u);
  EXPECT_EQ(site_.count("/b"), 3u);
}

TEST_F(CrawlTest, ABadSitemapLeavesAReason) {
  settings_.sites[0].sitemaps = {site_.url("/sitemap.xml")};
  site_.put("/", page_with_links({}));
  site_.put("/sitemap.xml", html_page("<html>Not found</html>"));
  EXPECT_EQ(crawl_once().added, 1u);
  EXPECT_THAT(skipped("/sitemap.xml"), StartsWith("bad sitemap: the root element is <html>"));
}

TEST_F(CrawlTest, TheCapOnPagesOfAHostHolds) {
  settings_.crawler.pages_per_host = 3;
  site_.put("/", page_with_links({"/a", "/b", "/c", "/d"}));
  for (const char* target : {"/a", "/b", "/c", "/d"}) site_.put(target, page_with_links({}));
  EXPECT_EQ(crawl_once().added, 3u);
}

TEST_F(CrawlTest, ASeedThatLeavesTheScopeIsSkippedWithAReason) {
  site_.put("/", page_with_links({"/bg/a"}));
  site_.put("/bg/a", page_with_links({}));
  crawl_once();
  settings_.sites[0].exclude = {site_.url("/bg/")};
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().skipped.at("scope"), 1u);
  EXPECT_THAT(skipped("/bg/a"), StartsWith("scope: matches exclude prefix"));
}

TEST_F(CrawlTest, TheRecordKeepsRequestAndAnswer) {
  site_.put("/", page_with_links({}));
  crawl_once();
  const PageArchive archive = PageArchive::open_for_reading(settings_.archive_directory()).value();
  const Capture capture = archive.read(versions("/")[0]).value();
  EXPECT_THAT(capture.body, HasSubstr("извор"));
  EXPECT_THAT(field_of(capture.fields, "Content-Type"), StartsWith("text/html"));
}

}  // namespace
}  // namespace izvor
