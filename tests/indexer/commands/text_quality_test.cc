#include "indexer/commands/text_quality.h"

#include <gmock/gmock.h>

#include <sstream>

#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TextQuality quality_of(const ExtractedPage& page) {
  Analysis analysis;
  return assess(page, built_analyzer(), analysis);
}

TEST(TextQuality, ListsGluedWordsAsOftenAsTheyStandThere) {
  ExtractedPage page;
  page.text = "съсстратегията и пак съсстратегията, Канада,която";
  EXPECT_THAT(quality_of(page).glued, ElementsAre("със стратегията", "със стратегията", "Канада, която"));
}

TEST(TextQuality, UsesTheInlineBordersOfThePage) {
  ExtractedPage page;
  page.text = "услугитеса";
  EXPECT_THAT(quality_of(page).glued, IsEmpty());
  page.inline_borders = {static_cast<std::uint32_t>(std::string("услугите").size())};
  EXPECT_THAT(quality_of(page).glued, ElementsAre("услугите са"));
}

TEST(TextQuality, ListsWordsOfMixedScriptAsWritten) {
  ExtractedPage page;
  page.text = "Cъветът на EC и Google, IT-услуги и GDPR";
  EXPECT_THAT(quality_of(page).mixed_script, ElementsAre("Cъветът", "EC"));
}

TEST(TextQuality, ComparesLanguagesByTheirPrimaryTag) {
  ExtractedPage page;
  page.language = "bg";
  page.declared_language = "bg-BG";
  EXPECT_FALSE(quality_of(page).wrong_language);
  page.declared_language = "en";
  EXPECT_TRUE(quality_of(page).wrong_language);
  page.declared_language = "";
  EXPECT_TRUE(quality_of(page).wrong_language);
  page.language = "";  // too short to tell
  EXPECT_FALSE(quality_of(page).wrong_language);
}

TEST(TextQuality, WantsOneDate) {
  ExtractedPage page;
  EXPECT_TRUE(quality_of(page).undated);
  page.modified = DatedFact{.time = UtcTime(std::chrono::seconds(1)), .source = "time"};
  EXPECT_TRUE(quality_of(page).good());
}

class TextQualityOfAnArchive : public IndexFixture {};

TEST_F(TextQualityOfAnArchive, IsARowForEachPageWithSomethingToMend) {
  const std::string date = R"(<meta property="article:published_time" content="2023-05-01">)";
  store("good", html("Добра", "Съюзът подписа споразумение.", date));
  store("glued", html("=1+1", "Съюзът подписа споразумение съсстратегията.", date));
  store("error", html("Грешка", "съсстратегията"), 404);
  store_page("gone", "Отишла", "съсстратегията");
  store_gone("gone");
  std::ostringstream out;
  const auto report = write_text_quality(archive(), built_analyzer(), out);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->pages, 2U);
  EXPECT_EQ(report->to_mend, 1U);
  EXPECT_THAT(out.str(), HasSubstr("\r\nhttps://example.eu/bg/glued,\"'=1+1\",1,със стратегията,,,,,\r\n"));
}

}  // namespace
}  // namespace izvor
