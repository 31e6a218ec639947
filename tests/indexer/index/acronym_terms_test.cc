#include "indexer/index/acronym_terms.h"

#include <gmock/gmock.h>

#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AcronymTerms : public IndexFixture {
 protected:
  [[nodiscard]] std::vector<IntroducedAcronym> introduced() const {
    const auto pairs = introduced_acronyms(open().database, built_analyzer());
    if (!pairs) throw std::runtime_error(pairs.error().message);
    return *pairs;
  }
};

TEST_F(AcronymTerms, CountThePagesThatIntroduceAPair) {
  store_page("1", "Първа", "Новият изкуствен интелект (ИИ) и малки предприятия (МП), изкуствен интелект (ИИ).");
  store_page("2", "Втора", "Това е изкуствен интелект (ИИ) за всички.");
  apply();
  EXPECT_THAT(introduced(),
              ElementsAre(IntroducedAcronym{"ИИ", "изкуствен интелект", 2}, IntroducedAcronym{"МП", "малки предприятия", 1}));
}

TEST_F(AcronymTerms, AreOnePairInAllFormsOfItsWords) {
  store_page("1", "Първа", "Изкуственият интелект (ИИ) е тук.");
  store_page("2", "Втора", "Това е изкуствен интелект (ИИ) за всички.");
  store_page("3", "Трета", "Тук е изкуствен интелект (ИИ), както и испанска инициатива (ИИ).");
  apply();
  EXPECT_THAT(introduced(),
              ElementsAre(IntroducedAcronym{"ИИ", "изкуствен интелект", 3}, IntroducedAcronym{"ИИ", "испанска инициатива", 1}));
}

TEST_F(AcronymTerms, GoWithTheirPageAndSurviveARebuild) {
  store_page("1", "Първа", "Изкуствен интелект (ИИ).");
  store_page("2", "Втора", "Малки и средни предприятия (МСП).");
  apply();
  store_gone("1");
  apply();
  const std::vector<IntroducedAcronym> left = {{"МСП", "Малки и средни предприятия", 1}};
  EXPECT_EQ(introduced(), left);
  rebuild_all();
  EXPECT_EQ(introduced(), left);
}

TEST(AcronymTermsOfAText, AreBounded) {
  EXPECT_THAT(acronym_terms(std::string(300, 'a') + " " + std::string(300, 'b') + " (AB)"), IsEmpty());
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "alpha " + std::string(1 + static_cast<std::size_t>(i) % 90, 'b') + " (AB) ";
  EXPECT_LE(acronym_terms(text).size(), 200U);
  EXPECT_THAT(acronym_terms(text).front(), ::testing::StartsWith("AAB\talpha b"));
}

}  // namespace
}  // namespace izvor
