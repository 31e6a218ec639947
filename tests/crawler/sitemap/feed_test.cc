#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawler/sitemap/feed_time.h"
#include "crawler/sitemap/sitemap.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

UtcTime time(const char* text) { return parse_rfc3339(text).value(); }

TEST(Feed, RssItemsHaveAddressAndDate) {
  const Sitemap feed = parse_sitemap(
      "<?xml version='1.0'?><rss version='2.0'><channel><title>Новини</title><link>https://example.eu/</link>"
      "<item><title>1</title><link> https://example.eu/1 </link><pubDate>Tue, 26 Mar 2024 09:00:00 +0200</pubDate></item>"
      "<item><guid>x</guid></item>"
      "<item><link>https://example.eu/2</link></item></channel></rss>");
  EXPECT_TRUE(feed.is_feed);
  EXPECT_EQ(feed.cut_reason, "");
  ASSERT_THAT(feed.entries, SizeIs(2));
  EXPECT_EQ(feed.entries[0].url, "https://example.eu/1");
  EXPECT_EQ(feed.entries[0].lastmod, time("2024-03-26T07:00:00Z"));
  EXPECT_FALSE(feed.entries[1].lastmod);
}

TEST(Feed, AtomEntriesHaveTheirAlternateLinkAndTheLaterOfTwoDates) {
  const Sitemap feed = parse_sitemap(
      "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://example.eu/feed'/><entry>"
      "<link rel='self' href='https://example.eu/api/1'/><link rel='alternate' href='https://example.eu/1'/>"
      "<published>2024-03-01T00:00:00Z</published><updated>2024-03-26T09:00:00+02:00</updated></entry></feed>");
  EXPECT_TRUE(feed.is_feed);
  ASSERT_THAT(feed.entries, SizeIs(1));
  EXPECT_EQ(feed.entries[0].url, "https://example.eu/1");
  EXPECT_EQ(feed.entries[0].lastmod, time("2024-03-26T07:00:00Z"));
}

TEST(Feed, Rss1IsRead) {
  const Sitemap feed = parse_sitemap(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><link>https://example.eu/</link></channel>"
      "<item><link>https://example.eu/1</link><dc:date>2024-03-26</dc:date></item></rdf:RDF>");
  ASSERT_THAT(feed.entries, SizeIs(1));
  EXPECT_EQ(feed.entries[0].lastmod, time("2024-03-26T00:00:00Z"));
}

TEST(Feed, EntitiesAndTooManyEntriesAreCut) {
  EXPECT_THAT(parse_sitemap("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>").cut_reason, HasSubstr("document type"));
  std::string many = "<rss><channel>";
  for (int i = 0; i < 20; ++i) many += "<item><link>https://example.eu/" + std::to_string(i) + "</link></item>";
  const Sitemap feed = parse_sitemap(many + "</channel></rss>", {.max_entries = 10});
  EXPECT_THAT(feed.entries, SizeIs(10));
  EXPECT_EQ(feed.cut_reason, "more than 10 entries");
}

TEST(MailDate, IsReadInItsUsualForms) {
  for (const char* text : {"Tue, 26 Mar 2024 09:00:00 GMT", "26 Mar 2024 09:00 +0000", "Tue, 26 Mar 24 11:00:00 +0200",
                           "Tue, 26 March 2024 05:00:00 EDT", "Tue, 26 Mar 2024 09:00"}) {
    EXPECT_EQ(parse_mail_date(text), time("2024-03-26T09:00:00Z")) << text;
  }
  for (const char* text : {"", "Tue", "31 Feb 2024 00:00:00 GMT", "26 Mar 2024", "26 Mar 2024 24:00:00 GMT",
                           "26 Mar 2024 09:00 +99", "26 Mrz 2024 09:00:00 GMT", "2024-03-26"}) {
    EXPECT_FALSE(parse_mail_date(text)) << text;
  }
}

}  // namespace
}  // namespace izvor
