// The crawl against a site that means harm, or is broken: each page leaves its reason in the catalogue, and the crawl goes on.
#include <gmock/gmock.h>

#include "tests/crawler/crawl/crawl_fixture.h"

namespace izvor {
namespace {

using namespace std::literals;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using testing::html_page;
using testing::SiteFault;
using testing::SiteReply;
using ::testing::SizeIs;
using ::testing::StartsWith;

class HostileSiteTest : public testing::CrawlFixture {
 protected:
  // Crawls a start page that links to `target` first and then to a good page, which must be kept whatever the other one does.
  CrawlSummary crawl_past(const std::string& target, const SiteReply& reply) {
    site_.put("/", page_with_links({target, "/good"}));
    site_.put("/good", page_with_links({}));
    site_.put(target, reply);
    const CrawlSummary summary = crawl_once();
    EXPECT_THAT(versions("/good"), SizeIs(1));
    EXPECT_THAT(versions(target), SizeIs(0));
    return summary;
  }

  static SiteReply fault(SiteFault fault) {
    SiteReply reply = html_page("<p>страница</p>");
    reply.fault = fault;
    reply.fault_bytes = std::size_t{100} << 20;
    return reply;
  }
};

TEST_F(HostileSiteTest, APageOverTheByteCapIsSkipped) {
  SiteReply large = html_page("<p>" + std::string(20'100'000, 'x'));
  large.gzip = false;
  crawl_past("/large", large);
  EXPECT_EQ(skipped("/large"), "too large: more than 20000000 bytes");
}

TEST_F(HostileSiteTest, AGzipBombIsSkipped) {
  crawl_past("/bomb", fault(SiteFault::gzip_bomb));
  EXPECT_EQ(skipped("/bomb"), "too large: more than 20000000 bytes");
}

TEST_F(HostileSiteTest, AnEndlessBodyIsSkipped) {
  settings_.crawler.max_page_bytes = 1'000'000;
  crawl_past("/endless", fault(SiteFault::endless_body));
  EXPECT_EQ(skipped("/endless"), "too large: more than 1000000 bytes");
}

TEST_F(HostileSiteTest, ASlowDripIsCutAndTriedLater) {
  settings_.crawler.timeout = 3s;
  SiteReply drip = html_page("<p>" + std::string(10'000, 'x'));
  drip.fault = SiteFault::slow_drip;
  crawl_past("/drip", drip);
  EXPECT_THAT(skipped("/drip"), StartsWith("timeout: not finished within 3000 ms"));
}

TEST_F(HostileSiteTest, BrokenAnswersAreSkipped) {
  crawl_past("/flood", fault(SiteFault::header_flood));
  EXPECT_THAT(skipped("/flood"), StartsWith("bad response: the answer's header"));
  clock_.advance(25h);
  crawl_past("/noise", fault(SiteFault::not_http));
  EXPECT_THAT(skipped("/noise"), StartsWith("bad response"));
  clock_.advance(25h);
  crawl_past("/torn", fault(SiteFault::truncate_body));
  EXPECT_THAT(skipped("/torn"), StartsWith("unreachable"));
}

TEST_F(HostileSiteTest, RedirectsToOtherSchemesAreRefused) {
  for (const std::string location : {"file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://", ""}) {
    const std::string target = "/to-" + std::to_string(location.size());
    clock_.advance(25h);
    crawl_past(target, testing::redirect_to(location));
    EXPECT_THAT(skipped(target), StartsWith("redirect: ")) << location;
  }
}

TEST_F(HostileSiteTest, ARedirectOutOfTheScopeIsNotFollowed) {
  crawl_past("/out", testing::redirect_to("http://other.test/"));
  EXPECT_THAT(skipped("/out"),
              AllOf(StartsWith("redirect: leads to http://other.test/"), HasSubstr("outside every configured site")));
}

TEST_F(HostileSiteTest, ARedirectToAPrivateAddressIsRefusedWhenConnecting) {
  // In scope, so that only the address stands in its way.
  testing::SiteServer inside({.folder = {}, .address = "127.0.0.2", .port = 0, .remember_requests = true});
  inside.put("/secret", page_with_links({}, "тайна"));
  settings_.sites[0].include = {site_.origin() + "/", inside.origin() + "/"};
  crawl_past("/out", testing::redirect_to(inside.url("/secret")));
  EXPECT_EQ(inside.count(), 0u);
  EXPECT_EQ(last_result("/out"), "status 302, leads to " + inside.url("/secret"));
  EXPECT_THAT(skipped(inside.url("/secret")), StartsWith("private address: "));
}

TEST_F(HostileSiteTest, AHostOnAPrivateAddressIsRefusedWithItsReason) {
  settings_.crawler.allowed_private_addresses = {};
  site_.put("/", page_with_links({}));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(site_.count(), 0u);
  EXPECT_EQ(summary.skipped.at("private address"), 1u);
  EXPECT_THAT(skipped("/"), HasSubstr("allowed_private_addresses"));
}

TEST_F(HostileSiteTest, ARedirectLoopEnds) {
  site_.redirect("/b", "/a");
  crawl_past("/a", testing::redirect_to("/b"));
  EXPECT_THAT(skipped("/b"), HasSubstr("a redirect loop"));
  clock_.advance(25h);
  crawl_past("/self", testing::redirect_to("/self"));
  EXPECT_THAT(skipped("/self"), HasSubstr("redirects to itself"));
}

TEST_F(HostileSiteTest, AnEndlessChainOfRedirectsEnds) {
  for (int i = 1; i < 20; ++i) site_.redirect("/r" + std::to_string(i), "/r" + std::to_string(i + 1));
  crawl_past("/r0", testing::redirect_to("/r1"));
  EXPECT_THAT(skipped("/r5"), HasSubstr("more than 5 redirects"));
  EXPECT_EQ(site_.count("/r6"), 0u);
}

TEST_F(HostileSiteTest, ThePageOfA429IsNeverArchived) {
  site_.put("/", page_with_links({"/busy"}));
  site_.put("/busy", page_with_links({}));
  SiteReply busy = html_page("<p>Too many requests</p>");
  busy.status = 429;
  busy.headers = {{"Retry-After", "3600"}};
  site_.reply_once("/busy", busy);
  const CrawlSummary first = crawl_once();
  EXPECT_EQ(first.put_off, 1u) << first.text();
  EXPECT_THAT(versions("/busy"), SizeIs(0));
  EXPECT_EQ(skipped("/busy"), "status 429");
  clock_.advance(1h);
  EXPECT_EQ(crawl_once().added, 1u);
  EXPECT_THAT(versions("/busy"), SizeIs(1));
  EXPECT_EQ(skipped("/busy"), "");
}

TEST_F(HostileSiteTest, AHundredThousandNestedElementsAreKeptAndTheirLinksFollowed) {
  std::string deep = "<a href=/good>1</a>";
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  site_.put("/", deep + "\0\xFF\xFE"s);
  site_.put("/good", page_with_links({}));
  EXPECT_EQ(crawl_once().added, 2u);
}

TEST_F(HostileSiteTest, ACalendarWithoutEndEndsAndIsReported) {
  settings_.crawler.addresses_per_pattern = 10;
  settings_.crawler.max_query_parameters = 3;
  for (int month = 0; month < 40; ++month) {
    site_.put("/calendar/2024/" + std::to_string(month),
              page_with_links({"/calendar/2024/" + std::to_string(month + 1), "/list?filter=" + std::to_string(month)}));
  }
  site_.put("/list", page_with_links({}));
  site_.put("/", page_with_links({"/calendar/2024/0"}));
  EXPECT_EQ(crawl_once().added, 1u + 10 + 10);
  EXPECT_THAT(skipped(site_.url("/calendar/#/#")), StartsWith("trap: more than 10 addresses like"));
}

TEST_F(HostileSiteTest, SessionIdentifiersMakeNoNewPages) {
  site_.put("/", page_with_links({"/a?PHPSESSID=1", "/a?PHPSESSID=2", "/a?utm_source=x", "/a"}));
  site_.put("/a", page_with_links({"/a?PHPSESSID=3"}));
  EXPECT_EQ(crawl_once().added, 2u);
  EXPECT_EQ(site_.count("/a"), 1u);
}

TEST_F(HostileSiteTest, TenThousandLinksAndAnAddressOfAMegabyteAreBounded) {
  settings_.crawler.visits_per_day = 20;
  std::string html = "<a href=/good>1</a><a href=/" + std::string(1 << 20, 'x') + ">2</a>";
  for (int i = 0; i < 10'000; ++i) html += "<a href=/n" + std::to_string(i) + ">x</a>";
  site_.put("/", html);
  site_.put("/good", page_with_links({}));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 2u);
  EXPECT_EQ(summary.put_off, 5001u - 20) << "the bound on links of a page, and the start page, less what was fetched";
}

TEST_F(HostileSiteTest, OfARobotsTxtOfHalfAGigabyteTheBeginningCounts) {
  SiteReply endless = testing::plain_text("User-agent: *\nDisallow: /no\n" + std::string(1 << 20, '#') + "\n");
  endless.fault = SiteFault::endless_body;
  endless.fault_bytes = std::size_t{500} << 20;
  site_.put("/robots.txt", endless);
  site_.put("/", page_with_links({"/no", "/good"}));
  site_.put("/good", page_with_links({}));
  EXPECT_EQ(crawl_once().added, 2u);
  EXPECT_EQ(skipped("/no"), "robots.txt: Disallow: /no (line 2)");
}

TEST_F(HostileSiteTest, ASitemapBombIsCut) {
  settings_.sites[0].sitemaps = {site_.url("/sitemap.xml.gz")};
  site_.put("/", page_with_links({}));
  site_.put("/sitemap.xml.gz", fault(SiteFault::gzip_bomb));
  EXPECT_EQ(crawl_once().added, 1u);
  EXPECT_THAT(skipped("/sitemap.xml.gz"), AnyOf(StartsWith("too large"), StartsWith("bad sitemap")));
}

TEST_F(HostileSiteTest, ChunkedGarbageAndBrokenGzipAreSkipped) {
  crawl_past("/chunk", fault(SiteFault::bad_chunk));
  EXPECT_NE(skipped("/chunk"), "");
  clock_.advance(25h);
  crawl_past("/gzip", fault(SiteFault::broken_gzip));
  EXPECT_THAT(skipped("/gzip"), StartsWith("bad response"));
}

TEST_F(HostileSiteTest, ATrapOfRelativeLinksEnds) {
  // Every path answers with a link one level deeper, as sites with a missing slash do.
  std::string path = "/t/";
  for (int i = 0; i < 10; ++i) {
    site_.put(path, page_with_links({"t/"}));
    path += "t/";
  }
  site_.put("/", page_with_links({"/t/"}));
  EXPECT_EQ(crawl_once().added, 4u);
}

}  // namespace
}  // namespace izvor
