#include "crawler/sitemap/sitemap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string gzip(const std::string& text) {
  std::string out(compressBound(static_cast<uLong>(text.size())) + 64, '\0');
  z_stream z{};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

std::string urlset(const std::string& entries) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
         "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">" +
         entries + "</urlset>";
}

std::string day(const std::optional<UtcTime>& time) { return time ? format_rfc3339(*time) : "none"; }

TEST(Sitemap, ReadsAddressesAndLastChanges) {
  const Sitemap map = parse_sitemap(
      urlset("<url><loc> https://example.eu/a?x=1&amp;y=2\n</loc><lastmod>2024-03-26</lastmod><priority>0.5</priority></url>"
             "<url><loc>https://example.eu/b</loc><lastmod>soon</lastmod></url><url><lastmod>2024-01-01</lastmod></url>"));
  EXPECT_EQ(map.cut_reason, "");
  EXPECT_FALSE(map.is_index);
  ASSERT_EQ(map.entries.size(), 2u);
  EXPECT_EQ(map.entries[0].url, "https://example.eu/a?x=1&y=2");
  EXPECT_EQ(day(map.entries[0].lastmod), "2024-03-26T00:00:00Z");
  EXPECT_EQ(day(map.entries[1].lastmod), "none");
}

TEST(Sitemap, ReadsAnIndexWhateverThePrefix) {
  const Sitemap map = parse_sitemap(
      "<s:sitemapindex xmlns:s='x'><s:sitemap><s:loc>https://example.eu/1.xml</s:loc></s:sitemap></s:sitemapindex>");
  EXPECT_TRUE(map.is_index);
  ASSERT_EQ(map.entries.size(), 1u);
  EXPECT_EQ(map.entries[0].url, "https://example.eu/1.xml");
}

TEST(Sitemap, KeepsAlternatesAndIgnoresForeignElements) {
  const Sitemap map = parse_sitemap(
      urlset("<url><loc>https://example.eu/bg</loc><xhtml:link rel='alternate' hreflang='en' href='https://example.eu/en'/>"
             "<image:image xmlns:image='i'><image:loc>https://example.eu/a.png</image:loc></image:image></url>"));
  ASSERT_EQ(map.entries.size(), 1u);
  EXPECT_EQ(map.entries[0].url, "https://example.eu/bg");
  EXPECT_THAT(map.alternates, ElementsAre("https://example.eu/en"));
}

TEST(Sitemap, InflatesGzipAlsoInSeveralMembers) {
  const std::string text = urlset("<url><loc>https://example.eu/a</loc></url>");
  EXPECT_EQ(parse_sitemap(gzip(text)).entries.size(), 1u);
  const Sitemap split = parse_sitemap(gzip(text.substr(0, 150)) + gzip(text.substr(150)));
  EXPECT_EQ(split.cut_reason, "");
  EXPECT_EQ(split.entries.size(), 1u);
}

TEST(Sitemap, ReadsAListOfAddresses) {
  EXPECT_EQ(parse_sitemap("\xEF\xBB\xBFhttps://example.eu/a\r\nhttps://example.eu/b\r\n").entries.size(), 2u);
}

TEST(Sitemap, WhatWasReadBeforeDamageIsKept) {
  const std::string text = urlset("<url><loc>https://example.eu/a</loc></url>");
  const Sitemap torn = parse_sitemap(text + "<");
  EXPECT_EQ(torn.entries.size(), 1u);
  EXPECT_THAT(torn.trouble(), HasSubstr("line 2"));
  EXPECT_NE(parse_sitemap(gzip(text).substr(0, 40)).cut_reason, "");
}

std::vector<std::string> addresses_of(const Sitemap& map) {
  std::vector<std::string> addresses;
  for (const SitemapEntry& entry : map.entries) addresses.push_back(entry.url);
  return addresses;
}

TEST(Sitemap, ABareAmpersandIsReadAndReported) {
  const Sitemap map = parse_sitemap(
      "<?xml version=\"1.0\"?>\n<urlset><url><loc>https://a.eu/?x=1&y=2&amp;z=3&#38;w=4</loc></url>\n"
      "<url><loc><![CDATA[https://a.eu/b?x=1&y=2]]></loc></url><url><loc>https://a.eu/c</loc></url></urlset>");
  EXPECT_THAT(addresses_of(map), ElementsAre("https://a.eu/?x=1&y=2&z=3&w=4", "https://a.eu/b?x=1&y=2", "https://a.eu/c"));
  EXPECT_EQ(map.trouble(), "repaired in 1 place, line 2: a bare &");
}

