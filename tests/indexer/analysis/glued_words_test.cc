#include <gmock/gmock.h>

#include "izvor/analyzer.h"
#include "tests/indexer/analysis/analyzer_fixture.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Each repair as "left|right".
std::vector<std::string> repairs(const std::string& text, std::vector<std::uint32_t> borders = {}) {
  Analysis analysis;
  built_analyzer().analyze(text, analysis, borders);
  std::vector<std::string> told;
  for (const Repair& repair : analysis.repairs()) {
    told.push_back(text.substr(repair.begin, repair.split - repair.begin) + "|" +
                   text.substr(repair.split, repair.end - repair.split));
  }
  return told;
}

TEST(GluedWords, AreCutWhereAPrepositionLostItsSpace) {
  EXPECT_THAT(repairs("съспартньорството"), ElementsAre("със|партньорството"));
}

TEST(GluedWords, AreCutBeforeACapitalAndAfterAnAcronym) {
  EXPECT_THAT(repairs("сегаБългария"), ElementsAre("сега|България"));
  EXPECT_THAT(repairs("между САЩи Канада"), ElementsAre("САЩ|и"));
}

TEST(GluedWords, AreCutAfterAParticipleOrAFiniteVerb) {
  EXPECT_THAT(repairs("споразумяхасе"), ElementsAre("споразумяха|се"));
  EXPECT_THAT(repairs("подписанорешението"), ElementsAre("подписано|решението"));
  EXPECT_THAT(repairs("обсъдихапредложението"), ElementsAre("обсъдиха|предложението"));
}

TEST(GluedWords, AreCutAtAnInlineBorderOnlyIntoWords) {
  const std::string glued = "услугитеса";
  EXPECT_THAT(repairs(glued, {static_cast<std::uint32_t>(std::string("услугите").size())}), ElementsAre("услугите|са"));
  EXPECT_THAT(repairs("Цифров", {2}), IsEmpty());
  EXPECT_THAT(repairs("киноцентърът", {2, 4}), IsEmpty());
}

TEST(GluedWords, LeaveCompoundsPrefixesAndAcronymsAlone) {
  for (const char* word : {"видеоигрите", "министърпредседателят", "високотехнологичните", "ЕСто", "безплатните", "БиТиВи",
                           "източноевропейските", "микроелектрониката", "ЦИФРОВИУСЛУГИ"}) {
    EXPECT_THAT(repairs(word), IsEmpty()) << word;
  }
}

TEST(GluedWords, StandAsWrittenAndAsHalvesAtTheSamePlace) {
  Analysis analysis;
  built_analyzer().analyze("нова сегаБългария тук", analysis);
  std::vector<std::string> placed;
  for (const Token& token : analysis.tokens()) {
    if (token.origin == TokenOrigin::kAlternative) continue;
    placed.push_back(std::string(token.exact) + "@" + std::to_string(token.position));
  }
  EXPECT_THAT(placed, ElementsAre("нова@1", "сегабългария@2", "сега@2", "българия@3", "тук@4"));
}

TEST(GluedWords, AreCutAtEveryJoint) {
  EXPECT_THAT(repairs("чрезпрограматаЕС"), ElementsAre("чрез|програмата", "програмата|ЕС"));
  EXPECT_THAT(repairs("проведохавториясъвет", {static_cast<std::uint32_t>(std::string("проведоха").size()),
                                               static_cast<std::uint32_t>(std::string("проведохавтория").size())}),
              ElementsAre("проведоха|втория", "втория|съвет"));
}

TEST(GluedWords, AreCutBetweenScripts) {
  EXPECT_THAT(repairs("наGoogle през2024 и GDPRи 27държави"), ElementsAre("на|Google", "през|2024", "GDPR|и", "27|държави"));
  EXPECT_THAT(repairs("еID 5G COVID19 PDFът Cъвет 16годишен 28ми В2В eIDAS2"), IsEmpty());
}

TEST(GluedWords, CountAMissingSpaceAfterASign) {
  EXPECT_THAT(repairs("Канада,която подписа"), ElementsAre("Канада,|която"));
  EXPECT_THAT(repairs("тази година.Комисията прие"), ElementsAre("година.|Комисията"));
  EXPECT_THAT(repairs("гр.София, ф.НИРД, Re:нова"), IsEmpty());
  EXPECT_THAT(repairs("1,5 и т.е. Канада, която"), IsEmpty());
}

}  // namespace
}  // namespace izvor
