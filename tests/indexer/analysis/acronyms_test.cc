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

TEST(Acronyms, MayStandInQuotesOrWithMoreInTheBracket) {
  EXPECT_THAT(
      find_acronyms("изкуствен интелект („ИИ“) и високопроизводителни изчислителни технологии (ВИТ, на английски HPC)"),
      ElementsAre(AcronymPair{"ИИ", "изкуствен интелект"}, AcronymPair{"ВИТ", "високопроизводителни изчислителни технологии"}));
}

TEST(Acronyms, MayStandBeforeTheirLongForm) {
  EXPECT_THAT(find_acronyms("Новият ИИ (изкуствен интелект) и МСП (малки и средни предприятия) тук"),
              ElementsAre(AcronymPair{"ИИ", "изкуствен интелект"}, AcronymPair{"МСП", "малки и средни предприятия"}));
  EXPECT_THAT(find_acronyms("ИИ (нов изкуствен интелект), ИИ (виж изкуствен интелект\nи още)"), IsEmpty());
}

TEST(Acronyms, BeginWithAWordAndNotWithItsPreposition) {
  EXPECT_THAT(find_acronyms("според Закона за здравното осигуряване (ЗЗО)"),
              ElementsAre(AcronymPair{"ЗЗО", "Закона за здравното осигуряване"}));
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
