#include "izvor/url.h"

#include <gtest/gtest.h>

#include "crawler/url/percent.h"

namespace izvor {
namespace {

std::string parsed(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? url->str() : "failed";
}

std::string resolved(std::string_view base, std::string_view reference) {
  const auto url = Url::resolve(*Url::parse(base), reference);
  return url ? url->str() : "failed";
}

TEST(Url, SchemeAndHostBecomeLowerCase) { EXPECT_EQ(parsed("HTTPS://Example.EU/Path"), "https://example.eu/Path"); }

TEST(Url, DefaultPortIsDropped) {
  EXPECT_EQ(parsed("http://example.eu:80/"), "http://example.eu/");
  EXPECT_EQ(parsed("https://example.eu:443"), "https://example.eu/");
  EXPECT_EQ(parsed("https://example.eu:"), "https://example.eu/");
  EXPECT_EQ(parsed("https://example.eu:0080/"), "https://example.eu:80/");
}

TEST(Url, FragmentIsDropped) { EXPECT_EQ(parsed("https://example.eu/a?b#c?d#e"), "https://example.eu/a?b"); }

TEST(Url, DotSegmentsAreRemoved) {
  EXPECT_EQ(parsed("https://example.eu/a/./b/../c"), "https://example.eu/a/c");
  EXPECT_EQ(parsed("https://example.eu/../../a"), "https://example.eu/a");
  EXPECT_EQ(parsed("https://example.eu/a/.."), "https://example.eu/");
  EXPECT_EQ(parsed("https://example.eu/a/b/."), "https://example.eu/a/b/");
  EXPECT_EQ(parsed("https://example.eu/a/%2e%2E/b"), "https://example.eu/b");
  EXPECT_EQ(parsed("https://example.eu/a/.%2e/b"), "https://example.eu/b");
  EXPECT_EQ(parsed("https://example.eu/a/.../b"), "https://example.eu/a/.../b");
  EXPECT_EQ(parsed("https://example.eu//a//"), "https://example.eu//a//");
}

TEST(Url, NonAsciiIsPercentEncodedInUpperCase) {
  EXPECT_EQ(parsed("https://example.eu/новини?дума=ъ"),
            "https://example.eu/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8?%D0%B4%D1%83%D0%BC%D0%B0=%D1%8A");
  EXPECT_EQ(parsed("https://example.eu/%d0%bd"), "https://example.eu/%D0%BD");
  EXPECT_EQ(parsed("https://example.eu/a b\"<>`{}^|"), "https://example.eu/a%20b%22%3C%3E%60%7B%7D%5E|");
  EXPECT_EQ(parsed("https://example.eu/?a b'\"<>"), "https://example.eu/?a%20b%27%22%3C%3E");
  EXPECT_EQ(parsed("https://example.eu/100%"), "https://example.eu/100%");
  EXPECT_EQ(parsed("https://example.eu/\xff"), "https://example.eu/%FF");
}

TEST(Url, InternationalHostBecomesAscii) {
  EXPECT_EQ(parsed("https://ЦИФРОВА-стратегия.бг/"), "https://xn----7sbbfilqg1ctelncu4a2o.xn--90ae/");
  EXPECT_EQ(parsed("https://faß.example/"), "https://xn--fa-hia.example/");
  EXPECT_EQ(parsed("https://Bücher.example/"), "https://xn--bcher-kva.example/");
  EXPECT_EQ(parsed("https://xn--/"), "failed");
  EXPECT_EQ(parsed("https://b%C3%BCcher.example/"), "https://xn--bcher-kva.example/");
  EXPECT_EQ(parsed("https://пример\xff.бг/"), "failed");
}

TEST(Url, Ipv4IsReadInAllItsSpellings) {
  EXPECT_EQ(parsed("http://127.0.0.1/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://2130706433/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://0x7f.1/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://0177.0.0.01/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://127.0.0.1./"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://256.0.0.1/"), "failed");
  EXPECT_EQ(parsed("http://1.2.3.4.5/"), "failed");
  EXPECT_EQ(parsed("http://4294967296/"), "failed");
  EXPECT_EQ(parsed("http://09.1/"), "failed");
  EXPECT_EQ(parsed("http://99999999999999999999999/"), "failed");
}

TEST(Url, Ipv6IsCompressed) {
  EXPECT_EQ(parsed("http://[2001:DB8:0:0:0:0:0:1]:8080/"), "http://[2001:db8::1]:8080/");
  EXPECT_EQ(parsed("http://[::]/"), "http://[::]/");
  EXPECT_EQ(parsed("http://[1::]/"), "http://[1::]/");
  EXPECT_EQ(parsed("http://[::1]/"), "http://[::1]/");
  EXPECT_EQ(parsed("http://[::ffff:127.0.0.1]/"), "http://[::ffff:7f00:1]/");
  EXPECT_EQ(parsed("http://[1:0:0:2:0:0:0:3]/"), "http://[1:0:0:2::3]/");
  EXPECT_EQ(parsed("http://[1:0:2:0:3:0:4:0]/"), "http://[1:0:2:0:3:0:4:0]/");
  EXPECT_EQ(parsed("http://[::1/"), "failed");
  EXPECT_EQ(parsed("http://[fe80::1%25eth0]/"), "failed");
}

TEST(Url, WhitespaceAroundAndLineEndsInsideAreIgnored) {
  EXPECT_EQ(parsed("  https://exa\nmple.eu/a\tb \r\n"), "https://example.eu/ab");
}

TEST(Url, BackslashesAreSlashes) { EXPECT_EQ(parsed("https:\\\\example.eu\\a\\..\\b"), "https://example.eu/b"); }

TEST(Url, UserInformationIsRefused) {
  EXPECT_EQ(parsed("https://user:secret@example.eu/"), "failed");
  EXPECT_EQ(parsed("https://example.eu@evil.example/"), "failed");
  EXPECT_EQ(parsed("https://example.eu/@path"), "https://example.eu/@path");
}

TEST(Url, OtherSchemesAreRefused) {
  for (const char* text :
       {"ftp://example.eu/", "javascript:alert(1)", "mailto:a@b.eu", "data:text/html,x", "example.eu", "", "/a", "http://",
        "https:///", "http://:80/", "http://a:99999/", "http://a:b/", "http://a b/", "http://a%00b/", "http://a<b/"}) {
    EXPECT_EQ(parsed(text), "failed") << text;
  }
}

TEST(Url, LengthIsBoundedBeforeAndAfterEncoding) {
  const std::string base = "https://example.eu/";
  EXPECT_NE(parsed(base + std::string(Url::kMaxLength - base.size(), 'a')), "failed");
  EXPECT_EQ(parsed(base + std::string(Url::kMaxLength - base.size() + 1, 'a')), "failed");
  EXPECT_EQ(parsed(base + std::string(1000, ' ') + "x"), "failed");  // 3 bytes a space.
  const auto error = Url::parse(std::string(10'000'000, 'a'));
  ASSERT_FALSE(error);
  EXPECT_LT(error.error().message.size(), 400U);
}

TEST(Url, PartsAreViewsOfTheWhole) {
  const Url url = *Url::parse("https://Example.eu:8443/a/b?c=d#e");
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_EQ(url.host(), "example.eu");
  EXPECT_EQ(url.port(), 8443);
  EXPECT_EQ(url.authority(), "example.eu:8443");
  EXPECT_EQ(url.origin(), "https://example.eu:8443");
  EXPECT_EQ(url.path(), "/a/b");
  EXPECT_EQ(url.query(), "c=d");
  EXPECT_EQ(url.target(), "/a/b?c=d");
  EXPECT_EQ(Url::parse("https://example.eu/")->port(), 443);
  EXPECT_EQ(Url::parse("http://[::1]:81/")->host(), "[::1]");
  EXPECT_EQ(Url::parse("http://[::1]:81/")->authority(), "[::1]:81");
}

TEST(Url, ParsingItsOwnTextChangesNothing) {
  for (const char* text : {"https://Example.eu:8443/a/%2e/b?c='d", "http://[2001:db8::]//x//?", "https://бг.бг/%d0/%zz?%"}) {
    EXPECT_EQ(parsed(parsed(text)), parsed(text));
  }
}

TEST(Url, RelativeReferencesResolveAsInRfc3986) {  // Section 5.4, with the base's scheme made http.
  const std::string base = "http://a/b/c/d;p?q";
  EXPECT_EQ(resolved(base, "g"), "http://a/b/c/g");
  EXPECT_EQ(resolved(base, "./g"), "http://a/b/c/g");
  EXPECT_EQ(resolved(base, "g/"), "http://a/b/c/g/");
  EXPECT_EQ(resolved(base, "/g"), "http://a/g");
  EXPECT_EQ(resolved(base, "//g"), "http://g/");
  EXPECT_EQ(resolved(base, "?y"), "http://a/b/c/d;p?y");
  EXPECT_EQ(resolved(base, "g?y"), "http://a/b/c/g?y");
  EXPECT_EQ(resolved(base, "#s"), "http://a/b/c/d;p?q");
  EXPECT_EQ(resolved(base, "g;x=1/./y"), "http://a/b/c/g;x=1/y");
  EXPECT_EQ(resolved(base, ";x"), "http://a/b/c/;x");
  EXPECT_EQ(resolved(base, ""), "http://a/b/c/d;p?q");
  EXPECT_EQ(resolved(base, "."), "http://a/b/c/");
  EXPECT_EQ(resolved(base, ".."), "http://a/b/");
  EXPECT_EQ(resolved(base, "../.."), "http://a/");
  EXPECT_EQ(resolved(base, "../../../g"), "http://a/g");
  EXPECT_EQ(resolved(base, "/./g"), "http://a/g");
  EXPECT_EQ(resolved(base, "g."), "http://a/b/c/g.");
  EXPECT_EQ(resolved(base, "..g"), "http://a/b/c/..g");
  EXPECT_EQ(resolved(base, "./../g"), "http://a/b/g");
  EXPECT_EQ(resolved(base, "g?y/../x"), "http://a/b/c/g?y/../x");
  EXPECT_EQ(resolved(base, "http:g"), "http://a/b/c/g");
  EXPECT_EQ(resolved(base, "https:g"), "https://g/");
}

TEST(Url, ReferencesToOtherSchemesAreRefused) {
  EXPECT_EQ(resolved("https://example.eu/a", "mailto:x@example.eu"), "failed");
  EXPECT_EQ(resolved("https://example.eu/a", "javascript:void(0)"), "failed");
  EXPECT_EQ(resolved("https://example.eu/a", "новини.html"), "https://example.eu/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8.html");
  EXPECT_EQ(resolved("https://example.eu//a/b", "../c"), "https://example.eu//c");
}

TEST(PercentEncoding, AnyFileNameRoundTrips) {
  const std::string name = "100% а?b\\c#d;e.html";
  const std::string encoded = percent_encode(name, UrlPart::kPathSegment);
  EXPECT_EQ(percent_decode(encoded), name);
  EXPECT_EQ(parsed("https://example.eu/" + encoded), "https://example.eu/" + encoded);
}

}  // namespace
}  // namespace izvor
