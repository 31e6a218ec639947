#include "crawler/links/page_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PageLinks links(const std::string& html, LinkLimits limits = {}) {
  const Url page = Url::parse("https://example.eu/bg/page").value();
  return links_of(html, {.page = page, .product_token = "Izvor"}, limits);
}

std::vector<std::string> addresses(const PageLinks& found) {
  std::vector<std::string> out;
  for (const Url& url : found.follow) out.push_back(url.str());
  return out;
}

TEST(Links, AreResolvedWithoutDuplicatesInOrder) {
  EXPECT_THAT(addresses(links("<a href='b'>1</a><a href='/c#x'>2</a><map><area href='//other.eu/'></map><a href='/c'>3</a>")),
              ElementsAre("https://example.eu/bg/b", "https://example.eu/c", "https://other.eu/"));
}

TEST(Links, FeedsAreKeptApart) {
  const PageLinks found = links(
      "<link rel=alternate type=application/rss+xml href=/rss><link rel=alternate hreflang=en href=/en>"
      "<link rel='alternate' type='application/atom+xml' href='atom.xml'>");
  EXPECT_THAT(addresses(found), ElementsAre("https://example.eu/en"));
  ASSERT_EQ(found.feeds.size(), 2u);
  EXPECT_EQ(found.feeds[1].str(), "https://example.eu/bg/atom.xml");
}

TEST(Links, TheFirstBaseCounts) {
  EXPECT_THAT(addresses(links("<head><base target=x><base href='/en/'><base href='/de/'></head><a href='a'>1</a>")),
              ElementsAre("https://example.eu/en/a"));
}

TEST(Links, OtherSchemesAndAnchorsWithoutHrefAreNone) {
  EXPECT_THAT(addresses(links("<a href='mailto:a@example.eu'></a><a href='javascript:void(0)'></a><a id=x></a>"
                              "<a href='ftp://example.eu/'></a><a href='file:///etc/passwd'></a>")),
              IsEmpty());
}

TEST(Links, LinkElementsThatLeadToPagesCount) {
  EXPECT_THAT(
      addresses(links("<head><link rel='canonical' href='/c'><link rel='alternate' hreflang='en' href='/en/page'>"
                      "<link rel='stylesheet' href='/s.css'><link rel='alternate' type='application/rss+xml' href='/feed'>"
                      "<link rel='icon' href='/i.png'></head>")),
      ElementsAre("https://example.eu/c", "https://example.eu/en/page"));
}

TEST(Links, RelNofollowIsLeftOut) {
  const PageLinks found = links("<a rel='external NOFOLLOW' href='/a'></a><a rel='nofollower' href='/b'></a>");
  EXPECT_THAT(addresses(found), ElementsAre("https://example.eu/b"));
  EXPECT_EQ(found.nofollow, 1u);
}

TEST(Links, MetaRobotsIsReadByNameOrForUs) {
  const PageLinks found = links("<meta name=ROBOTS content='noindex'><meta name=izvor content=nofollow><a href='/a'></a>");
  EXPECT_EQ(found.directives, (RobotsDirectives{true, true}));
  EXPECT_THAT(addresses(found), IsEmpty());
  EXPECT_EQ(links("<meta name=otherbot content=noindex>").directives, RobotsDirectives{});
}

TEST(Links, AttributesAreReadAsABrowserReadsThem) {
  EXPECT_THAT(
      addresses(links("<A class=x HREF = /a title='>'>1</A><a/href=/b>2</a><a href=/c href=/no>3</a><a\nhref=\"/d?x=1&amp;y=2\""
                      ">4</a><a data-href=/no>5</a><a href='/e&#47;f'>6</a><a href>7</a>")),
      ElementsAre("https://example.eu/a", "https://example.eu/b", "https://example.eu/c", "https://example.eu/d?x=1&y=2",
                  "https://example.eu/e/f", "https://example.eu/bg/page"));
}

TEST(Links, WhatIsInCommentsAndScriptsIsNone) {
  EXPECT_THAT(
      addresses(links("<!-- <a href=/a> --><script>'<a href=/b>'</script><style><a href=/c></style><title><a href=/d></title>"
                      "<textarea><a href=/e></textarea><a href=/f>")),
      ElementsAre("https://example.eu/f"));
}

TEST(Links, TheDigestFollowsTheWordsAndNothingElse) {
  const auto digest = [](const std::string& html) { return links(html).text_digest; };
  const std::uint64_t first = digest("<title>Извор</title><p>една страница</p><script>a = 1</script>");
  EXPECT_EQ(digest("<title>Извор</title>\n<p class=x>една \n страница</p><script>a = 2</script>"), first);
  EXPECT_NE(digest("<title>Извор</title><p>друга страница</p><script>a = 1</script>"), first);
  EXPECT_NE(digest("<title>Извори</title><p>една страница</p><script>a = 1</script>"), first);
  EXPECT_NE(digest(""), 0u);
}

TEST(Links, AreBounded) {
  std::string html;
  for (int i = 0; i < 100; ++i) html += "<a href='/" + std::to_string(i) + "'></a>";
  const PageLinks found = links(html, {.max_links = 10});
  EXPECT_EQ(found.follow.size(), 10u);
  EXPECT_TRUE(found.cut);
}

TEST(Links, ADeepPageIsReadToItsEnd) {
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += "<div>";
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  deep += "<a href='/deep'></a>";
  EXPECT_THAT(addresses(links(deep)), ElementsAre("https://example.eu/deep"));
}

TEST(Links, ARefreshLeadsWhereItSays) {
  EXPECT_THAT(addresses(links("<meta http-equiv=REFRESH content='0; url=/a'><meta http-equiv=refresh content=\"5;URL='b'\">"
                              "<meta http-equiv=refresh content='1, c'><meta http-equiv=refresh content=300>"
                              "<meta http-equiv=refresh content='x; url=/no'><meta name=refresh content='0; url=/no'>")),
              ElementsAre("https://example.eu/a", "https://example.eu/bg/b", "https://example.eu/bg/c"));
}

TEST(Links, FramesOfTheSameHostAreFollowed) {
  EXPECT_THAT(addresses(links("<frame src=a><iframe src='http://example.eu/b'></iframe><iframe src='https://maps.test/'></iframe>"
                              "<iframe src=''></iframe><iframe srcdoc='<a href=no>'></iframe>")),
              ElementsAre("https://example.eu/bg/a", "http://example.eu/b"));
}

TEST(Links, QueriesAreWrittenInThePagesCharset) {
  const Url page = Url::parse("https://example.eu/").value();
  const std::string html = "<a href='/т?q=закон&amp;y=€#закон'>1</a><a href='/x?q=%D0%B7'>2</a>";
  EXPECT_THAT(addresses(links_of(html, {.page = page, .product_token = "Izvor", .charset = "windows-1251"})),
              ElementsAre("https://example.eu/%D1%82?q=%E7%E0%EA%EE%ED&y=%88", "https://example.eu/x?q=%D0%B7"));
  EXPECT_THAT(addresses(links_of(html, {.page = page, .product_token = "Izvor", .charset = "KOI8-R"})),
              ElementsAre("https://example.eu/%D1%82?q=%DA%C1%CB%CF%CE&y=%26%238364%3B", "https://example.eu/x?q=%D0%B7"));
  EXPECT_EQ(addresses(links_of(html, {.page = page, .product_token = "Izvor", .charset = "UTF-16LE"})).at(0),
            "https://example.eu/%D1%82?q=%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD&y=%E2%82%AC");
}

}  // namespace
}  // namespace izvor
