#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "searchd/search/marked_text.h"
#include "searchd/search/sentence_borders.h"
#include "tests/searchd/search/searching.h"

namespace izvor::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

using SnippetTest = SearcherTest;

std::string filler(int sentences) {
  std::string text;
  for (int i = 0; i < sentences; ++i) text += "Тук няма нищо за морето и за реките. ";
  return text;
}

TEST_F(SnippetTest, HighlightsCountUtf16UnitsBehindEmoji) {
  index_.add("a.eu/x", "🌊🌊 Услуги 🌊", "Добро утро 🌊🌊🌊 и 𝔘𝔫𝔦: услугите са тук 🌊.");
  const auto hit = ask(searcher(), "услуга").hits.at(0);
  EXPECT_THAT(highlighted(hit.title), ElementsAre("Услуги"));
  EXPECT_EQ(hit.title.highlights[0].begin, 5U);
  EXPECT_THAT(highlighted(hit.snippets.at(0).text), ElementsAre("услугите"));
}

TEST_F(SnippetTest, TextIsPlainAndUntouched) {
  index_.add("a.eu/x", "<script>alert(1)</script> & услуги", "Пишете <b>услуги</b> & \"кавички\" в кода.");
  const auto hit = ask(searcher(), "услуги").hits.at(0);
  EXPECT_EQ(hit.title.text, "<script>alert(1)</script> & услуги");
  EXPECT_EQ(hit.snippets.at(0).text.text, "Пишете <b>услуги</b> & \"кавички\" в кода.");
}

TEST_F(SnippetTest, TheWindowHoldsTheMostDistinctWords) {
  index_.add("a.eu/x", "Заглавие",
             "Кабели, кабели, кабели. " + filler(20) + "Подводните кабели свързват острови. " + filler(20) + "Още кабели.");
  const auto hit = ask(searcher(), "подводни кабели острови").hits.at(0);
  EXPECT_THAT(highlighted(hit.snippets.at(0).text), ElementsAre("Подводните", "кабели", "острови"));
  EXPECT_THAT(hit.snippets, SizeIs(1));
}

TEST_F(SnippetTest, WordsFarApartGetTwoFragmentsInTheirOrder) {
  index_.add("a.eu/x", "Заглавие", filler(10) + "Корея подписа. " + filler(30) + "Сингапур отговори. " + filler(10));
  const auto hit = ask(searcher(), "сингапур корея").hits.at(0);
  ASSERT_THAT(hit.snippets, SizeIs(2));
  EXPECT_THAT(highlighted(hit.snippets[0].text), ElementsAre("Корея"));
  EXPECT_THAT(highlighted(hit.snippets[1].text), ElementsAre("Сингапур"));
}

TEST_F(SnippetTest, AFragmentIsShortAndBeginsWithASentence) {
  index_.add("a.eu/x", "Заглавие", filler(30) + "Подводните кабели са тук. " + filler(30));
  const auto snippet = ask(searcher(), "кабели").hits.at(0).snippets.at(0).text.text;
  EXPECT_LT(snippet.size(), 2 * 230U);
  EXPECT_THAT(snippet, HasSubstr("Подводните кабели са тук."));
  EXPECT_THAT(snippet, ::testing::AnyOf(StartsWith("Тук няма"), StartsWith("Подводните")));
}

TEST_F(SnippetTest, TheLinkQuotesThePage) {
  index_.add("a.eu/x", "Заглавие", "Положени са подводни-кабели, до острова.");
  const auto hit = ask(searcher(), "кабели").hits.at(0);
  EXPECT_THAT(hit.snippets.at(0).link, StartsWith("https://a.eu/x#:~:text=%D0%BF%D0%BE%D0%B4"));
  EXPECT_THAT(hit.snippets.at(0).link, HasSubstr("%D0%B8%2D%D0%BA"));  // The hyphen is syntax, so it is encoded.
}

TEST_F(SnippetTest, WithoutAMatchInTheTextTheDescriptionIsShown) {
  ExtractedPage page;
  page.title = "Годишен доклад";
  page.text = "Съвсем друг текст за морето.";
  page.description = "Описание на страницата.";
  index_.add("a.eu/x", page);
  page.description.clear();
  index_.add("a.eu/y", page);
  const auto answer = ask(searcher(), "доклад");
  ASSERT_THAT(answer.hits, SizeIs(2));
  EXPECT_EQ(answer.hits[0].snippets.at(0).text.text, "Описание на страницата.");
  EXPECT_EQ(answer.hits[0].snippets.at(0).link, "https://a.eu/x");
  EXPECT_THAT(answer.hits[1].snippets.at(0).text.text, StartsWith("Съвсем друг текст"));
}

TEST_F(SnippetTest, AnEmptyPageHasNoSnippet) {
  index_.add("a.eu/x", "Годишен доклад", "");
  EXPECT_THAT(ask(searcher(), "доклад").hits.at(0).snippets, IsEmpty());
}

