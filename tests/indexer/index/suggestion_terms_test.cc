#include "indexer/index/suggestion_terms.h"

#include <gmock/gmock.h>

#include "indexer/index/compact_text.h"
#include "indexer/index/repeated_phrases.h"
#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string term(std::string_view phrase) {
  std::string compact = "S";
  append_compact(compact, phrase);
  return compact;
}

std::vector<std::string> repeated(std::string_view text, std::size_t least = 2, std::size_t most = 5) {
  Analysis analysis;
  built_analyzer().analyze(text, analysis);
  return repeated_phrases(text, analysis, least, most);
}

TEST(RepeatedPhrases, CountInAllTheirForms) {
  EXPECT_THAT(repeated("Изкуственият интелект помага. За изкуствен интелект се говори, изкуствен интелект се прави."),
              ElementsAre("изкуствен интелект"));
}

TEST(RepeatedPhrases, MayHaveASmallWordBetween) {
  EXPECT_THAT(repeated("Има защита на данните тук, и защита на данните там."), Contains("защита на данните"));
}

TEST(RepeatedPhrases, AreNoPiecesOfLongerOnes) {
  EXPECT_THAT(repeated("Актът за изкуствения интелект е тук. Чете се актът за изкуствения интелект."),
              ElementsAre("изкуствения интелект"));
}

TEST(RepeatedPhrases, EndAtPunctuation) { EXPECT_THAT(repeated("Мрежи, кабели. Мрежи, кабели. Мрежи\nкабели."), IsEmpty()); }

TEST(RepeatedPhrases, HaveNoSmallWordAtTheirEnds) {
  EXPECT_THAT(repeated("и на кабели за и на кабели за и на кабели"), IsEmpty());
}

TEST(RepeatedPhrases, StandOftenEnoughAndAreBounded) {
  EXPECT_THAT(repeated("морски кабели и морски кабели", 3), IsEmpty());
  std::string text;
  for (int round = 0; round < 2; ++round) {
    for (const char* noun : {"кабели", "мрежи", "услуги", "пазари", "данни", "умения", "права"})
      text += std::string("цифрови ") + noun + ". ";
  }
  EXPECT_THAT(repeated(text), SizeIs(5));
}

class SuggestionTerms : public IndexFixture {
 protected:
  [[nodiscard]] std::vector<SuggestedPhrase> suggested() const {
    const auto phrases = suggested_phrases(open().database, built_analyzer());
    if (!phrases) throw std::runtime_error(phrases.error().message);
    return *phrases;
  }
};

TEST_F(SuggestionTerms, CountThePagesInAllForms) {
  store_page("1", "Морски кабели", "Текст.");
  store_page("2", "Морските кабели", "Друг текст.");
  store_page("3", "Облачни услуги", "Трети текст.");
  apply();
  EXPECT_THAT(suggested(), ElementsAre(Field(&SuggestedPhrase::pages, 2U), SuggestedPhrase{"Облачни услуги", 1}));
}

TEST_F(SuggestionTerms, GoWithTheirPageAndSurviveARebuild) {
  store_page("1", "Морски кабели", "Текст.");
  store_page("2", "Облачни услуги", "Друг текст.");
  apply();
  store_gone("1");
  apply();
  const std::vector<SuggestedPhrase> left = {{"Облачни услуги", 1}};
  EXPECT_EQ(suggested(), left);
  rebuild_all();
  EXPECT_EQ(suggested(), left);
}

TEST(SuggestionTermsOfAPage, AreTitleAndHeadingsWithSingleSpaces) {
  StoredPage page;
  page.title = " Морски \n кабели ";
  page.headings = {{.level = 2, .text = "Увод", .anchor = ""}, {.level = 2, .text = "Втора\nчаст", .anchor = ""}};
  EXPECT_THAT(suggestion_terms(page, {}), ElementsAre(term("Втора част"), term("Морски кабели"), term("Увод")));
}

TEST(SuggestionTermsOfAPage, AreBounded) {
  StoredPage page;
  page.title = std::string(300, 'a');
  for (int i = 0; i < 100; ++i) {
    page.headings.push_back({.level = 2, .text = "Heading " + std::to_string(i), .anchor = ""});
  }
  const std::vector<std::string> terms = suggestion_terms(page, {});
  EXPECT_THAT(terms, SizeIs(40));
  EXPECT_THAT(terms, Not(Contains("S" + page.title)));
}

}  // namespace
}  // namespace izvor
