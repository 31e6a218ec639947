#include "indexer/extract/extract.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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

// A page of one long line lost all but its first thousand bytes.
TEST(Extract, AFirstLineTooLongForATitleIsTextInFull) {
  std::string line;
  for (int i = 0; i < 200; ++i) line += "дума" + std::to_string(i) + " ";
  line += "последна";
  const auto page = extract_capture(capture_of(line, "text/plain"));
  EXPECT_TRUE(page->text.ends_with("последна\n"));
  EXPECT_TRUE(line.starts_with(page->title));
  EXPECT_LE(page->title.size(), 1000U);
}

TEST(Extract, PlainTextBeyondTheBoundIsCutAndSaidSo) {
  std::string text = "Заглавие\n";
  for (int i = 0; i < 1000; ++i) text += "ред\n";
  const auto page = extract_capture(capture_of(text, "text/plain"), {.html = {}, .max_text_bytes = 100});
  EXPECT_LT(page->text.size(), 200U);
  EXPECT_EQ(page->cut_reason, "text cut at 100 bytes");
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

// A sentence that is long enough to be prose.
const std::string kProse =
    "Комисията представи предложение, с което гражданите и предприятията ще получат по-лесен достъп до цифровите услуги на "
    "държавата. ";

std::string paragraphs(int count) {
  std::string html;
  for (int i = 0; i < count; ++i) html += "<p>" + kProse + "Абзац " + std::to_string(i) + ".</p>";
  return html;
}

TEST(MainContent, TextAroundAnArticleIsNotIts) {
  const ExtractedPage page =
      extract("<div class=page><div class=story>" + paragraphs(6) +
              "</div><div class='card-list'><div class=card>Друга новина</div></div>" +
              "<ul class=more><li><a href=/a>Първа</a><li><a href=/b>Втора</a></ul><div class=comments><p>" + kProse +
              "Коментар</p></div></div>");
  EXPECT_NE(page.text.find("Абзац 5"), std::string::npos);
  for (const char* other : {"Друга новина", "Втора", "Коментар"}) EXPECT_EQ(page.text.find(other), std::string::npos) << other;
}

TEST(MainContent, NamesOnLayoutsDoNotHideTheText) {
  const ExtractedPage page = extract("<div class='layout has-sidebar'><div class=content>" + paragraphs(5) +
                                     "</div><div class=sidebar>Встрани</div></div>");
  EXPECT_NE(page.text.find("Абзац 4"), std::string::npos);
  EXPECT_EQ(page.text.find("Встрани"), std::string::npos);
}

TEST(MainContent, HiddenTextIsDroppedUnlessItIsThePage) {
  EXPECT_EQ(extract("<div style='display: none'><p>" + kProse + "</p></div>" + paragraphs(3)).text.find(kProse + "\n"),
            std::string::npos);
  EXPECT_NE(extract("<div style='display:none'>" + paragraphs(3) + "</div><p>Зарежда се…").text.find("Абзац 2"),
            std::string::npos);
}

TEST(MainContent, ClosedAccordionsInTheContentAreContent) {
  EXPECT_NE(extract("<main>" + paragraphs(3) + "<h3><button>Въпрос?</button></h3><div hidden><p>Отговор. " + kProse +
                    "</p></div></main>")
                .text.find("Въпрос?\nОтговор."),
            std::string::npos);
}

TEST(MainContent, DialogsAndTheSitesFooterAreNotTextOfAPageOfFewWords) {
  const ExtractedPage page =
      extract("<h1>Задължения</h1><table><tr><td>Такса</td><td>20,00 лв.</td></tr></table><div class='modal fade'>" +
              paragraphs(1) + "</div><div role=dialog>" + paragraphs(1) + "</div><footer><p>" + kProse +
              "</p></footer><ul><li>Плащане по банкова сметка<li>Плащане с карта<li>Плащане на гише в "
              "общината<li>Справка за неплатени суми по години и видове<li>Указания за плащане</ul>");
  EXPECT_NE(page.text.find("20,00 лв."), std::string::npos);
  EXPECT_EQ(page.text.find("Комисията представи"), std::string::npos);
}

TEST(MainContent, CommentsInCodeAreCode) {
  const ExtractedPage page =
      extract("<article>" + paragraphs(3) + "<pre><code><span class=comment>// вход</span>\nx = 1</code></pre></article>");
  EXPECT_NE(page.text.find("// вход\nx = 1\n"), std::string::npos);
}

std::string commission_page(const std::string& main) {
  return "<header class=ecl-site-header><a href=/en>Сайт</a></header><div class=ecl-page-header><nav "
         "class=ecl-breadcrumb>Начало</nav>"
         "<ul class=ecl-page-header__meta><li class=ecl-page-header__meta-item>НОВИНИ<li "
         "class=ecl-page-header__meta-item>Публикация 3 август 2026 г.</ul>"
         "<h1>Цифрови партньорства</h1><p class=ecl-page-header__description>Съюзът работи със своите партньори.</p></div>"
         "<main id=main-content>" +
         main + "</main><footer class=ecl-site-footer>Права</footer>";
}

TEST(CommissionMarkup, LeadIsTextAndFurnitureIsNot) {
  const ExtractedPage page =
      extract(commission_page("<nav class=ecl-inpage-navigation>На тази страница</nav>" + paragraphs(3) +
                              "<h2>Вижте също</h2><article class=ecl-content-item>Друга страница</article>"
                              "<div class=ecl-social-media-share>Сподели</div><div "
                              "class=cnt-last-update-block><h5>Обновено</h5><p>8 септември 2026 г.</p></div>"));
  EXPECT_EQ(page.extractor, "commission");
  EXPECT_EQ(page.why, "Commission markup; cards: 1, of other pages and left out");
  EXPECT_EQ(page.title, "Цифрови партньорства");
  EXPECT_TRUE(page.text.starts_with("Съюзът работи със своите партньори.\nКомисията"));
  for (const char* other : {"На тази", "Друга страница", "Сподели", "НОВИНИ", "Права", "септември"})
    EXPECT_EQ(page.text.find(other), std::string::npos) << other;
  ASSERT_TRUE(page.published && page.modified);
  EXPECT_EQ(page.published->source, "page header");
  EXPECT_EQ(format_rfc3339(page.published->time), "2026-08-03T00:00:00Z");
}

TEST(CommissionMarkup, HeadingsOfDroppedCardsGoWithThem) {
  const ExtractedPage page = extract(
      commission_page(paragraphs(3) + "<section><h2>Вижте също</h2><div class=ecl-card>Друга страница</div></section>"));
  EXPECT_EQ(page.text.find("Вижте също"), std::string::npos);
  EXPECT_TRUE(page.headings.empty());
}

TEST(CommissionMarkup, CardsAreTheTextOfAListing) {
  const ExtractedPage page =
      extract(commission_page("<article class=ecl-content-item><a href=/a>Първа новина от списъка</a></article>"
                              "<article class=ecl-content-item><a href=/b>Втора новина от списъка</a></article>"));
  EXPECT_NE(page.text.find("Втора новина"), std::string::npos);
}

TEST(CommissionMarkup, ButtonsBehindLinksDoNotBreakSentences) {
  EXPECT_NE(extract(commission_page("<p>Вижте <a href=/x>страницата</a><button class=wt-laco></button>, моля.</p>"))
                .text.find("страницата, моля."),
            std::string::npos);
}

TEST(Dates, InSentencesAreNotThePages) {
  EXPECT_FALSE(extract("<main><p>Регламентът беше публикуван в Официален вестник на 12 юли 2024 г. и влезе в сила след "
                       "двадесет дни във всички държави членки на Съюза.</p>")
                   .published);
}

TEST(Title, LosesTheSitesName) {
  const std::string head =
      "<title>Цифрово десетилетие | Изграждане на цифровото бъдеще на Европа</title><meta property=og:site_name "
      "content='Изграждане на цифровото бъдеще на Европа'>";
  EXPECT_EQ(extract(head + paragraphs(1)).title, "Цифрово десетилетие");
  EXPECT_EQ(extract("<title>Example - Цифрово десетилетие - example.eu</title>" + paragraphs(1)).title, "Цифрово десетилетие");
}

TEST(Title, IsTheHeadingThatTheTitleRepeats) {
  EXPECT_EQ(
      extract("<title>ЦИФРОВО ДЕСЕТИЛЕТИЕ - Сайт</title><h1>Сайт</h1><main><h1>Цифрово десетилетие</h1>" + paragraphs(1)).title,
      "Цифрово десетилетие");
}

TEST(Title, OfTheWholeSiteGivesWayToTheHeading) {
  EXPECT_EQ(extract("<title>Единен портал - Служба</title><main><h1>Заявление за достъп</h1>" + paragraphs(3)).title,
            "Заявление за достъп");
  EXPECT_EQ(extract("<title>Предложение за цифровите услуги</title><main><h1>Бързо и лесно!</h1>" + paragraphs(3)).title,
            "Предложение за цифровите услуги");
}

TEST(Title, IsNotRepeatedInTheText) {
  const ExtractedPage page = extract("<title>Заглавие</title><main><h1>Заглавие</h1><p>текст</p></main>");
  EXPECT_EQ(page.text, "текст\n");
}

TEST(Dates, OfMetaElementsAndJsonLdComeWithTheirSource) {
  const ExtractedPage page = extract(
      "<meta property='article:published_time' content='2024-03-26T09:00:00+02:00'>"
      "<script type='application/ld+json'>{\"datePublished\":\"2020-01-01\",\"dateModified\": \"2024-04-01\"}</script><p>x");
  ASSERT_TRUE(page.published && page.modified);
  EXPECT_EQ(format_rfc3339(page.published->time), "2024-03-26T09:00:00Z");
  EXPECT_EQ(page.published->source, "article:published_time");
  EXPECT_EQ(format_rfc3339(page.modified->time), "2024-04-01T00:00:00Z");
  EXPECT_EQ(page.modified->source, "json-ld");
}

// A card of another page, in Commission markup.
std::string card(const std::string& title, const std::string& date) {
  return "<article class='ecl-content-item'><div class='ecl-content-block'><ul><li "
         "class='ecl-content-block__primary-meta-item'>"
         "<time datetime='" +
         date + "'>" + date + "</time></li></ul><div class='ecl-content-block__title'><a href=/bg/x>" + title +
         "</a></div><div class='ecl-content-block__description'><p>За какво е.</p></div></div></article>";
}

TEST(Dates, OfCardsAreNotThePages) {
  const ExtractedPage page = extract("<div class='ecl-page-header'><h1>Туризъм</h1></div><main>" + paragraphs(4) +
                                     "<h3>Вижте също</h3>" + card("Друга", "2019-06-20") + "</main>");
  EXPECT_FALSE(page.published);
  EXPECT_FALSE(page.listing);
}

TEST(CommissionMarkup, AListOfCardsIsAListing) {
  const ExtractedPage page = extract("<div class='ecl-page-header'><h1>Новини</h1></div><main>" + card("Първа", "2019-06-20") +
                                     card("Втора", "2020-06-20") + card("Трета", "2021-06-20") + "</main>");
  EXPECT_TRUE(page.listing);
  EXPECT_FALSE(page.published);
  EXPECT_NE(page.text.find("Втора"), std::string::npos);
}

TEST(Downloads, AreFilesOfTheContentWithTheirType) {
  const ExtractedPage page = extract(
      "<div class='ecl-page-header'><h1>Доклад</h1></div><main>" + paragraphs(3) +
      "<p>Вижте <a href='/files/plan.PDF?v=2'>плана</a>, <a href='/bg/news/x'>новината</a> и пак <a "
      "href='/files/plan.PDF?v=2'>него</a>.</p>"
      "<div class='ecl-file'><div class='ecl-file__title'>Методика</div><div class='ecl-file__meta'>(640 KB - DOCX)</div>"
      "<a href='/newsroom/redirection/1' class='ecl-file__download'>Изтегляне</a></div></main>"
      "<footer><a href=/terms.pdf>Условия</a></footer>");
  ASSERT_EQ(page.downloads.size(), 2U);
  EXPECT_EQ(page.downloads[0].url, "https://example.eu/files/plan.PDF?v=2");
  EXPECT_EQ(page.downloads[0].name, "плана");
  EXPECT_EQ(page.downloads[0].type, "pdf");
  EXPECT_EQ(page.downloads[1].name, "Методика");
  EXPECT_EQ(page.downloads[1].type, "docx");
}

TEST(Author, IsWhoPublishes) {
  EXPECT_EQ(extract("<meta name=dcterms.creator content='Генерална дирекция'><p>x</p>").author, "Генерална дирекция");
  EXPECT_EQ(extract("<dl><dt>Дата<dd>1 юни 2024 г.<dt>Автор:<dd>Институт <b>Извор</b></dl>").author, "Институт Извор");
  EXPECT_EQ(
      extract(R"(<script type="application/ld+json">{"publisher":{"@type":"Organization","name":"Агенция"}}</script><p>x)")
          .author,
      "Агенция");
  EXPECT_EQ(extract("<meta name=author content='https://x.example/about'><p>x</p>").author, "");
}

TEST(Extract, CanonicalThatCannotBeMeantIsIgnored) {
  EXPECT_EQ(extract("<link rel=canonical href='https://example.eu/'><p>x</p>").canonical, "");
  EXPECT_EQ(extract("<link rel=canonical href=/bg/a><link rel=canonical href=/bg/b><p>x</p>").canonical, "");
  EXPECT_EQ(extract("<link rel=canonical href=/bg/a><link rel=canonical href=/bg/a><p>x</p>").canonical,
            "https://example.eu/bg/a");
}

TEST(Dates, OfTheLastUpdateBlockAreModifications) {
  const ExtractedPage page =
      extract("<main>" + paragraphs(1) +
              "<div class=cnt-last-update-block><h5>Последна актуализация</h5><p>8 септември 2026 г.</p></div></main>");
  ASSERT_TRUE(page.modified);
  EXPECT_EQ(format_rfc3339(page.modified->time), "2026-09-08T00:00:00Z");
  EXPECT_EQ(page.modified->source, "last-update block");
  EXPECT_FALSE(page.published);
}

TEST(Type, IsInTheAddress) {
  EXPECT_EQ(extract("<p>x").type, "policies");
  Capture capture =
      capture_of("<ul class=ecl-page-header__meta><li class=ecl-page-header__meta-item>Новинарска статия</ul><p>x");
  capture.url = Url::parse("https://example.eu/bg/node/1").value();
  EXPECT_EQ(extract_capture(capture)->type, "news");
}

TEST(Translations, AreOtherAddressesWithALanguage) {
  const ExtractedPage page = extract(
      "<link rel=alternate hreflang=bg href=/bg/policies/cifrovi-uslugi><link rel=alternate hreflang=EN "
      "href=/en/policies/digital-services>"
      "<link rel=alternate hreflang=x-default href=/><link rel=alternate type='application/rss+xml' href=/feed><p>x");
  ASSERT_EQ(page.translations.size(), 1U);
  EXPECT_EQ(page.translations[0].language, "en");
  EXPECT_EQ(page.translations[0].url, "https://example.eu/en/policies/digital-services");
}

TEST(MainContent, TextInShortLinesIsFoundByItsStopWords) {
  std::string lines;
  for (int i = 0; i < 8; ++i) lines += "<div>и това е от нас за вас на път</div>";
  const ExtractedPage page = extract("<div><div>Начало</div><div>Връзки</div></div><div class=poem>" + lines + "</div>");
  EXPECT_EQ(page.extractor, "stop words");
  EXPECT_EQ(page.why, "main holds nothing, article nothing; hardly any prose, but stop words");
  EXPECT_EQ(page.text.find("Връзки"), std::string::npos);
  EXPECT_NE(page.text.find("на път"), std::string::npos);
}

TEST(Topics, AreRelatedTopicsAndKeywordsEachOnce) {
  const ExtractedPage page =
      extract("<meta name=keywords content='цифрови умения, Изкуствен  интелект'><main>" + paragraphs(1) +
              "</main><aside><a href='/bg/related-content?topic=119'>Изкуствен интелект</a></aside>");
  EXPECT_EQ(page.topics, (std::vector<std::string>{"Изкуствен интелект", "цифрови умения"}));
}

}  // namespace
}  // namespace izvor
