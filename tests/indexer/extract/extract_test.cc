#include "indexer/extract/extract.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor {
namespace {

Capture capture_of(std::string body, std::string content_type = "text/html; charset=utf-8") {
  return {.url = Url::parse("https://example.eu/bg/policies/cifrovi-uslugi").value(),
          .fetched = {},
          .fields = {{"Content-Type", std::move(content_type)}},
          .request_head = {},
          .body = std::move(body)};
}

ExtractedPage extract(std::string body) { return extract_capture(capture_of(std::move(body))).value(); }

TEST(Extract, BlocksCellsAndBreaksSeparateWords) {
  const ExtractedPage page = extract(
      "<body><main><p>едно<br>две</p>три<div>четири</div><table><tr><td>пет</td><td>шест</td></tr></"
      "table><ul><li>седем<li>осем</ul>");
  EXPECT_EQ(page.text, "едно\nдве\nтри\nчетири\nпет\tшест\nседем\nосем\n");
}

TEST(Extract, InlineElementsDoNotSplitWords) {
  const ExtractedPage page = extract("<main><p><b>Ц</b>ифров  <i>пазар</i>\n на ЕС<sup>1</sup></p></main>");
  EXPECT_EQ(page.text, "Цифров пазар на ЕС1\n");
  ASSERT_EQ(page.inline_borders.size(), 1U);
  EXPECT_EQ(page.inline_borders[0], std::string("Ц").size());
}

TEST(Extract, BordersAfterPunctuationAreRecorded) {
  const ExtractedPage page =
      extract("<main><p>Сингапур,<a href=/x>което</a> е <b>съ</b> <b>с</b>\u00a0<b>стратегията</b></p></main>");
  EXPECT_EQ(page.text, "Сингапур,което е съ с стратегията\n");
  ASSERT_EQ(page.inline_borders.size(), 1U);
  EXPECT_EQ(page.inline_borders[0], std::string("Сингапур,").size());
}

TEST(Extract, SoftHyphensAndZeroWidthSpacesAreKeptOutOfWords) {
  EXPECT_EQ(extract("<main>ци&shy;фров&#8203;изация и&nbsp;&#65279;ЕС<wbr>!</main>").text, "цифровизация и ЕС!\n");
}

TEST(Extract, HeadingsHaveAnchorsAndOffsets) {
  const ExtractedPage page = extract("<main><p>увод</p><h2 id=tseli>Цели</h2><p>текст</p><h3><a name=dva></a>Две</h3></main>");
  ASSERT_EQ(page.headings.size(), 2U);
  EXPECT_EQ(page.headings[0].level, 2);
  EXPECT_EQ(page.headings[0].text, "Цели");
  EXPECT_EQ(page.headings[0].anchor, "tseli");
  EXPECT_EQ(page.text.substr(page.headings[0].offset, std::string("Цели\n").size()), "Цели\n");
  EXPECT_EQ(page.headings[1].anchor, "dva");
}

TEST(Extract, LinksAreResolved) {
  const ExtractedPage page =
      extract("<main><p>Вижте <a href='../news/x?a=1#b'>новината</a> и <a href='#top'>горе</a>.</p></main>");
  ASSERT_EQ(page.links.size(), 1U);
  EXPECT_EQ(page.links[0].url, "https://example.eu/bg/news/x?a=1");
  EXPECT_EQ(page.links[0].text, "новината");
}

TEST(Extract, NavigationHeaderAndFooterAreNotText) {
  const ExtractedPage page = extract(
      "<body><header>Лого</header><nav>Меню</nav><div class=site-content><p>Текст на "
      "страницата.</p></div><footer>Права</footer>");
  EXPECT_EQ(page.text, "Текст на страницата.\n");
}

TEST(Extract, NoindexIsObeyedFromMetaAndField) {
  EXPECT_TRUE(extract("<meta name=robots content='noindex, follow'><p>x").noindex);
  EXPECT_FALSE(extract("<meta name=robots content='index'><p>x").noindex);
  Capture capture = capture_of("<p>x");
  capture.fields.emplace_back("X-Robots-Tag", "noindex");
  EXPECT_TRUE(extract_capture(capture)->noindex);
}

TEST(Extract, CanonicalIsResolvedWhereverItStands) {
  EXPECT_EQ(extract("<head><div>x</div><link rel=canonical href='/bg/policies/x'></head><p>y").canonical,
            "https://example.eu/bg/policies/x");
}

TEST(Extract, PlainTextHasItsFirstLineAsTitle) {
  const auto page = extract_capture(capture_of("\n  Заглавие \nПърви ред\nвтори ред\n\n\nВтори абзац\n", "text/plain"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->title, "Заглавие");
  EXPECT_EQ(page->text, "Първи ред\nвтори ред\n\nВтори абзац\n");
  EXPECT_EQ(page->extractor, "plain text");
  EXPECT_EQ(extract_capture(capture_of("Само заглавие", "text/plain"))->text, "Само заглавие\n");
}

TEST(Extract, ErrorsAndOtherTypesAreNotPages) {
  Capture capture = capture_of("<p>Too many requests");
  capture.status = 429;
  EXPECT_FALSE(extract_capture(capture));
  EXPECT_FALSE(extract_capture(capture_of("%PDF-1.7", "application/pdf")));
}

TEST(Extract, PagesBeyondABoundKeepTitleAndText) {
  std::string bomb = "<title>Бомба</title><p>Преди нея има текст.</p>";
  for (int i = 0; i < 3'000; ++i) bomb += "<b id=" + std::to_string(i) + "><p>";
  const auto page = extract_capture(capture_of(bomb));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->title, "Бомба");
  EXPECT_NE(page->text.find("Преди нея има текст."), std::string::npos);
  EXPECT_NE(page->cut_reason, "");
}

TEST(Extract, LanguageIsDeclaredAndDetected) {
  const ExtractedPage page = extract(
      "<html lang=en-GB><main><p>Европейската комисия представи стратегия за цифровото десетилетие, с която държавите членки "
      "ще "
      "постигнат целите до края на десетилетието и ще подкрепят предприятията.</p></main>");
  EXPECT_EQ(page.declared_language, "en");
  EXPECT_EQ(page.language, "bg");
}

}  // namespace
}  // namespace izvor
