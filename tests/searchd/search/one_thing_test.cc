// One thing counts as one thing: acronyms, references, dates, addresses, numbers, words with apostrophes and letters.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/searchd/search/searching.h"

namespace izvor::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

using OneThing = SearcherTest;

TEST_F(OneThing, AnAcronymIsFoundInCapitalsOnly) {
  index_.add("a.eu/acronym", "Дружества", "Дружеството е регистрирано като АД в София.");
  index_.add("a.eu/name", "Математика", "Ада Лъвлейс пише програми.");
  index_.add("a.eu/word", "Митове", "Слизането в ада и адът на Данте.");
  EXPECT_THAT(found("АД"), ElementsAre("acronym"));
  EXPECT_THAT(found("дружество АД"), ElementsAre("acronym"));
  EXPECT_THAT(found("ада"), Contains("name"));
}

TEST_F(OneThing, AStopWordInCapitalsIsAnAcronym) {
  index_.add("a.eu/council", "Страсбург", "Членовете на СЕ приеха конвенция.");
  index_.add("a.eu/word", "Молби", "Молба се подава до кмета.");
  EXPECT_THAT(found("СЕ"), ElementsAre("council"));
  EXPECT_THAT(found("конвенция на СЕ"), ElementsAre("council"));
}

TEST_F(OneThing, CapitalsThatPagesDoNotUseAreAKeyLeftDown) {
  for (int i = 0; i < 8; ++i)
    index_.add("a.eu/" + std::to_string(i), "Канцлер", "Канцлерът Шолц говори за мостове " + std::to_string(i));
  index_.add("a.eu/heading", "Новини", "ШОЛЦ В СОФИЯ\nКанцлерът дойде.");
  EXPECT_EQ(found("ШОЛЦ").size(), 9U);
  EXPECT_EQ(found("КАНЦЛЕРЪТ ШОЛЦ").size(), 9U);
}

TEST_F(OneThing, AnAcronymInSmallLettersFindsItToo) {
  index_.add("a.eu/x", "Защита", "Правилата на GDPR важат.");
  EXPECT_THAT(found("gdpr"), ElementsAre("x"));
  EXPECT_THAT(found("GDPR"), ElementsAre("x"));
}

TEST_F(OneThing, ALetterOfACompoundIsNoWord) {
  index_.add("a.eu/e", "Услуги", "Стратегията за е-здравеопазване описва услугите.");
  index_.add("a.eu/whole", "Болници", "Здравеопазване, здравеопазване и пак здравеопазване.");
  index_.add("a.eu/is", "Химия", "Думата е дълга.");
  EXPECT_THAT(found("е-здравеопазване"), ElementsAre("e", "whole"));
  EXPECT_THAT(ask(searcher(), "е-здравеопазване").hits.at(0).why, IsEmpty());
  EXPECT_EQ(ask(searcher(), "е-здравеопазване").hits.at(1).why, "само „Здравеопазване“");
}

TEST_F(OneThing, ApostrophesAreOneSign) {
  index_.add("a.eu/x", "Държави", "Кот д’Ивоар подписа. Europe’s digital decade. Жана д’Арк.");
  for (const char* query : {"д'Ивоар", "д’ивоар", "дʼИвоар", "Ивоар", "europe's", "Europe", "Жана д'Арк"})
    EXPECT_THAT(found(query), ElementsAre("x")) << query;
}

TEST_F(OneThing, NumbersAreFoundInEveryNotation) {
  index_.add("a.eu/x", "Бюджет", "Бюджетът е 2 500 000 лв. и расте с 3,5 % от версия 1.2.3 насам, глава ІІІ.");
  for (const char* query : {"2500000", "2.500.000", "2,500,000 лв.", "3.5%", "3,5 %", "3,5 на сто", "1.2.3", "глава III", "Ⅲ"})
    EXPECT_THAT(found(query), ElementsAre("x")) << query;
  EXPECT_THAT(found("3,5 млн."), ElementsAre("x")) << "no page has it: its number is searched";
}

TEST_F(OneThing, AMeasureIsOneWord) {
  index_.add("a.eu/speed", "Мрежи", "Скоростта е 100 Mbit/s навсякъде.");
  index_.add("a.eu/apart", "Други", "Първите 100 души мерят в Mbit/s.");
  EXPECT_THAT(found("100 Mbps"), ElementsAre("speed"));
}

