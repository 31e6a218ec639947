#include "indexer/index/suggestion_terms.h"

#include <gmock/gmock.h>

#include "indexer/index/compact_text.h"
#include "indexer/index/page_mentions.h"
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

std::string term(char kind, std::string_view phrase) {
  std::string compact = std::string("S") + kind;
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

TEST(RepeatedPhrases, AreNoLabelsOfAForm) {
  const std::string blank =
      "Моля попълнете данните на заявителя: лична карта и адрес. Подпис и данните на заявителя ____ и печат на органа.\n";
  EXPECT_THAT(repeated(blank + blank + "Данните на заявителя\nДанните на заявителя\nДанните на заявителя"),
              Not(Contains("данните на заявителя")));
  EXPECT_THAT(repeated("Тук пишем какви са данните на заявителя днес. После пак данните на заявителя се четат от всички."),
              ElementsAre("данните на заявителя"));
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
  EXPECT_THAT(suggested(), ElementsAre(Field(&SuggestedPhrase::pages, 2U), Field(&SuggestedPhrase::text, "Облачни услуги")));
}

TEST_F(SuggestionTerms, GoWithTheirPageAndSurviveARebuild) {
  store_page("1", "Морски кабели", "Текст.");
  store_page("2", "Облачни услуги", "Друг текст.");
  apply();
  store_gone("1");
  apply();
  const std::vector<SuggestedPhrase> left = {{.text = "Облачни услуги", .pages = 1, .leads = true}};
  EXPECT_EQ(suggested(), left);
  rebuild_all();
  EXPECT_EQ(suggested(), left);
}

TEST_F(SuggestionTerms, HeadingsOfEveryPageAreItsDesign) {
  for (const char* name : {"Ада", "Бора", "Вера", "Гана", "Дора", "Ема", "Жана", "Зора", "Ина", "Кера", "Лора", "Мира"})
    store_page(name, std::string("Разговор с ") + name,
               std::string("Първо тя говори за мрежите.</p><h2>Полезни връзки</h2><p>После говори за ") + name + ".");
  apply();
  const std::vector<SuggestedPhrase> all = suggested();
  EXPECT_THAT(all, SizeIs(12));
  EXPECT_THAT(all, Not(Contains(Field(&SuggestedPhrase::text, "Полезни връзки"))));
}

TEST_F(SuggestionTerms, AcronymsThatPagesIntroduceAreSaidWithTheirMeaning) {
  store_page("1", "Закони", "Общият регламент за защита на данните (ОРЗД) важи. ОРЗД е закон. Виж ОРЗД и 2016/679.");
  apply();
  EXPECT_THAT(suggested(), Contains(Field(&SuggestedPhrase::text, "Общ регламент за защита на данните (ОРЗД)")));
  EXPECT_THAT(suggested(), Contains(Field(&SuggestedPhrase::text, "ОРЗД")));
}

TEST(PageMentions, AreAcronymsAndReferencesWithTheirAct) {
  const auto mentions = [](std::string_view text) {
    Analysis analysis;
    built_analyzer().analyze(text, analysis);
    return page_mentions(text, analysis, 2, 5);
  };
  EXPECT_THAT(mentions("Според GDPR и eIDAS. Пак GDPR. Само DSA."), ElementsAre("GDPR"));
  EXPECT_THAT(mentions("Регламентът е нов. Член на Регламента (ЕС) 2016/679, а Регламент (ЕС) 2016/679 важи."),
              Contains("Регламент (ЕС) 2016/679"));
  EXPECT_THAT(mentions("ЗАЯВЛЕНИЕ ЗА ДОСТЪП ДО ПАЗАРА. ЗАЯВЛЕНИЕ ЗА ДОСТЪП ДО ПАЗАРА."), IsEmpty());
}

TEST(SuggestionTermsOfAPage, AreTitleAndHeadingsWithSingleSpaces) {
  StoredPage page;
  page.title = " Морски \n кабели ";
  page.headings = {{.level = 2, .text = "Увод", .anchor = ""},
                   {.level = 2, .text = "Дата на издаване:", .anchor = ""},
                   {.level = 2, .text = "Втора\nчаст", .anchor = ""}};
  EXPECT_THAT(suggestion_terms(page, {}), ElementsAre(term('h', "Втора част"), term('t', "Морски кабели")));
}

TEST(SuggestionTermsOfAPage, AreNoHeadingsOfAForm) {
  StoredPage page;
  page.title = "Заявление";
  page.text = "Дата на раждане\n____\nЛични данни\n____\nИме\n____\nКак се подава?\nТук.\n";
  page.headings = {{.level = 2, .text = "Дата на раждане", .anchor = ""}, {.level = 2, .text = "Как се подава?", .anchor = ""}};
  Analysis text;
  built_analyzer().analyze(page.text, text);
  EXPECT_THAT(suggestion_terms(page, text), ElementsAre(term('h', "Как се подава?"), term('t', "Заявление")));
}

TEST(SuggestionTermsOfAPage, AreBounded) {
  StoredPage page;
  page.title = std::string(300, 'a');
  for (int i = 0; i < 100; ++i) {
    page.headings.push_back({.level = 2, .text = "Heading " + std::to_string(i), .anchor = ""});
  }
  const std::vector<std::string> terms = suggestion_terms(page, {});
  EXPECT_THAT(terms, SizeIs(40));
  EXPECT_THAT(terms, Not(Contains("St" + page.title)));
}

TEST(SuggestionTermsOfAPage, OfALongTitleHaveItsBeginning) {
  StoredPage page;
  for (int i = 0; i < 40; ++i) page.title += "регламент ";
  const std::vector<std::string> terms = suggestion_terms(page, {});
  ASSERT_THAT(terms, SizeIs(1));
  EXPECT_TRUE(terms.front().ends_with("…"));
}

}  // namespace
}  // namespace izvor
