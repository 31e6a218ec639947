#include "indexer/analysis/acronyms.h"

#include <gmock/gmock.h>

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Acronyms, AreHarvestedWithTheirLongForms) {
  EXPECT_THAT(find_acronyms("Новият изкуствен интелект (ИИ) помага на малки и средни предприятия (МСП)."),
              ElementsAre(AcronymPair{"ИИ", "изкуствен интелект"}, AcronymPair{"МСП", "малки и средни предприятия"}));
  EXPECT_THAT(find_acronyms("Artificial  Intelligence (AI)"), ElementsAre(AcronymPair{"AI", "Artificial Intelligence"}));
}

TEST(Acronyms, MustBeSpelledByTheFirstLetters) {
  EXPECT_THAT(find_acronyms("Съветът на Европа (ЕС) и Канада (2024) и (ИИ) и нещо (виж тук)"), IsEmpty());
  EXPECT_THAT(find_acronyms("изкуствен. Интелект (ИИ)"), IsEmpty());
}

TEST(Acronyms, SurviveAnyBytes) {
  EXPECT_THAT(find_acronyms("(((\xFF(\xD0)\xD0(ИИ"), IsEmpty());
  EXPECT_THAT(find_acronyms(std::string(100000, '(')), IsEmpty());
  EXPECT_THAT(find_acronyms("изкуствен \xD1 интелект (ИИ)"), IsEmpty());
  EXPECT_THAT(find_acronyms("\xE0\x90\x98нов интелект (\xE0\x90\x98И)"), IsEmpty());
}

}  // namespace
}  // namespace izvor