TEST_F(OneThing, TheNumbersOfAReferenceAreNoWords) {
  index_.add("a.eu/act", "Довереност", "Регламент (ЕС) № 910/2014 за електронната идентификация.");
  index_.add("a.eu/year", "Година", "Регламентът се прилага от 2014 година в ЕС и 910 общини.");
  EXPECT_THAT(found("Регламент (ЕС) № 910/2014"), ElementsAre("act"));
  EXPECT_THAT(ask(searcher(), "Регламент (ЕС) № 910/2014").hits.at(0).why, IsEmpty());
}

TEST_F(OneThing, AnArticleIsFoundByTheLongestBeginningThatPagesHave) {
  index_.add("a.eu/law", "Закон за архивите", "Чл. 9. Ограничения. Достъпът се отказва при опасност.");
  index_.add("a.eu/other", "Числа", "Точка 3 от дневния ред: 9 въпроса и 1 молба.");
  EXPECT_THAT(found("чл. 9, ал. 1, т. 3"), ElementsAre("law"));
}

TEST_F(OneThing, ThePageThatIntroducesAnActComesBeforePagesThatCiteIt) {
  std::string act =
      "Общ регламент за защита на данните\nРегламент (ЕС) 2016/679 на Европейския парламент и на Съвета от 27 април 2016 г. "
      "относно защитата на физическите лица.";
  for (int i = 0; i < 60; ++i) act += " Член " + std::to_string(i) + " урежда обработването и правата.";
  index_.add("a.eu/act", "Общ регламент за защита на данните", act);
  for (int i = 0; i < 4; ++i)
    index_.add(
        "a.eu/form" + std::to_string(i), "Формуляр " + std::to_string(i),
        "Попълнете всички полета на формуляра за участие в срещата, посочете имената и адреса на вашата организация, "
        "отбележете дали ще присъствате и на втория ден и дали имате нужда от превод, както и други особености на пътуването. "
        "Данните се обработват съгласно Регламент (ЕС) 2016/679 и Регламент (ЕС) 2016/679.");
  EXPECT_EQ(found("Регламент (ЕС) 2016/679").front(), "act");
  EXPECT_EQ(found("2016/679").front(), "act");
}

TEST_F(OneThing, ATypedAddressFindsItsPageFirst) {
  index_.add("case.example.bg/law.html", "Наредба", "Наредбата урежда портала.");
  index_.add("case.example.bg/Case?id=5", "Случай", "Голяма буква и параметър.");
  index_.add("case.example.bg/https", "Протоколи", "Протоколът https пази връзката към law и html.");
  index_.add("case.example.bg/cites", "Връзки", "Вижте https://case.example.bg/law.html за подробности.");
  for (const char* query :
       {"https://case.example.bg/law.html", "http://case.example.bg/law.html", "case.example.bg/law.html",
        "https://case.example.bg/law.html/", "https://case.example.bg/law.html#chapter", "https://www.case.example.bg/law.html",
        "https://case.example.bg/law.html?utm_source=mail&fbclid=x", "https://case.example.bg/law.html?from=list"}) {
    const SearchAnswer answer = ask(searcher(), query);
    ASSERT_FALSE(answer.hits.empty()) << query;
    EXPECT_EQ(paths(answer).front(), "law.html") << query;
    EXPECT_THAT(answer.hits.front().why, IsEmpty()) << query;
    EXPECT_THAT(paths(answer), Not(Contains("https"))) << query;
  }
  EXPECT_THAT(found("case.example.bg/law.html"), ElementsAre("law.html", "cites"));
  EXPECT_THAT(found("https://case.example.bg/Case?utm_medium=m&id=5"), ElementsAre("Case?id=5"));
}

TEST_F(OneThing, AnAddressOfNoPageIsSearchedByItsWords) {
  index_.add("a.eu/x", "Закони", "За data и act.");
  EXPECT_THAT(found("https://other.example.eu/data-act"), ElementsAre("x"));
}

TEST_F(OneThing, AnEMailAddressIsOneWord) {
  index_.add("a.eu/x", "Връзка", "Пишете на info@example.eu за справки.");
  index_.add("a.eu/y", "Други", "Друг адрес е office@example.eu.");
  EXPECT_THAT(found("info@example.eu"), ElementsAre("x"));
}

}  // namespace
}  // namespace izvor::testing
