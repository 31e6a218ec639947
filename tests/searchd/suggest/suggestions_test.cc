#include "searchd/suggest/suggestions.h"

#include <gmock/gmock.h>

#include <set>

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

TEST(Suggestions, OfThousandsOfPhrasesTheBestAreFoundAndEachOnce) {
  std::vector<SuggestedPhrase> phrases;
  // Some say a word twice, in two forms.
  for (unsigned i = 0; i < 4000; ++i)
    phrases.push_back({(i % 2 == 0 ? "проект и проекти номер " : "проект номер ") + std::to_string(i), 5000 - i});
  phrases.push_back({"проект за кабели", 1});
  const Suggestions suggestions(phrases, built_analyzer());
  Analysis analysis;
  const auto texts = [&](std::string_view typed) {
    std::vector<std::string> all;
    for (const Suggestion& suggestion : suggestions.continuing(typed, 8, built_analyzer(), analysis))
      all.push_back(suggestion.text);
    return all;
  };
  const std::vector<std::string> best = texts("проект");
  ASSERT_THAT(best, SizeIs(8));
  for (const std::string& text : best) EXPECT_LT(std::stoul(text.substr(text.rfind(' '))), 20U) << text;
  EXPECT_EQ(std::set(best.begin(), best.end()).size(), 8U);
  // The only one that fits is the last of all.
  EXPECT_THAT(texts("проект за каб"), ElementsAre("проект за кабели"));
  EXPECT_THAT(texts("номер 3999"), ElementsAre("проект номер 3999"));
}

TEST(Suggestions, WhatFitsIsFoundBehindThousandsThatHaveOneOfTheWords) {
  // In the order of suggested_phrases(): of equally many pages the shorter ones first.
  std::vector<SuggestedPhrase> phrases;
  for (unsigned i = 0; i < 3000; ++i) phrases.push_back({"кабели " + std::to_string(i), 3});
  for (unsigned i = 0; i < 4000; ++i) phrases.push_back({"морски " + std::to_string(i), 3});
  for (unsigned i = 0; i < 30; ++i) phrases.push_back({"кабели и морски " + std::to_string(i), 3});
  const Suggestions suggestions(phrases, built_analyzer());
  Analysis analysis;
  const auto found = suggestions.continuing("морски кабели", 5, built_analyzer(), analysis);
  ASSERT_THAT(found, SizeIs(5));
  for (const Suggestion& suggestion : found) EXPECT_EQ(suggestion.text.find("кабели и морски"), 0U) << suggestion.text;
}

TEST(Suggestions, WhatGoesOnFromAllThatWasTypedComesFirst) {
  const std::vector<SuggestedPhrase> phrases = {{.text = "да се знае как", .pages = 16},
                                                {.text = "Как да подам жалба?", .pages = 1, .leads = true},
                                                {.text = "Какавида", .pages = 1, .leads = true},
                                                {.text = "Регламентация", .pages = 1, .leads = true},
                                                {.text = "Регламент (ЕС) 2016/679", .pages = 1}};
  const Suggestions suggestions(phrases, built_analyzer());
  Analysis analysis;
  const auto first = [&](std::string_view typed) {
    const auto all = suggestions.continuing(typed, 3, built_analyzer(), analysis);
    return all.empty() ? std::string() : all.front().text;
  };
  EXPECT_EQ(first("как да"), "Как да подам жалба?");
  EXPECT_EQ(first("КАК  ДА,"), "Как да подам жалба?");
  EXPECT_EQ(first("регламент (ес) 20"), "Регламент (ЕС) 2016/679");
  EXPECT_EQ(first("регламент ес 2016 6"), "Регламент (ЕС) 2016/679");
}

TEST(Suggestions, AnAcronymAddsNothingToItsPhrase) {
  const std::vector<SuggestedPhrase> phrases = {{"изкуствен интелект", 9}, {"изкуствен интелект (ИИ)", 7}};
  const Suggestions suggestions(phrases, built_analyzer());
  Analysis analysis;
  EXPECT_THAT(suggestions.continuing("изкуств", 5, built_analyzer(), analysis), SizeIs(1));
  EXPECT_THAT(suggestions.continuing("ии", 5, built_analyzer(), analysis), SizeIs(1));
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