TEST(Sitemap, AFeedSurvivesNamesOfHtmlAndBareSigns) {
  const Sitemap feed = parse_sitemap(
      "<rss><channel><item><title>Закон&nbsp;за & 3 < 5</title><link>https://a.eu/a</link></item><!-- a -- b -->"
      "<item><title>\x01</title><link>https://a.eu/b</link></item></channel></rss>");
  EXPECT_THAT(addresses_of(feed), ElementsAre("https://a.eu/a", "https://a.eu/b"));
  EXPECT_EQ(feed.repairs, 4u);
  EXPECT_EQ(feed.faults, 0u);
}

TEST(Sitemap, TheDeclaredEncodingIsUsedAndABadByteLosesNothingElse) {
  const Sitemap cyrillic = parse_sitemap(
      "<?xml version='1.0' encoding='windows-1251'?><urlset><!-- \xEA\xE0\xF0\xF2\xE0 --><url>"
      "<loc>https://a.eu/\xE7\xE0\xEA\xEE\xED</loc></url></urlset>");
  EXPECT_THAT(addresses_of(cyrillic), ElementsAre("https://a.eu/закон"));
  EXPECT_EQ(cyrillic.trouble(), "");
  for (const char* name : {"KOI8-R", "ISO-8859-5", "cp866", "x-no-such-charset"}) {
    const std::string text = std::string("<?xml version='1.0' encoding='") + name + "'?><urlset><url><loc>https://a.eu/</loc></url></urlset>";
    EXPECT_EQ(parse_sitemap(text).entries.size(), 1u) << name;
  }
  const Sitemap bad = parse_sitemap("<rss><channel><item><title>\xE7</title><link>https://a.eu/</link></item></channel></rss>");
  EXPECT_EQ(bad.entries.size(), 1u);
  EXPECT_THAT(bad.trouble(), HasSubstr("bytes that are not of the encoding"));
}

TEST(Sitemap, AnElementThatIsNotClosedCostsItsEntryAtMost) {
  const Sitemap map = parse_sitemap(urlset(
      "<url><loc>https://a.eu/a</loc></url>\n<url><loc>https://a.eu/b</lco></url>\n<url><loc>https://a.eu/c</loc><lastmod></url>\n"
      "<url><loc>https://a.eu/d</loc></url>"));
  EXPECT_THAT(addresses_of(map), ElementsAre("https://a.eu/a", "https://a.eu/b", "https://a.eu/c", "https://a.eu/d"));
  EXPECT_EQ(map.faults, 2u);
  EXPECT_THAT(map.trouble(), HasSubstr("something lost in 2 places, first line 3: mismatched tag")) << map.trouble();
}

TEST(Sitemap, ReadingGoesOnAfterAFaultWhereverThePiecesEnd) {
  for (const std::size_t padding : {65'000UL, 65'500UL, 65'530UL, 131'000UL}) {
    const Sitemap map = parse_sitemap("<urlset><url><loc>https://a.eu/a</lco></url>" + std::string(padding, ' ') +
                                      "<url><loc>https://a.eu/b?x&y</loc></url></urlset>");
    EXPECT_THAT(addresses_of(map), ElementsAre("https://a.eu/a", "https://a.eu/b?x&y")) << padding;
  }
}

TEST(Sitemap, FaultsAreBounded) {
  std::string text = "<urlset>";
  for (int i = 0; i < 5000; ++i) text += "<url><loc>https://a.eu/</url>";
  EXPECT_LE(parse_sitemap(text).faults, 1000u);
  EXPECT_NE(parse_sitemap(text).cut_reason, "");
}

TEST(Sitemap, WrappersNestedSetsAndDocumentTypesWithoutDeclarationsAreRead) {
  EXPECT_THAT(addresses_of(parse_sitemap("<!DOCTYPE urlset SYSTEM 'map.dtd'><maps><urlset><url><loc>https://a.eu/a</loc></url>"
                                         "<urlset><url><loc>https://a.eu/b</loc></url></urlset></urlset></maps>")),
              ElementsAre("https://a.eu/a", "https://a.eu/b"));
  const Sitemap mixed = parse_sitemap(
      "<sitemapindex><sitemap><loc>https://a.eu/m.xml</loc></sitemap><urlset><url><loc>https://a.eu/a</loc></url></urlset>"
      "</sitemapindex>");
  ASSERT_EQ(mixed.entries.size(), 2u);
  EXPECT_TRUE(mixed.entries[0].is_sitemap);
  EXPECT_FALSE(mixed.entries[1].is_sitemap);
}

