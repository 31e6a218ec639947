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
  EXPECT_THAT(torn.cut_reason, HasSubstr("line 2"));
  EXPECT_NE(parse_sitemap(gzip(text).substr(0, 40)).cut_reason, "");
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
