#include "crawler/html/charset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

using namespace std::literals;

// "Цифрови услуги за гражданите и предприятията" in each encoding.
const std::string kUtf8 = "Цифрови услуги за гражданите и предприятията";

std::string from_utf8(const std::string& text, unsigned base_upper, unsigned base_lower) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      out += text[at];
      continue;
    }
    const unsigned code = ((c & 0x1FU) << 6U) | (static_cast<unsigned char>(text[++at]) & 0x3FU);
    out += static_cast<char>(code < 0x430 ? base_upper + (code - 0x410) : base_lower + (code - 0x430));
  }
  return out;
}

std::string windows_1251(const std::string& text) { return from_utf8(text, 0xC0, 0xE0); }
std::string iso_8859_5(const std::string& text) { return from_utf8(text, 0xB0, 0xD0); }

std::string koi8_r(const std::string& text) {
  // KOI8 orders letters by their Latin namesakes; upper case is 0xE0 to 0xFF, lower case 0xC0 to 0xDF.
  const std::string order = "юабцдефгхийклмнопярстужвьызшэщчъ";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      out += text[at];
      continue;
    }
    std::string letter = text.substr(at++, 2);
    const unsigned code =
        ((static_cast<unsigned char>(letter[0]) & 0x1FU) << 6U) | (static_cast<unsigned char>(letter[1]) & 0x3FU);
    const bool upper = code < 0x430;
    const unsigned lower = upper ? code + 0x20 : code;
    letter[0] = static_cast<char>(0xC0U | (lower >> 6U));
    letter[1] = static_cast<char>(0x80U | (lower & 0x3FU));
    out += static_cast<char>((upper ? 0xE0 : 0xC0) + order.find(letter) / 2);
  }
  return out;
}

std::string utf_16(const std::string& text, bool little) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned code = static_cast<unsigned char>(text[at]);
    if (code >= 0x80) code = ((code & 0x1FU) << 6U) | (static_cast<unsigned char>(text[++at]) & 0x3FU);
    const char high = static_cast<char>(code >> 8U);
    const char low = static_cast<char>(code & 0xFFU);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

TEST(Charset, HttpLabelWinsOverMeta) {
  const DecodedPage page = decode_page("<meta charset=utf-8><p>" + windows_1251(kUtf8), "text/html; charset=windows-1251");
  EXPECT_EQ(page.utf8, "<meta charset=utf-8><p>" + kUtf8);
  EXPECT_EQ(page.source, CharsetSource::kHttp);
  EXPECT_EQ(page.overruled, "");
}

TEST(Charset, ByteOrderMarkWinsOverEverything) {
  const DecodedPage page = decode_page("\xEF\xBB\xBF" + kUtf8, "text/html; charset=windows-1251");
  EXPECT_EQ(page.utf8, kUtf8);
  EXPECT_EQ(page.source, CharsetSource::kByteOrderMark);
}

TEST(Charset, MetaIsReadInBothItsForms) {
  for (const std::string meta :
       {"<meta charset='windows-1251'>", "<META http-equiv=Content-Type content=\"text/html; charset=cp1251\">",
        "<!-- <meta charset=koi8-r> --><meta content='x; charset=windows-1251' http-equiv='content-type'/>"}) {
    const DecodedPage page = decode_page(meta + windows_1251(kUtf8), "text/html");
    EXPECT_EQ(page.utf8, meta + kUtf8);
    EXPECT_EQ(page.source, CharsetSource::kMeta) << meta;
  }
}

TEST(Charset, UnknownLabelsAreIgnored) {
  const DecodedPage page = decode_page("<meta charset=windows-1251>" + windows_1251(kUtf8), "text/html; charset=klingon");
  EXPECT_EQ(page.charset, "windows-1251");
}

TEST(Charset, Utf8BytesLabelledWindows1251AreFoundOut) {
  const DecodedPage page = decode_page("<p>" + kUtf8, "text/html; charset=windows-1251");
  EXPECT_EQ(page.utf8, "<p>" + kUtf8);
  EXPECT_EQ(page.charset, "UTF-8");
  EXPECT_EQ(page.overruled, "windows-1251");
}

TEST(Charset, Windows1251BytesLabelledUtf8AreFoundOut) {
  const DecodedPage page = decode_page("<meta charset=utf-8><p>" + windows_1251(kUtf8), "");
  EXPECT_EQ(page.utf8, "<meta charset=utf-8><p>" + kUtf8);
  EXPECT_EQ(page.overruled, "UTF-8");
}