TEST(Sitemap, WordsBeforeTheDeclarationAreNoHindrance) {
  EXPECT_EQ(parse_sitemap("Warning: x in y.php\n\n<?xml version='1.0'?><urlset><url><loc>https://a.eu/</loc></url></urlset>")
                .entries.size(),
            1u);
}

TEST(Sitemap, AnIdentifierStandsForAMissingLink) {
  const Sitemap feed = parse_sitemap(
      "<rss><channel><item><guid>https://a.eu/a</guid></item><item><guid isPermaLink='false'>https://a.eu/no</guid></item>"
      "<item><link>https://a.eu/b</link><guid>https://a.eu/c</guid></item><item><guid>tag:x</guid></item></channel></rss>");
  EXPECT_THAT(addresses_of(feed), ElementsAre("https://a.eu/a", "https://a.eu/b"));
}

TEST(Sitemap, BytesAfterGzipAreNotPartOfIt) {
  const Sitemap map = parse_sitemap(gzip(urlset("<url><loc>https://example.eu/a</loc></url>")) + "\r\n<!-- served -->");
  EXPECT_EQ(map.entries.size(), 1u);
  EXPECT_EQ(map.trouble(), "");
}

TEST(Sitemap, EntitiesAreRefusedWithTheirDeclaration) {
  const Sitemap bomb = parse_sitemap(
      "<!DOCTYPE u [<!ENTITY a 'aaaaaaaaaa'><!ENTITY f SYSTEM "
      "'file:///etc/passwd'>]><urlset><url><loc>&a;&f;</loc></url></urlset>");
  EXPECT_TRUE(bomb.entries.empty());
  EXPECT_THAT(bomb.cut_reason, HasSubstr("document type declaration"));
}

TEST(Sitemap, EntriesAndBytesAreBounded) {
  std::string entries;
  for (int i = 0; i < 20; ++i) entries += "<url><loc>https://example.eu/" + std::to_string(i) + "</loc></url>";
  const Sitemap few = parse_sitemap(urlset(entries), {.max_entries = 5});
  EXPECT_EQ(few.entries.size(), 5u);
  EXPECT_EQ(few.cut_reason, "more than 5 entries");
  const Sitemap bomb = parse_sitemap(gzip(urlset(std::string(10'000'000, ' '))), {.max_bytes = 100'000});
  EXPECT_EQ(bomb.cut_reason, "more than 100000 bytes");
}

TEST(Sitemap, AnotherDocumentIsNoSitemap) {
  EXPECT_THAT(parse_sitemap("<html><body>404</body></html>").cut_reason, HasSubstr("root element is <html>"));
  EXPECT_NE(parse_sitemap("").cut_reason, "");
  EXPECT_NE(parse_sitemap("Not found").cut_reason, "");
}

TEST(Sitemap, DeepNestingIsRefused) {
  std::string deep = "<urlset>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_THAT(parse_sitemap(deep).cut_reason, HasSubstr("nested too deep"));
}

TEST(Sitemap, TimesAreReadInEveryFormOfTheNote) {
  EXPECT_EQ(day(parse_w3c_time("2024")), "2024-01-01T00:00:00Z");
  EXPECT_EQ(day(parse_w3c_time("2024-03")), "2024-03-01T00:00:00Z");
  EXPECT_EQ(day(parse_w3c_time("2024-03-26T09:30Z")), "2024-03-26T09:30:00Z");
  EXPECT_EQ(day(parse_w3c_time("2024-03-26T09:30+02:00")), "2024-03-26T07:30:00Z");
  EXPECT_EQ(day(parse_w3c_time("2024-03-26T09:30:15.25+0200")), "2024-03-26T07:30:15Z");
  EXPECT_EQ(day(parse_w3c_time("2024-03-26T09:30:15")), "2024-03-26T09:30:15Z");
  EXPECT_EQ(day(parse_w3c_time("26.03.2024")), "none");
}

}  // namespace
}  // namespace izvor
