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
  EXPECT_THAT(words_of("1 234,56 евро"), ElementsAre("1234,56", "евро"));
  EXPECT_THAT(words_of("5\u00A0000\u00A0000"), ElementsAre("5000000"));
  EXPECT_THAT(words_of("през 2024 100 души"), ElementsAre("през", "2024", "100", "души"));
}

TEST(Tokenizer, LaysADateOverItsWords) {
  EXPECT_THAT(placed("на 13 юни 2024 г."), ElementsAre("на@1", "13@2", "2024-06-13@2", "юни@3", "2024@4", "г@5"));
  EXPECT_THAT(of_kind("13.06.2024 и 2024-06-13 и 13/06/2024", TokenKind::kDate),
              ElementsAre("2024-06-13", "2024-06-13", "2024-06-13"));
  EXPECT_THAT(of_kind("31 февруари 2024, 45.13.2024", TokenKind::kDate), ElementsAre());
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
