#include "searchd/suggest/suggestions.h"

#include <gmock/gmock.h>

#include "tests/indexer/analysis/analyzer_fixture.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<SuggestedPhrase> kPhrases = {
    {"изкуствен интелект", 40},       {"цифрово партньорство", 12}, {"Цифрови умения", 9},      {"защита на данните", 7},
    {"Партньорство със Сингапур", 2}, {"Свързаност и кабели", 1},   {"Европейски портфейл", 1},
};

std::vector<std::string> continuing(std::string_view typed, std::size_t limit = 5) {
  static const Suggestions kSuggestions(kPhrases, built_analyzer());
  Analysis analysis;
  std::vector<std::string> texts;
  for (const Suggestion& suggestion : kSuggestions.continuing(typed, limit, built_analyzer(), analysis)) {
    texts.push_back(suggestion.text);
  }
  return texts;
}

TEST(Suggestions, ContinueTheLastWord) { EXPECT_THAT(continuing("изк"), ElementsAre("изкуствен интелект")); }

TEST(Suggestions, FindAWordAnywhereInAPhrase) { EXPECT_THAT(continuing("синг"), ElementsAre("Партньорство със Сингапур")); }

TEST(Suggestions, ThoseThatBeginAsTypedComeFirst) {
  EXPECT_THAT(continuing("парт"), ElementsAre("Партньорство със Сингапур", "цифрово партньорство"));
}

TEST(Suggestions, ThoseOfMorePagesComeFirst) {
  EXPECT_THAT(continuing("циф"), ElementsAre("цифрово партньорство", "Цифрови умения"));
}

TEST(Suggestions, WholeWordsFitInAnyForm) {
  EXPECT_THAT(continuing("цифровото парт"), ElementsAre("цифрово партньорство"));
  EXPECT_THAT(continuing("партньорствата"), ElementsAre("Партньорство със Сингапур", "цифрово партньорство"));
}

TEST(Suggestions, SmallWordsBetweenAskNothing) { EXPECT_THAT(continuing("защита за данн"), ElementsAre("защита на данните")); }

TEST(Suggestions, ASmallWordThatIsBeingTypedMayBecomeALongerOne) { EXPECT_THAT(continuing("с"), SizeIs(2)); }

TEST(Suggestions, CapitalsAndSpacesDoNotMatter) {
  EXPECT_THAT(continuing("  ИЗКУСТВЕН   инт"), ElementsAre("изкуствен интелект"));
}

TEST(Suggestions, ForgiveOneLetter) {
  EXPECT_THAT(continuing("порфейл"), ElementsAre("Европейски портфейл"));   // missing
  EXPECT_THAT(continuing("порттфей"), ElementsAre("Европейски портфейл"));  // too much
  EXPECT_THAT(continuing("партфейл"), ElementsAre("Европейски портфейл"));  // wrong
  EXPECT_THAT(continuing("потрфейл"), ElementsAre("Европейски портфейл"));  // swapped
  EXPECT_THAT(continuing("уменея цифр"), ElementsAre("Цифрови умения"));    // in a whole word
  EXPECT_THAT(continuing("патрфелй"), IsEmpty());
}

TEST(Suggestions, KeepToTheLimit) {
  EXPECT_THAT(continuing("циф", 1), ElementsAre("цифрово партньорство"));
  EXPECT_THAT(continuing("циф", 0), IsEmpty());
}

TEST(Suggestions, AnythingMayBeTyped) {
  for (const std::string_view typed : {"", " ", ".", "\xff\xfe", "а\xd0", "<script>", "\xd0"}) continuing(typed);
  EXPECT_THAT(continuing(std::string(Suggestions::kMostTyped + 1, 'a')), IsEmpty());
  EXPECT_THAT(continuing("а а а а а а а а а а а а"), IsEmpty());
}

TEST(Suggestions, OfAnEmptyIndexAreNone) {
  Analysis analysis;
  EXPECT_THAT(Suggestions().continuing("а", 5, built_analyzer(), analysis), IsEmpty());
  EXPECT_THAT(Suggestions({}, built_analyzer()).continuing("а", 5, built_analyzer(), analysis), IsEmpty());
}

}  // namespace
}  // namespace izvor
