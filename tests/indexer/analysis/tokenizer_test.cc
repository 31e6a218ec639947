#include <gmock/gmock.h>

#include "izvor/analyzer.h"
#include "tests/indexer/analysis/analyzer_fixture.h"

namespace izvor {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

/// "exact@position" of every token.
std::vector<std::string> placed(std::string_view text) {
  Analysis analysis;
  built_analyzer().analyze(text, analysis);
  std::vector<std::string> words;
  for (const Token& token : analysis.tokens()) {
    if (token.origin != TokenOrigin::kAlternative)
      words.push_back(std::string(token.exact) + "@" + std::to_string(token.position));
  }
  return words;
}

std::vector<std::string> of_kind(std::string_view text, TokenKind kind) {
  Analysis analysis;
  built_analyzer().analyze(text, analysis);
  std::vector<std::string> words;
  for (const Token& token : analysis.tokens()) {
    if (token.kind == kind) words.emplace_back(token.exact);
  }
  return words;
}

TEST(Tokenizer, SplitsWhereTheSpaceAfterAFullStopIsMissing) { EXPECT_THAT(words_of("ф.НИРД"), ElementsAre("ф", "нирд")); }

TEST(Tokenizer, SplitsAtSlashes) { EXPECT_THAT(words_of("5G/6G"), ElementsAre("5g", "6g")); }

TEST(Tokenizer, KeepsPartsAndJoinedFormOfACompound) {
  EXPECT_THAT(placed("научно-технически съвет"), ElementsAre("научно@1", "научнотехнически@1", "технически@2", "съвет@3"));
  EXPECT_THAT(placed("COVID-19"), ElementsAre("covid@1", "covid19@1", "19@2"));
}

TEST(Tokenizer, TakesAComparativeForTwoWords) { EXPECT_THAT(words_of("по-добри"), ElementsAre("по", "добри")); }

TEST(Tokenizer, ReadsAnOrdinalAsItsNumber) { EXPECT_THAT(words_of("на 28-ата среща"), ElementsAre("на", "28", "среща")); }

TEST(Tokenizer, JoinsTheGroupsOfALongNumber) {
  EXPECT_THAT(words_of("1 234,56 евро"), ElementsAre("1234,56", "1234,56 €", "евро"));
  EXPECT_THAT(words_of("5\u00A0000\u00A0000"), ElementsAre("5000000"));
  EXPECT_THAT(words_of("през 2024 100 души"), ElementsAre("през", "2024", "100", "души"));
}

TEST(Tokenizer, LaysADateOverItsWords) {
  EXPECT_THAT(placed("на 13 юни 2024 г."), ElementsAre("на@1", "13@2", "2024-06-13@2", "юни@3", "2024@4", "г@5"));
  EXPECT_THAT(of_kind("13.06.2024 и 2024-06-13 и 13/06/2024", TokenKind::kDate),
              ElementsAre("2024-06-13", "2024-06-13", "2024-06-13"));
  EXPECT_THAT(of_kind("31 февруари 2024, 45.13.2024", TokenKind::kDate), ElementsAre());
}

TEST(Tokenizer, TakesNoLetterOfACompoundForAWord) {
  EXPECT_THAT(placed("за е-здравеопазване и др."), ElementsAre("за@1", "ездравеопазване@2", "здравеопазване@2", "и@3", "др@4"));
  EXPECT_THAT(placed("X-ray"), ElementsAre("xray@1", "ray@1"));
  EXPECT_THAT(placed("г-н Б."), ElementsAre("гн@1", "б@2"));
  EXPECT_THAT(placed("дума-а-дума"), ElementsAre("думаадума@1", "дума@1", "дума@2"));
  EXPECT_THAT(words_of("COVID-19 и 5-звезден"), ElementsAre("covid", "covid19", "19", "и", "5", "5звезден", "звезден"));
}

TEST(Tokenizer, TakesEveryApostropheForOneSign) {
  for (const char* word : {"д'Ивоар", "д’Ивоар", "дʼИвоар", "Д＇ИВОАР"})
    EXPECT_THAT(placed(word), ElementsAre("д'ивоар@1", "ивоар@1")) << word;
  for (const char* word : {"Europe's", "Europe’s", "Europeʼs"})
    EXPECT_THAT(placed(word), ElementsAre("europe's@1", "europe@1")) << word;
  EXPECT_THAT(words_of("O’Reilly don’t it’ll"), ElementsAre("o'reilly", "reilly", "don't", "it'll"));
  EXPECT_THAT(words_of("‘цитат’ и 'цитат' и ʼцитатʼ"), ElementsAre("цитат", "и", "цитат", "и", "цитат"));
}

TEST(Tokenizer, ReadsANumberInAnyNotation) {
  for (const char* number :
       {"2500000", "2 500 000", "2\u00A0500\u00A0000", "2\u202F500\u202F000", "2.500.000", "2,500,000", "2'500'000"})
    EXPECT_THAT(words_of(number), ElementsAre("2500000")) << number;
  for (const char* number : {"1 234,56", "1 234.56", "1.234,56", "1,234.56"})
    EXPECT_THAT(words_of(number), ElementsAre("1234,56")) << number;
  EXPECT_THAT(words_of("3.5 и 3,5"), ElementsAre("3,5", "и", "3,5"));
  EXPECT_THAT(words_of("0.125"), ElementsAre("0,125"));
}

TEST(Tokenizer, LeavesOpenWhatOneGroupOfThreeDigitsMeans) {
  Analysis analysis;
  built_analyzer().analyze("2.500", analysis);
  ASSERT_EQ(analysis.tokens().size(), 2U);
  EXPECT_EQ(analysis.tokens()[0].exact, "2500");
  EXPECT_EQ(analysis.tokens()[1].exact, "2,500");
  EXPECT_EQ(analysis.tokens()[0].position, analysis.tokens()[1].position);
}

TEST(Tokenizer, LeavesVersionsListsAndNetworkAddressesAlone) {
  EXPECT_THAT(words_of("1.2.3 и 1,2,3 и 192.168.100.200"), ElementsAre("1.2.3", "и", "1,2,3", "и", "192.168.100.200"));
  EXPECT_THAT(words_of("14:30, 5/6"), ElementsAre("14", "30", "5", "6"));
  EXPECT_THAT(words_of("02 123"), ElementsAre("02", "123"));
  EXPECT_THAT(of_kind("24.11.2023", TokenKind::kDate), ElementsAre("2023-11-24"));
  EXPECT_THAT(of_kind("чл. 5 100 пъти", TokenKind::kReference), ElementsAre("чл. 5"));
}

TEST(Tokenizer, LaysAMeasureOverANumberAndItsUnit) {
  for (const char* text : {"3,5 %", "3.5%", "3,5 на сто", "3,5\u00A0процента"})
    EXPECT_THAT(of_kind(text, TokenKind::kMeasure), ElementsAre("3,5 %")) << text;
  for (const char* text : {"20 млн. евро", "20 милиона €", "20 млн. EUR"})
    EXPECT_THAT(of_kind(text, TokenKind::kMeasure), ElementsAre("20 млн", "20 млн €")) << text;
  EXPECT_THAT(of_kind("100 Mbps и 100 Mbit/s", TokenKind::kMeasure), ElementsAre("100 mbit", "100 mbit"));
  EXPECT_THAT(of_kind("5 лвици, 3 Mbpsx", TokenKind::kMeasure), ElementsAre());
}

TEST(Tokenizer, ReadsRomanNumeralsInEitherAlphabet) {
  for (const char* numeral : {"III", "ІІІ", "Ⅲ", "ⅠⅠⅠ"}) EXPECT_THAT(words_of(numeral), ElementsAre("iii")) << numeral;
  for (const char* numeral : {"XIV", "ХІV", "ХIV", "ⅩⅣ"}) EXPECT_THAT(words_of(numeral), ElementsAre("xiv")) << numeral;
  EXPECT_THAT(words_of("глава І, ХХ век"), ElementsAre("глава", "i", "xx", "век"));
  EXPECT_THAT(words_of("МС и СМ, Хора, ІТ, СІД"), ElementsAre("мс", "и", "см", "хора", "іт", "сід"));
}

TEST(Tokenizer, KnowsAcronymsByTheirCapitals) {
  const auto acronyms = [](std::string_view text) {
    Analysis analysis;
    built_analyzer().analyze(text, analysis);
    std::vector<std::string> words;
    for (const Token& token : analysis.tokens())
      if (is_acronym(token.capitals)) words.emplace_back(token.exact);
    return words;
  };
  EXPECT_THAT(acronyms("дружество АД и неговият ИЗД, не Ада"), ElementsAre("ад", "изд"));
  EXPECT_THAT(acronyms("членове на СЕ\nДОСТЪП ДО АДА\nи още"), ElementsAre("се"));
  EXPECT_THAT(acronyms("СТРАТЕГИЯ НА МВУ ЗА ЕС"), ElementsAre("мву", "ес")) << "in no dictionary; listed";
  EXPECT_THAT(acronyms("GDPR"), ElementsAre("gdpr"));
  EXPECT_THAT(acronyms("WHAT IS NEW"), ElementsAre());
  EXPECT_THAT(acronyms("ВНИМАНИЕ: моля, глава III и eID, NIS2"), ElementsAre());
}

TEST(Tokenizer, LaysAnActOverItsNameAndNumber) {
  const auto spans = [](std::string text) {
    Analysis analysis;
    built_analyzer().analyze(text, analysis);
    std::vector<std::string> all;
    for (const Token& token : analysis.tokens())
      if (token.kind == TokenKind::kReference)
        all.push_back(std::string(token.exact) + " = " + text.substr(token.begin, token.end - token.begin));
    return all;
  };
  EXPECT_THAT(spans("по Регламент (ЕС) № 910/2014 относно"), ElementsAre("910/2014 = Регламент (ЕС) № 910/2014"));
  EXPECT_THAT(spans("Директива 95/46/ЕО"), ElementsAre("95/46 = Директива 95/46/ЕО"));
  EXPECT_THAT(spans("Делегиран регламент (ЕС) 2024/1366"), ElementsAre("2024/1366 = регламент (ЕС) 2024/1366"));
  EXPECT_THAT(spans("Regulation (EU) No 910/2014"), ElementsAre("910/2014 = Regulation (EU) No 910/2014"));
  EXPECT_THAT(spans("регламентът от 2016/679"), ElementsAre("2016/679 = 2016/679"));
  EXPECT_THAT(spans("чл. 5а, ал. 2"), ElementsAre("чл. 5а, ал. 2 = чл. 5а, ал. 2"));
}

TEST(Tokenizer, GivesADateItsSignOfTheYear) {
  const std::string text = "от 1 февруари 2023 г. насам";
  Analysis analysis;
  built_analyzer().analyze(text, analysis);
  const auto date = std::ranges::find(analysis.tokens(), TokenKind::kDate, &Token::kind);
  ASSERT_NE(date, analysis.tokens().end());
  EXPECT_EQ(text.substr(date->begin, date->end - date->begin), "1 февруари 2023 г.");
}

TEST(Tokenizer, KeepsAnAddressWithoutWhatOnlyLinksHave) {
  EXPECT_THAT(of_kind("https://a.example.eu/x/?utm_source=m&id=5&fbclid=z#top", TokenKind::kAddress),
              ElementsAre("a.example.eu/x/?id=5"));
  EXPECT_THAT(of_kind("https://a.example.eu/път/страница, да", TokenKind::kAddress), ElementsAre("a.example.eu/път/страница"));
}

TEST(Tokenizer, LaysALegalReferenceOverItsWords) {
  EXPECT_THAT(of_kind("Регламент (ЕС) 2024/1689", TokenKind::kReference), ElementsAre("2024/1689"));
  EXPECT_THAT(of_kind("по чл. 5, ал. 2 от него", TokenKind::kReference), ElementsAre("чл. 5, ал. 2"));
  EXPECT_THAT(of_kind("член 5 от него", TokenKind::kReference), ElementsAre("чл. 5"));
  EXPECT_THAT(words_of("чл. 5"), ElementsAre("чл", "чл. 5", "5"));
}

TEST(Tokenizer, KeepsAnAddressAndItsParts) {
  EXPECT_THAT(placed("вижте https://strategy.ec.europa.eu/bg/policies."),
              ElementsAre("вижте@1", "strategy.ec.europa.eu/bg/policies@2", "https@2", "strategy@3", "ec@4", "europa@5", "eu@6",
                          "bg@7", "policies@8"));
  EXPECT_THAT(of_kind("Пишете на info@example.eu, моля", TokenKind::kAddress), ElementsAre("info@example.eu"));
  EXPECT_THAT(of_kind("www.example.eu:// и www.example.eu: да", TokenKind::kAddress),
              ElementsAre("www.example.eu", "www.example.eu"));
  EXPECT_THAT(of_kind("Край.Ново изречение. end.Next", TokenKind::kAddress), ElementsAre());
}

TEST(Tokenizer, FoldsLookAlikesOnlyInMixedWordsAndKnownAcronyms) {
  EXPECT_THAT(words_of("Cъвет EC"), ElementsAre("съвет", "ес"));
  EXPECT_THAT(words_of("СОVID TOP CAB eID"), ElementsAre("covid", "top", "cab", "eid"));
}

TEST(Tokenizer, GivesOffsetsInsideTheTextWhateverTheBytes) {
  const std::string_view text = "а\u0301\u200B б\xFF-\xD0-в 1 000 чл. 5 a@b.c www..eu http:// 1.2.2024 ©2023–2030";
  Analysis analysis;
  built_analyzer().analyze(text, analysis);
  std::uint32_t position = 0;
  for (const Token& token : analysis.tokens()) {
    EXPECT_LT(token.begin, token.end);
    EXPECT_LE(token.end, text.size());
    EXPECT_GE(token.position, position);
    position = token.position;
  }
}

TEST(Tokenizer, BoundsWordsWithoutEnd) {
  std::string word;
  for (int i = 0; i < 100000; ++i) word += "ж";
  std::string marks = "а";
  for (int i = 0; i < 50000; ++i) marks += "\u0316\u0301";
  for (const std::string& text : {word, marks, std::string(1 << 20, 'x'), std::string(1 << 20, '-')}) {
    for (const std::string& exact : words_of(text)) EXPECT_LE(exact.size(), 240U);
  }
}

}  // namespace
}  // namespace izvor