TEST(Charset, CyrillicEncodingsLabelledAsOneAnotherAreFoundOut) {
  EXPECT_EQ(decode_page(windows_1251(kUtf8), "text/html; charset=koi8-r").utf8, kUtf8);
  EXPECT_EQ(decode_page(koi8_r(kUtf8), "text/html; charset=windows-1251").utf8, kUtf8);
  EXPECT_EQ(decode_page(windows_1251(kUtf8), "text/html; charset=iso-8859-1").utf8, kUtf8);
  EXPECT_EQ(decode_page(iso_8859_5(kUtf8), "text/html; charset=iso-8859-5").utf8, kUtf8);
  EXPECT_EQ(decode_page(koi8_r(kUtf8), "text/html; charset=koi8-r").utf8, kUtf8);
}

TEST(Charset, CyrillicWithoutALabelIsDetected) {
  EXPECT_EQ(decode_page("<p>" + windows_1251(kUtf8) + "</p>", "").utf8, "<p>" + kUtf8 + "</p>");
  EXPECT_EQ(decode_page("<p>" + koi8_r(kUtf8) + "</p>", "").utf8, "<p>" + kUtf8 + "</p>");
}

TEST(Charset, WesternTextKeepsItsLabel) {
  const std::string western =
      "<p>Le march\xE9 num\xE9rique europ\xE9"
      "en a \xE9t\xE9 cr\xE9\xE9 \xE0 Bruxelles, pr\xE8s du si\xE8ge</p>";
  EXPECT_EQ(decode_page(western, "text/html; charset=iso-8859-1").charset, "windows-1252");
}

TEST(Charset, Utf16IsReadWithMarkWithLabelAndWithoutEither) {
  const std::string html = "<html><head><title>Izvor</title></head><body><p>" + kUtf8 + "</p></body></html>";
  EXPECT_EQ(decode_page("\xFF\xFE" + utf_16(html, true), "").utf8, html);
  EXPECT_EQ(decode_page("\xFE\xFF" + utf_16(html, false), "text/html; charset=utf-8").utf8, html);
  EXPECT_EQ(decode_page(utf_16(kUtf8, true), "text/plain; charset=utf-16").utf8, kUtf8);
  EXPECT_EQ(decode_page(utf_16(html, true), "").utf8, html);
  EXPECT_EQ(decode_page(utf_16(html, false), "").utf8, html);
}

TEST(Charset, Utf16LabelOnOtherBytesIsIgnored) {
  EXPECT_EQ(decode_page("<meta charset=utf-16><p>" + kUtf8, "").utf8, "<meta charset=utf-16><p>" + kUtf8);
  EXPECT_EQ(decode_page("<p>" + kUtf8, "text/html; charset=utf-16").utf8, "<p>" + kUtf8);
}

TEST(Charset, FewFaultsDoNotOverruleUtf8) {
  const std::string text = kUtf8 + "\xFF" + kUtf8;
  EXPECT_EQ(decode_page(text, "text/html; charset=utf-8").utf8, kUtf8 + "\xEF\xBF\xBD" + kUtf8);
}

TEST(Charset, AForeignStretchInUtf8IsReadAsWindows1251) {
  const std::string menu = "Начало | Новини | За нас";
  const DecodedPage page =
      decode_page("<meta charset=utf-8><ul><li>" + windows_1251("Начало") + "</li> <li>" + windows_1251("Новини и обяви") +
                      "</li></ul><p>" + kUtf8 + "</p>" + windows_1251(menu) + windows_1251(menu),
                  "text/html");
  EXPECT_EQ(page.charset, "UTF-8");
  EXPECT_THAT(page.utf8, ::testing::HasSubstr("<li>Начало</li> <li>Новини и обяви</li></ul><p>" + kUtf8 + "</p>" + menu + menu));
}

TEST(Charset, ForeignBytesThatMakeNoWordsBecomeReplacementCharacters) {
  const DecodedPage page = decode_page("<p>" + kUtf8 + "\xFF\xFE ok \x80</p>", "text/html; charset=utf-8");
  EXPECT_EQ(page.charset, "UTF-8");
  EXPECT_EQ(page.utf8, "<p>" + kUtf8 + "\uFFFD\uFFFD ok \uFFFD</p>");
}

TEST(Charset, NulsAreDropped) {
  EXPECT_EQ(decode_page("a\0b"s, "text/html; charset=utf-8").utf8, "ab");
  EXPECT_EQ(decode_page("\0"s, "").utf8, "");
}

TEST(Charset, EmptyBodyIsEmpty) { EXPECT_EQ(decode_page("", "").utf8, ""); }

TEST(Charset, PlainTextHasNoMeta) {
  const std::string text = "<meta charset=koi8-r> " + windows_1251(kUtf8);
  EXPECT_EQ(decode_page(text, "", false).charset, "windows-1251");
}

}  // namespace
}  // namespace izvor
