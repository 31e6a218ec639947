#include "searchd/web/html_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "searchd/web/embedded_file.h"
#include "searchd/web/wording.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Results : public ::testing::Test {
 protected:
  std::string page() { return pages_.results({request, answer, parameters, 2026}); }

  SearchRequest request;
  SearchAnswer answer;
  Parameters parameters = {{"q", "данни"}};

 private:
  HtmlPages pages_;
};

TEST_F(Results, NothingFoundSaysWhatToTry) {
  request.text = "данни";
  EXPECT_THAT(page(), HasSubstr("Няма страница, която да отговаря на „данни“"));
  EXPECT_THAT(page(), Not(HasSubstr("Търсете без избраните условия")));
}

TEST_F(Results, NothingFoundUnderConditionsOffersTheSearchWithoutThem) {
  request.text = "данни";
  parameters.emplace_back("type", "news");
  EXPECT_THAT(page(), HasSubstr("<a href=\"/search?q=%D0%B4%D0%B0%D0%BD%D0%BD%D0%B8\">Търсете без избраните условия"));
}

TEST_F(Results, FiltersAreLinksThatKeepTheOtherConditionsAndBeginAtTheFirstPage) {
  parameters = {{"q", "x"}, {"type", "news"}, {"offset", "20"}};
  request.offset = 20;
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x&amp;type=news&amp;sort=newest\""));
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x&amp;type=news\" aria-current=\"true\">Новини"));
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x&amp;type=news&amp;from=2025-01-01&amp;to=2025-12-31\">2025"));
}

TEST_F(Results, AConditionWithoutAListCanBeTakenAway) {
  parameters = {{"q", "x"}, {"site", "example.eu"}};
  EXPECT_THAT(page(), HasSubstr("<a class=\"chip\" href=\"/search?q=x\" title=\"Премахване на това условие\">сайт example.eu"));
}

TEST_F(Results, AYearIsChosenInTheListAndOtherDatesAreConditions) {
  parameters = {{"q", "x"}, {"from", "2025-01-01"}, {"to", "2025-12-31"}};
  EXPECT_THAT(page(), HasSubstr("aria-current=\"true\">2025"));
  EXPECT_THAT(page(), Not(HasSubstr("class=\"chip\"")));
  parameters = {{"q", "x"}, {"from", "2025-02-01"}};
  EXPECT_THAT(page(), HasSubstr("от 1\u00A0февруари\u00A02025\u00A0г."));
  EXPECT_THAT(page(), HasSubstr("<details class=\"between\" open>"));
}

TEST_F(Results, PagingShowsWhereOneIs) {
  answer.total = 95;
  answer.hits.resize(10);
  request.offset = 50;
  EXPECT_THAT(page(), HasSubstr("aria-current=\"page\" aria-label=\"Страница 6\""));
  EXPECT_THAT(page(), HasSubstr("rel=\"prev\""));
  EXPECT_THAT(page(), HasSubstr("offset=90"));
  EXPECT_THAT(page(), Not(HasSubstr("offset=100")));
  EXPECT_THAT(page(), HasSubstr("start=\"51\""));
}

TEST_F(Results, PagingStopsAtTheBound) {
  answer.total = 1'000'000;
  answer.hits.resize(10);
  request.offset = 1000;
  EXPECT_THAT(page(), Not(HasSubstr("rel=\"next\"")));
  EXPECT_THAT(page(), Not(HasSubstr("offset=1010")));
}

TEST_F(Results, AHitWithoutADateShowsNoneOfAnotherPlace) {
  parameters = {{"q", "x"}, {"from", "2024-01-01"}};
  answer.total = 1;
  answer.hits.resize(1);
  answer.hits[0].url = "https://example.eu/a";
  EXPECT_THAT(page(), Not(HasSubstr("<time")));
}

TEST_F(Results, AddressesAreShownReadably) {
  answer.total = 1;
  answer.hits.resize(1);
  answer.hits[0].url = "https://example.eu/bg/%D0%BF%D1%8A%D1%82";
  EXPECT_THAT(page(), HasSubstr("<span class=\"step\">път</span>"));
}

TEST(Wording, CountsAndDatesAreBulgarian) {
  EXPECT_EQ(found_pages(0, true), "Няма намерени страници");
  EXPECT_EQ(found_pages(1, true), "Намерена е 1 страница");
  EXPECT_EQ(found_pages(1234567, false), "Намерени са около 1\u00A0234\u00A0567 страници");
  EXPECT_EQ(bulgarian_date(UtcTime(std::chrono::sys_days(std::chrono::year(2024) / 12 / 1))),
            "1\u00A0декември\u00A02024\u00A0г.");
}

TEST(Templates, HaveNoInlineScriptOrStyle) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.starts_with("templates/")) continue;
    EXPECT_THAT(std::string(file.bytes), Not(HasSubstr("style=\""))) << file.name;
    EXPECT_THAT(std::string(file.bytes), Not(HasSubstr("onclick"))) << file.name;
    EXPECT_THAT(std::string(file.bytes), Not(HasSubstr("<style"))) << file.name;
  }
}

TEST(Templates, OnlyMarkedTextGoesInUnescaped) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.starts_with("templates/")) continue;
    std::string text(file.bytes);
    for (const std::string allowed : {"{{{title}}}", "{{{snippet}}}", "{{{content}}}"})
      while (text.find(allowed) != std::string::npos) text.erase(text.find(allowed), allowed.size());
    EXPECT_THAT(text, Not(HasSubstr("{{{"))) << file.name;
  }
}

}  // namespace
}  // namespace izvor
