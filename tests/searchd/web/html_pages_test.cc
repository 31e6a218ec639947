#include "searchd/web/html_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "searchd/web/embedded_file.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Results : public ::testing::Test {
 protected:
  std::string page() { return pages_.results({request, answer, parameters}); }

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
  request.types = {"news"};
  request.offset = 20;
  answer.facets.types = {{"events", 1234}, {"news", 7}};
  answer.facets.years = {{"2025", 3}, {"2011", 1}};
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x&amp;type=news&amp;sort=newest\""));
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x\" aria-current=\"true\">Новини <span class=\"tally\">7<"));
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x&amp;type=news&amp;type=events\">Събития <span class=\"tally\">1\u00A0234<"));
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x&amp;type=news&amp;from=2011-01-01&amp;to=2011-12-31\">2011"));
  EXPECT_THAT(page(), Not(HasSubstr(">2024<"))) << "only years that occur";
  EXPECT_THAT(page(), Not(HasSubstr("Библиотека"))) << "only kinds that occur";
}

TEST_F(Results, EveryFieldWithCountsIsAListAndLongOnesAreFolded) {
  answer.facets.topics = {{"Данни", 2}};
  answer.facets.languages = {{"en", 2}, {"bg", 1}};
  for (int i = 0; i < 10; ++i) answer.facets.sites.push_back({"s" + std::to_string(i) + ".eu", 1});
  answer.facets.exact = false;
  EXPECT_THAT(page(), HasSubstr("topic=%D0%94%D0%B0%D0%BD%D0%BD%D0%B8\">Данни <span class=\"tally\">≈2<"));
  EXPECT_THAT(page(), HasSubstr("lang=en\">английски"));
  EXPECT_THAT(page(), HasSubstr("<details><summary>Още 2</summary>"));
  EXPECT_THAT(page(), HasSubstr("site=s9.eu"));
}

TEST_F(Results, WhatIsChosenAndFindsNothingCanBeTakenAway) {
  parameters = {{"q", "x"}, {"type", "events"}};
  request.types = {"events"};
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x\" aria-current=\"true\">Събития</a>"));
}

TEST_F(Results, AConditionWithoutAListCanBeTakenAway) {
  parameters = {{"q", "x"}, {"site", "example.eu"}};
  EXPECT_THAT(page(), HasSubstr("<a class=\"chip\" href=\"/search?q=x\" title=\"Премахване на това условие\">сайт example.eu"));
}

TEST_F(Results, AYearIsChosenInTheListAndOtherDatesAreConditions) {
  parameters = {{"q", "x"}, {"from", "2025-01-01"}, {"to", "2025-12-31"}};
  EXPECT_THAT(page(), HasSubstr("href=\"/search?q=x\" aria-current=\"true\">2025"));
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

TEST_F(Results, SpeakAsPeopleDo) {
  request.text = "данни";
  answer.total = 2;
  answer.hits.resize(2);
  answer.hits[0].url = "https://example.eu/a";
  answer.hits[0].type = "library";
  answer.hits[0].duplicates = {"https://example.eu/b"};
  answer.hits[1].duplicates = {"https://example.eu/c", "https://example.eu/d"};
  answer.undoable = true;
  answer.understood = {{"synonym", "ИИ", "изкуствен интелект", true}};
  for (const char* said :
       {"по уместност", "<summary>Период</summary>", "Състояние към", "Включени са и: изкуствен интелект.", "Само точно „данни“",
        "Почти същата страница на още 1 адрес<", "Почти същата страница на още 2 адреса<", "Публикация"})
    EXPECT_THAT(page(), HasSubstr(said));
}

TEST(Pages, StartAndVersionsSpeakAsPeopleDo) {
  const HtmlPages pages;
  const std::string start = pages.start({.ready = true, .problem = {}, .pages = 1234});
  EXPECT_THAT(start, HasSubstr("Брой на страниците в индекса: 1\u00A0234<"));
  EXPECT_THAT(start, HasSubstr("Как да търсите"));
  PageVersion version{.sequence = 2,
                      .page = "0123456789abcdef01234567",
                      .url = "https://example.eu/x",
                      .fetched = {},
                      .kind = VersionKind::kContent,
                      .status = 200,
                      .content_type = "text/html",
                      .payload_digest = "sha256:00",
                      .position = {}};
  EXPECT_THAT(pages.versions({version, version}), HasSubstr("Какво се е променило"));
}

TEST(Pages, AreEnglishThroughoutWhenAskedFor) {
  const HtmlPages pages(Language::kEnglish);
  SearchRequest request;
  request.text = "data";
  const SearchAnswer answer;
  const Parameters parameters = {{"q", "data"}, {"site", "example.eu"}};
  const auto cyrillic = ::testing::ContainsRegex("\xD0|\xD1");
  for (const std::string& page : {pages.results({request, answer, parameters}), pages.embed("https://example.eu"),
                                  pages.problem({.status = 404, .title = "Not found", .detail = "Nothing.", .query = {}})}) {
    EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(page, Not(cyrillic));
  }
  EXPECT_THAT(pages.start({.ready = true, .problem = {}, .pages = 1234}), HasSubstr("Pages in the index: 1,234<"));
}

TEST(Templates, LeaveWhatTheySayToTheSentences) {
  for (const EmbeddedFile& file : embedded_files()) {
    // The start page's examples are queries, and queries are Bulgarian.
    if (!file.name.starts_with("templates/") || file.name == "templates/start.mustache") continue;
    EXPECT_THAT(std::string(file.bytes), Not(::testing::ContainsRegex("\xD0|\xD1"))) << file.name;
  }
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
