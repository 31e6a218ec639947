#include "crawler/robots/robots_txt.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

using std::chrono::milliseconds;

bool allowed(std::string_view robots, std::string_view target, std::string_view agent = "Izvor") {
  return RobotsTxt::parse(robots, agent).decide(target).allowed;
}

TEST(Robots, WithoutRulesEverythingIsAllowed) {
  EXPECT_TRUE(allowed("", "/x"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow:\n", "/x"));
}

TEST(Robots, RulesBeforeAnyUserAgentAreIgnored) { EXPECT_TRUE(allowed("Disallow: /\nUser-agent: *\nDisallow: /a\n", "/b")); }

// RFC 9309, section 5.1.
constexpr std::string_view kSimpleExample =
    "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
    "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
    "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n";

TEST(Robots, SimpleExampleOfTheRfc) {
  EXPECT_FALSE(allowed(kSimpleExample, "/a/b.gif"));
  EXPECT_TRUE(allowed(kSimpleExample, "/a/b.gif?x"));
  EXPECT_FALSE(allowed(kSimpleExample, "/example/"));
  EXPECT_TRUE(allowed(kSimpleExample, "/publications/x"));
  EXPECT_FALSE(allowed(kSimpleExample, "/x", "foobot"));
  EXPECT_TRUE(allowed(kSimpleExample, "/example/page.html", "foobot"));
  EXPECT_FALSE(allowed(kSimpleExample, "/example/page.html", "barbot"));
  EXPECT_FALSE(allowed(kSimpleExample, "/example/page.html", "bazbot"));
  EXPECT_TRUE(allowed(kSimpleExample, "/example/page.html", "quxbot")) << "a group without rules allows all";
}

// RFC 9309, section 5.2.
TEST(Robots, LongestMatchWins) {
  constexpr std::string_view kRobots = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
  EXPECT_FALSE(allowed(kRobots, "/example/page/disallowed.gif", "foobot"));
  EXPECT_TRUE(allowed(kRobots, "/example/page/allowed.gif", "foobot"));
}

TEST(Robots, OfTwoEquallyLongRulesAllowWins) {
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /page\nAllow: /page\n", "/page"));
}

TEST(Robots, OurGroupReplacesTheOneForEveryone) {
  constexpr std::string_view kRobots = "User-agent: *\nDisallow: /\n\nUser-agent: izvor\nDisallow: /private\n";
  EXPECT_TRUE(allowed(kRobots, "/open"));
  EXPECT_FALSE(allowed(kRobots, "/private/x"));
}

// RFC 9309, section 2.2.1: groups of one agent MUST be combined.
TEST(Robots, GroupsOfOneAgentAreMerged) {
  constexpr std::string_view kRobots =
      "User-agent: Izvor\nDisallow: /a\n\nUser-agent: other\nDisallow: /b\n\nUSER-AGENT: IZVOR\nDisallow: /c\n";
  EXPECT_FALSE(allowed(kRobots, "/a"));
  EXPECT_TRUE(allowed(kRobots, "/b"));
  EXPECT_FALSE(allowed(kRobots, "/c"));
}

TEST(Robots, ProductTokenIsComparedWithoutVersionAndWhole) {
  EXPECT_FALSE(allowed("User-agent: Izvor/2.0 (test)\nDisallow: /\n", "/x"));
  EXPECT_TRUE(allowed("User-agent: Izvorche\nDisallow: /\n", "/x"));
  EXPECT_TRUE(allowed("User-agent: Izv\nDisallow: /\n", "/x"));
  EXPECT_EQ(product_token_of("Izvor-Test_x/0.1 (+mailto:a@example.eu)"), "Izvor-Test_x");
}

// RFC 9309, section 2.2.4: other records MUST NOT interfere.
TEST(Robots, OtherLinesDoNotEndAGroup) {
  constexpr std::string_view kRobots =
      "User-agent: a\nSitemap: https://example.eu/sitemap.xml\nCrawl-delay: 4\nUser-agent: Izvor\nFoo: bar\nDisallow: /x\n";
  EXPECT_FALSE(allowed(kRobots, "/x", "a"));
  EXPECT_FALSE(allowed(kRobots, "/x"));
}

// RFC 9309, section 2.2.3.
TEST(Robots, WildcardAndEndAnchor) {
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /*.pdf$\n", "/bg/a.pdf"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /*.pdf$\n", "/bg/a.pdf?download=1"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /a*b*c\n", "/axxbxxcxx"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /a*b*c\n", "/axxcxxb"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /x$\n", "/x"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /x$\n", "/x/"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /a*a$\n", "/aa"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /a*a$\n", "/a")) << "the anchor must not use an octet twice";
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /$x\n", "/$x")) << "a dollar inside is a letter like others";
}

TEST(Robots, SpecialCharactersCanBeWrittenEncoded) {
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /path/file-with-a-%2A.html\n", "/path/file-with-a-*.html"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /path/file-with-a-%2A.html\n", "/path/file-with-a-x.html"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /path/foo-%24\n", "/path/foo-$"));
}

// The table of RFC 9309, section 2.2.2.
TEST(Robots, PercentEncodingIsNormalised) {
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /foo/bar/ツ\n", "/foo/bar/%E3%83%84"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /foo/bar/%e3%83%84\n", "/foo/bar/ツ"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", "/foo/bar/baz"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /a%2Fb\n", "/a/b")) << "an encoded slash is no slash in a path";
}

TEST(Robots, APercentSignThatEncodesNothingStandsForItself) {
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /100%\n", "/100%25"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /%%63A\n", "/%CA"));
}

TEST(Robots, PathsAreCaseSensitiveAndKeysAreNot) {
  EXPECT_TRUE(allowed("user-AGENT: *\ndisALLOW: /Private\n", "/private"));
  EXPECT_FALSE(allowed("user-AGENT: *\ndisALLOW: /Private\n", "/Private"));
}

TEST(Robots, CommentsSpacesByteOrderMarkAndAnyLineEnd) {
  EXPECT_FALSE(allowed("\xEF\xBB\xBFUser-agent : * # all\r\n  Disallow\t:\t/x  # this\r\n", "/x"));
  EXPECT_FALSE(allowed("User-agent: *\rDisallow: /x\r", "/x"));
}

TEST(Robots, RobotsTxtItselfIsAlwaysAllowed) { EXPECT_TRUE(allowed("User-agent: *\nDisallow: /\n", "/robots.txt")); }

TEST(Robots, FiveHundredKibibytesAreReadAndTheCutFallsOnALineEnd) {
  std::string text = "User-agent: *\n";
  while (text.size() < std::size_t{500} << 10) text += "# a comment to fill the file\n";
  text += "Disallow: /deep\n";
  EXPECT_FALSE(allowed(text, "/deep"));
  text.resize(RobotsTxt::kMaxBytes - 11, '#');
  text += "\nDisallow: /";  // The cut would leave "Disallow: " and a slash short of its path.
  text += "only-this\n";
  EXPECT_TRUE(allowed(text, "/other"));
}

// RFC 9309, section 2.3.1.
TEST(Robots, StatusDecidesWhenThereIsNoFile) {
  EXPECT_TRUE(RobotsTxt::from_response(404, "User-agent: *\nDisallow: /\n", "Izvor").decide("/x").allowed);
  EXPECT_TRUE(RobotsTxt::from_response(403, "", "Izvor").decide("/x").allowed);
  EXPECT_FALSE(RobotsTxt::from_response(503, "User-agent: *\nAllow: /\n", "Izvor").decide("/x").allowed);
  EXPECT_FALSE(RobotsTxt::from_response(0, "", "Izvor").decide("/x").allowed);
  EXPECT_FALSE(RobotsTxt::from_response(429, "", "Izvor").decide("/x").allowed);
  EXPECT_TRUE(RobotsTxt::from_response(503, "", "Izvor").unreachable());
}

TEST(Robots, CrawlDelayIsOfOurGroupAndTheLongestCounts) {
  constexpr std::string_view kRobots =
      "User-agent: *\nCrawl-delay: 30\n\nUser-agent: izvor\nCrawl-delay: 2.5\nDisallow: /x\nCrawl-delay: 1\n";
  EXPECT_EQ(RobotsTxt::parse(kRobots, "Izvor").crawl_delay(), milliseconds(2500));
  EXPECT_EQ(RobotsTxt::parse(kRobots, "other").crawl_delay(), milliseconds(30'000));
  for (const std::string bad : {"-1", "abc", "nan", "inf", "1s", ""}) {
    EXPECT_FALSE(RobotsTxt::parse("User-agent: *\nCrawl-delay: " + bad, "Izvor").crawl_delay()) << bad;
  }
}

TEST(Robots, SitemapsAreFoundAnywhere) {
  const RobotsTxt robots = RobotsTxt::parse("Sitemap: https://example.eu/a.xml\nUser-agent: x\nsitemap:/b.xml\n", "Izvor");
  EXPECT_EQ(robots.sitemaps(), (std::vector<std::string>{"https://example.eu/a.xml", "/b.xml"}));
}

TEST(Robots, TheDecidingRuleIsNamed) {
  const RobotsTxt robots = RobotsTxt::parse("User-agent: *\nDisallow: /search\n", "Izvor");
  EXPECT_EQ(robots.decide("/search?q=1").rule, "Disallow: /search (line 2)");
  EXPECT_EQ(robots.decide("/").rule, "no rule matches");
}

TEST(Robots, ManyWildcardsAreMatchedInLinearTime) {
  std::string robots = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 100'000; ++i) robots += "*a";
  EXPECT_TRUE(allowed(robots + "b$\n", "/" + std::string(2000, 'a')));
}

TEST(RobotsTxt, MisspeltKeysAreTakenAsGooglesParserTakesThem) {
  for (const char* key : {"Disalow", "dissallow", "Dissalow", "diasllow", "Disallaw", "DISALLOWED"}) {
    const RobotsTxt robots = RobotsTxt::parse(std::string("User-agent: *\n") + key + ": /private\n", "Izvor");
    EXPECT_FALSE(robots.decide("/private/x").allowed) << key;
  }
  for (const char* key : {"useragent", "User Agent"}) {
    const RobotsTxt robots = RobotsTxt::parse(std::string(key) + ": *\nDisallow: /private\n", "Izvor");
    EXPECT_FALSE(robots.decide("/private/x").allowed) << key;
  }
  EXPECT_EQ(RobotsTxt::parse("Site-map: https://a.eu/m.xml", "Izvor").sitemaps().size(), 1u);
  EXPECT_FALSE(RobotsTxt::parse("User-agent *\nDisallow /private", "Izvor").decide("/private").allowed) << "without colons";
  EXPECT_TRUE(RobotsTxt::parse("User-agent: *\nDisallow the bots /private", "Izvor").decide("/private").allowed);
}

}  // namespace
}  // namespace izvor