TEST_F(SnippetTest, WhySaysNothingOfWhatIsInPlainSight) {
  index_.add("a.eu/x", "Партньорство", "Цифровите партньорства със Сингапур.");
  EXPECT_EQ(ask(searcher(), "цифрово партньорство сингапур").hits.at(0).why, "");
}

TEST_F(SnippetTest, WhySaysWhatIsMissingAndWhatIsRelated) {
  index_.add("a.eu/x", "Партньорство", "Цифровите партньорства със сингапурски фирми.");
  EXPECT_EQ(ask(searcher(), "партньорство корея").hits.at(0).why, "без „корея“");
  EXPECT_EQ(ask(searcher(), "партньорство сингапур корея").hits.at(0).why, "сродна дума: „сингапурски“; без „корея“");
}

TEST_F(SnippetTest, WhySaysThatAWordStandsElsewhere) {
  index_.add("a.eu/x", "Заглавие",
             filler(10) + "Корея подписа. " + filler(30) + "Сингапур отговори. " + filler(30) + "Япония мълчи. " + filler(10));
  const auto hit = ask(searcher(), "корея сингапур япония").hits.at(0);
  EXPECT_THAT(hit.why, ::testing::EndsWith(" другаде на страницата"));
}

TEST_F(SnippetTest, NoTwoEllipsesMeet) {
  index_.add("a.eu/x", "Заглавие",
             "Дълго изречение без край " + std::string(600, 'x') + " где пише Корея и още " + std::string(600, 'y') +
                 " докато накрая Сингапур отговаря и " + std::string(600, 'z') + ".");
  const auto hit = ask(searcher(), "сингапур корея").hits.at(0);
  std::string all;
  for (const Snippet& snippet : hit.snippets) all += snippet.text.text + " ";
  EXPECT_THAT(all, ::testing::Not(HasSubstr("… …")));
  EXPECT_THAT(all, ::testing::Not(HasSubstr("……")));
}

TEST_F(SnippetTest, ReferencesAndDatesAreOneWordAndOneHighlight) {
  index_.add("a.eu/x", "Довереност", "По Регламент (ЕС) № 910/2014 и чл. 5, ал. 2 от 1 февруари 2023 г. се работи.");
  const auto text = [&](const std::string& query) { return ask(searcher(), query).hits.at(0).snippets.at(0).text; };
  EXPECT_THAT(highlighted(text("Регламент (ЕС) № 910/2014")), ElementsAre("Регламент (ЕС) № 910/2014"));
  EXPECT_THAT(highlighted(text("910/2014")), ElementsAre("Регламент (ЕС) № 910/2014"));
  EXPECT_THAT(highlighted(text("чл. 5, ал. 2")), ElementsAre("чл. 5, ал. 2"));
  EXPECT_THAT(highlighted(text("01.02.2023 г.")), ElementsAre("1 февруари 2023 г."));
  EXPECT_EQ(ask(searcher(), "регламент (ЕС) № 910/2014 1 февруари 2023 г.").hits.at(0).why, "");
}

TEST_F(SnippetTest, AWordInsideAReferenceIsFoundToo) {
  index_.add("a.eu/x", "Довереност", "По Регламент (ЕС) 2016/679 се работи.");
  EXPECT_EQ(ask(searcher(), "ЕС 2016/679").hits.at(0).why, "");
}

TEST_F(SnippetTest, NothingIsCutInsideADateOrAReference) {
  for (int lead = 0; lead < 60; lead += 7) {
    PageIndex index;
    std::string text = std::string(static_cast<std::size_t>(lead), 'x');
    for (int i = 0; i < 12; ++i) text += " по чл. 5, ал. 2 от 1 февруари 2023 г.";
    text += " се подава молба";
    for (int i = 0; i < 12; ++i) text += " по чл. 5, ал. 2 от 1 февруари 2023 г.";
    index.add("a.eu/x", "Заглавие", text);
    Searcher searcher(index.settings(), shared_analyzer());
    std::string shown = ask(searcher, "молба").hits.at(0).snippets.at(0).text.text;
    if (shown.starts_with("… ")) shown = shown.substr(std::string("… ").size());
    if (shown.ends_with(" …")) shown.resize(shown.size() - std::string(" …").size());
    EXPECT_THAT(shown,
                ::testing::AnyOf(StartsWith("по "), StartsWith("чл. 5, ал. 2"), StartsWith("от "), StartsWith("1 февруари")))
        << lead;
    EXPECT_THAT(shown, ::testing::AnyOf(::testing::EndsWith("по"), ::testing::EndsWith("чл. 5, ал. 2"),
                                        ::testing::EndsWith("от"), ::testing::EndsWith("2023 г.")))
        << lead;
  }
}

TEST(MarkedText, LinesAreSetApart) {
  const std::string text = "Обхват\nПравилата важат.\nСрокове\n\n  Първият";
  const auto end = static_cast<std::uint32_t>(text.size());
  const std::vector<ByteRange> matched = {{end - 14, end}};
  const auto shown = show({.text = text, .range = {0, end}, .matched = matched, .marks = {}});
  EXPECT_EQ(shown.text, "Обхват · Правилата важат. Срокове · Първият");
  EXPECT_THAT(highlighted(shown), ElementsAre("Първият"));
}

