// Ways onward and shapes of content that sites use beside plain links and plain HTML.
#include <gmock/gmock.h>

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

using CrawlWaysTest = testing::CrawlFixture;

TEST_F(CrawlWaysTest, RefreshesOfTheMarkupAndOfTheHeaderAreFollowed) {
  site_.put("/", html_page("<meta http-equiv=Refresh content=\"0; URL='/home'\">"));
  SiteReply home = html_page("<p>начало</p>");
  home.headers = {{"Refresh", "5;url=/next"}};
  site_.put("/home", home);
  site_.put("/next", page_with_links({}));
  EXPECT_EQ(crawl_once().added, 3u);
}

TEST_F(CrawlWaysTest, FramesOfTheSameHostArePages) {
  site_.put("/", html_page("<frameset><frame src=/menu><frame src='http://other.test/'></frameset>"));
  site_.put("/menu", html_page("<p>меню</p><iframe src=in></iframe>"));
  site_.put("/in", page_with_links({}, "вътре"));
  EXPECT_EQ(crawl_once().added, 3u);
}

TEST_F(CrawlWaysTest, AGateThatSetsACookieIsPassed) {
  SiteReply gate = redirect_to("/");
  gate.headers = {{"Set-Cookie", "seen=1; Path=/"}};
  site_.reply_once("/", gate);
  site_.put("/", page_with_links({"/a"}));
  site_.put("/a", page_with_links({}, "а"));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 2u) << summary.text();
  EXPECT_EQ(site_.requests("/").at(1).header("Cookie").value_or(""), "seen=1");
  EXPECT_FALSE(site_.requests("/a").at(0).header("Cookie")) << "the cookie ends with its chain";
}

TEST_F(CrawlWaysTest, AGateOverAnotherAddressAndATestParameterIsPassed) {
  SiteReply gate = redirect_to("/check?AspxAutoDetectCookieSupport=1");
  gate.headers = {{"Set-Cookie", "seen=1; Path=/"}};
  site_.reply_once("/", gate);
  site_.redirect("/check?AspxAutoDetectCookieSupport=1", "/?cookietest=1");
  site_.put("/", page_with_links({}));
  EXPECT_EQ(crawl_once().added, 1u);
  EXPECT_THAT(versions("/"), SizeIs(1));
}

TEST_F(CrawlWaysTest, AGateThatNeverOpensEnds) {
  SiteReply gate = redirect_to("/");
  gate.headers = {{"Set-Cookie", "seen=1; Path=/"}};
  site_.put("/", gate);
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 0u);
  EXPECT_LE(site_.count("/"), 6u);
  EXPECT_THAT(skipped("/"), HasSubstr("redirects to itself"));
}

TEST_F(CrawlWaysTest, QueriesAreAskedForInThePagesCharset) {
  SiteReply page = html_page("<a href=\"/t?q=\xE7\xE0\xEA\xEE\xED&amp;x=1\">\xE7\xE0\xEA\xEE\xED</a>");
  page.content_type = "text/html; charset=windows-1251";
  site_.put("/", page);
  site_.put("/t?q=%E7%E0%EA%EE%ED&x=1", page_with_links({}));
  EXPECT_EQ(crawl_once().added, 2u);
}

TEST_F(CrawlWaysTest, PlainTextIsAPageWithoutLinks) {
  site_.put("/", page_with_links({"/law.txt"}));
  site_.put("/law.txt", plain_text("Закон за водите\n\n<a href=/x>не е връзка</a>\n"));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 2u) << summary.text();
  EXPECT_EQ(site_.count("/x"), 0u);
}

TEST_F(CrawlWaysTest, DownloadsUnderTheNameOfHtmlAreLeftOut) {
  using namespace std::literals;
  const std::vector<std::string> bodies = {"%PDF-1.4\n1 0 obj", "\xFF\xD8\xFF\xE0\0\x10JFIF\0"s, "PK\x03\x04\x14\0"s,
                                           "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, std::string(300, '\x01')};
  std::vector<std::string> targets;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    targets.push_back("/download?id=" + std::to_string(i));
    site_.put(targets.back(), html_page(bodies[i]));
  }
  site_.put("/", page_with_links(targets));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.added, 1u) << summary.text();
  EXPECT_EQ(skipped("/download?id=0"), "not HTML: begins like a PDF");
  EXPECT_EQ(summary.skipped.at("not HTML"), bodies.size());
}

TEST_F(CrawlWaysTest, HtmlUnderAVagueNameIsAPage) {
  SiteReply page = html_page("<!DOCTYPE html><p>извор</p>");
  page.content_type = "application/octet-stream";
  SiteReply other = html_page("а1б2");
  other.content_type = "application/octet-stream";
  site_.put("/", page_with_links({"/a", "/b"}));
  site_.put("/a", page);
  site_.put("/b", other);
  EXPECT_EQ(crawl_once().added, 2u);
  EXPECT_THAT(skipped("/b"), StartsWith("not HTML: application/octet-stream"));
}

TEST_F(CrawlWaysTest, WhatASitemapLostIsSaid) {
  settings_.sites[0].sitemaps = {site_.url("/map.xml"), site_.url("/empty.xml")};
  site_.put("/", page_with_links({}));
  site_.put("/a", page_with_links({}, "а"));
  site_.put("/map.xml", xml_file("<urlset><url><loc>{origin}/lost</url><url><loc>{origin}/a?x&y</loc></url></urlset>"));
  site_.put("/empty.xml", xml_file("<urlset></urlset>"));
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(site_.count("/a?x&y"), 1u);
  EXPECT_THAT(summary.text(), HasSubstr("sitemaps 2 (damaged 1, empty 1)"));
  EXPECT_THAT(skipped("/map.xml"), StartsWith("damaged sitemap: something lost in 1 place, line 1: mismatched tag; repaired in 1 place"));
  EXPECT_THAT(skipped("/empty.xml"), StartsWith("empty sitemap"));
}

TEST_F(CrawlWaysTest, RobotsTxtSendsUsToNoPrivateHostBesidesTheSites) {
  testing::SiteServer inside;
  site_.put("/", page_with_links({}));
  site_.redirect("/robots.txt", inside.url("/admin"));
  inside.put("/admin", plain_text("User-agent: *\nAllow: /\n"));
  EXPECT_EQ(crawl_once().added, 0u) << "a robots.txt that cannot be had disallows all";
  EXPECT_EQ(inside.count(), 0u);
  settings_.sites[0].include = {site_.url("/"), inside.url("/")};
  clock_.advance(1h);
  EXPECT_EQ(crawl_once().added, 1u);
}

}  // namespace
}  // namespace izvor