TEST(MarkedText, AnEllipsisOfTheTextIsEnough) {
  const std::string text = "… така ли...";
  const auto shown = show({.text = text,
                           .range = {0, static_cast<std::uint32_t>(text.size())},
                           .matched = {},
                           .marks = {},
                           .cut_before = true,
                           .cut_after = true});
  EXPECT_EQ(shown.text, text);
}

TEST(MarkedText, ALostSpaceIsShown) {
  const std::string text = "съсстратегията";
  const std::vector<WordMark> marks = {{.begin = 0, .end = 6, .word = 1},
                                       {.begin = 6, .end = 28, .word = 2, .repaired_before = true}};
  const std::vector<ByteRange> matched = {{6, 28}};
  const auto shown = show({.text = text, .range = {0, 28}, .matched = matched, .marks = marks});
  EXPECT_EQ(shown.text, "със стратегията");
  ASSERT_THAT(shown.highlights, SizeIs(1));
  EXPECT_EQ(shown.highlights[0].begin, 4U);
  EXPECT_EQ(shown.highlights[0].end, 15U);
}

TEST(MarkedText, WhiteSpaceIsOneSpace) {
  const std::string text = "\n а \xC2\xA0\t б\r\n";
  EXPECT_EQ(show({.text = text, .range = {0, static_cast<std::uint32_t>(text.size())}, .matched = {}, .marks = {}}).text,
            "а б");
}

TEST(MarkedText, ALinkQuotesWholeWordsGlueIncluded) {
  const std::string text = "(Понастоящем съсстратегията!) друго";
  const auto begin = static_cast<std::uint32_t>(text.find("стратегията"));
  const std::string link = passage_link("https://a.eu/x", {text, {begin, begin + 22}, {}});
  EXPECT_EQ(link, passage_link("https://a.eu/x", {"съсстратегията", {0, 28}, {}}));
}

TEST(MarkedText, ALinkNamesTheHeadingAndNothingOfTheAnchorIsSyntax) {
  EXPECT_EQ(passage_link("https://a.eu/x", {"abc", {0, 3}, "part_2"}), "https://a.eu/x#part_2:~:text=abc");
  EXPECT_EQ(passage_link("https://a.eu/x", {"a-b,c", {0, 5}, "a:~:text=b&\""}),
            "https://a.eu/x#a%3A%7E%3Atext%3Db%26%22:~:text=a%2Db%2Cc");
}

TEST(MarkedText, ALongPassageIsQuotedByItsEnds) {
  std::string text = "Начало на пасажа";
  for (int i = 0; i < 40; ++i) text += " дума";
  text += " и край\nна пасажа";
  const std::string link = passage_link("https://a.eu/x", {text, {0, static_cast<std::uint32_t>(text.size())}, {}});
  EXPECT_LT(link.size(), 600U);
  EXPECT_EQ(std::count(link.begin(), link.end(), ','), 1);
  EXPECT_THAT(link, ::testing::EndsWith(passage_link("", {"на пасажа", {0, 17}, {}}).substr(9)));
}

TEST(SentenceBorders, AbbreviationsAndDatesAreNotTorn) {
  const std::string text = "Първо изречение. Съгласно чл. 5 и до 13 юни 2024 г. се подава молба. Трето.";
  const auto core = static_cast<std::uint32_t>(text.find("молба"));
  const Fragment fragment = fragment_around(text, {core, core + 10}, 140);
  EXPECT_EQ(text.substr(fragment.begin, 16), "Съгласно");
  EXPECT_FALSE(fragment.cut_before);
}

TEST(SentenceBorders, ASentenceDoesNotEndAtAnAbbreviation) {
  const std::string text =
      "Първо. На 1 февруари 2023 г. Комисията и проф. Б. Иванов по чл. Втори на гр. София подават молба. Край.";
  const auto core = static_cast<std::uint32_t>(text.find("молба"));
  const Fragment fragment = fragment_around(text, {core, core + 10}, 400);
  EXPECT_EQ(text.substr(fragment.begin, 4), "На");
}

TEST(SentenceBorders, AnyPlaceOfAnyTextGivesAFragmentAroundIt) {
  const std::string text = "а🌊\n\nббб. Ввв! „Г“ " + std::string(300, 'x') + " да. ";
  for (std::uint32_t begin = 0; begin <= text.size(); ++begin) {
    for (const std::uint32_t bytes : {0U, 10U, 1000U}) {
      const Fragment fragment = fragment_around(text, {begin, begin}, bytes);
      EXPECT_LE(fragment.begin, begin);
      EXPECT_GE(fragment.end, begin);
      EXPECT_LE(fragment.end, text.size());
    }
  }
}

}  // namespace
}  // namespace izvor::testing
