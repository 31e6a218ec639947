// What ranks a page beside the match, and the arithmetic that is told of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "tests/searchd/search/searching.h"

namespace izvor::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Lt;
using ::testing::Not;

// When the pages of PageIndex were fetched.
constexpr UtcTime kToday{std::chrono::seconds(1'700'000'000)};

ExtractedPage page(const std::string& title, const std::string& text) {
  ExtractedPage made;
  made.title = title;
  made.text = text;
  made.language = "bg";
  return made;
}

ExtractedPage dated(const std::string& type, UtcTime published) {
  ExtractedPage made = page("Съобщение", "Подводните кабели са положени.");
  made.type = type;
  made.published = DatedFact{published, "meta"};
  return made;
}

double part(const SearchHit& hit, const std::string& name) {
  for (const ScorePart& one : hit.explanation)
    if (one.name == name) return one.value;
  return 0;
}

class RankingTest : public SearcherTest {
 protected:
  SearchAnswer explained(const std::string& query) {
    SearchRequest request;
    request.text = query;
    request.fold = false;
    request.explain = true;
    return ask(searcher(), request);
  }
};

TEST_F(RankingTest, ATitleThatAsksTheSameGains) {
  index_.add("a.eu/asks", "Как да изтриете папка", "Влезте в пощата и махнете ненужното.");
  index_.add("a.eu/says", "Изтриване на папка", "Влезте в пощата и махнете ненужното.");
  const SearchAnswer asked = explained("как да изтрия папка");
  ASSERT_EQ(asked.hits.size(), 2U);
  EXPECT_TRUE(asked.hits.front().url.ends_with("/asks"));
  EXPECT_THAT(part(asked.hits.front(), "title asks the same"), Gt(0));
  EXPECT_EQ(part(asked.hits.back(), "title asks the same"), 0);
  for (const SearchHit& hit : explained("да изтрия папка").hits) EXPECT_EQ(part(hit, "title asks the same"), 0) << "no question";
}

TEST_F(RankingTest, OfTwoNewsTheRecentOneIsFirst) {
  index_.add("a.eu/old", dated("news", kToday - std::chrono::days(2000)));
  index_.add("a.eu/new", dated("news", kToday - std::chrono::days(2)));
  EXPECT_THAT(found("подводни кабели"), ElementsAre("new", "old"));
}

TEST_F(RankingTest, WhatIsNoNewsDoesNotAge) {
  index_.add("a.eu/old", dated("policies", kToday - std::chrono::days(2000)));
  index_.add("a.eu/new", dated("policies", kToday - std::chrono::days(2)));
  const auto answer = explained("подводни кабели");
  ASSERT_EQ(answer.hits.size(), 2U);
  EXPECT_DOUBLE_EQ(answer.hits[0].score, answer.hits[1].score);
}

TEST_F(RankingTest, RecencyIsGentleBesideTheWords) {
  index_.add("a.eu/about", dated("news", kToday - std::chrono::days(4000)));
  ExtractedPage aside = dated("news", kToday);
  aside.text = "Корабът мина край острова. Екипажът се върна невредим, а кабели нямаше.";
  index_.add("a.eu/aside", aside);
  EXPECT_EQ(found("подводни кабели").front(), "about");
}

TEST_F(RankingTest, NewsDatedAheadGainNoMoreThanNewsOfToday) {
  index_.add("a.eu/today", dated("news", kToday));
  index_.add("a.eu/ahead", dated("news", kToday + std::chrono::days(9000)));
  const auto answer = explained("подводни кабели");
  ASSERT_EQ(answer.hits.size(), 2U);
  EXPECT_DOUBLE_EQ(part(answer.hits[0], "recent news"), part(answer.hits[1], "recent news"));
}

TEST_F(RankingTest, AListingIsBelowThePageItLeadsTo) {
  ExtractedPage listing = page("Новини", "Подводните кабели са положени.");
  listing.listing = true;
  index_.add("a.eu/listing", listing);
  index_.add("a.eu/page", page("Новини", "Подводните кабели са положени."));
  EXPECT_THAT(found("подводни кабели"), ElementsAre("page", "listing"));
  EXPECT_THAT(part(explained("подводни кабели").hits.at(1), "listing of other pages"), Lt(0));
}

TEST_F(RankingTest, DerivedWordsThatStandTogetherAreNear) {
  const std::string between = " Следват много други думи за риболова, за времето и за пристанището на града. ";
  index_.add("a.eu/apart", page("Първа", "Активираме днес." + between + "Лицензът е стар." + between));
  index_.add("a.eu/together", page("Втора", "Активираме лицензи днес." + between + between));
  EXPECT_EQ(found("активиране лиценз").front(), "together");
  EXPECT_THAT(part(explained("активиране лиценз").hits.front(), "words near one another"), Gt(0));
}

/// A page that begins with a word and says it again and again, and one that has another word once, below much else.
struct RelatedWords {
  const char* query;
  const char* related;  ///< Title and beginning of the first.
  const char* itself;   ///< The end of the second.
};

class ARelatedWord : public RankingTest, public ::testing::WithParamInterface<RelatedWords> {};

TEST_P(ARelatedWord, InTheTitleNeverOutweighsTheWordItself) {
  const auto& [query, related, itself] = GetParam();
  const std::string title = related;
  const std::string other = "Гостите говориха за музиката на региона и за виното, което се прави там от векове насам. ";
  ExtractedPage about = page(title, title + ". " + title + " се среща тук. " + title + ".");
  about.headings = {{.level = 2, .text = title, .anchor = {}, .offset = 0}};
  index_.add("a.eu/related", about);
  std::string far = "Ден на Европа. ";
  for (int i = 0; i < 40; ++i) far += other;
  index_.add("a.eu/itself", page("Ден на Европа", far + itself));
  for (int i = 0; i < 30; ++i) index_.add("a.eu/other" + std::to_string(i), page("Вино", other));
  EXPECT_EQ(found(query).front(), "itself") << query;
}

INSTANTIATE_TEST_SUITE_P(
    Ranking, ARelatedWord,
    ::testing::Values(RelatedWords{"програмистките", "Програмиране", "Програмистка участва в хакатон."},
                      RelatedWords{"сътрудничество", "Сътрудник", "Има и сътрудничество."},
                      RelatedWords{"европейците", "Европейски", "Дошли са и европейци."},
                      RelatedWords{"полицаите", "Полиция", "Дошъл е и полицай."}),
    [](const auto& tested) { return "pair" + std::to_string(tested.index); });

TEST_F(RankingTest, AWholeTitleIsFoundHoweverManyPagesSayItMore) {
  // More pages than are refined, all of a better match: their titles and texts say the words, too, and are short.
  for (int i = 0; i < 260; ++i) {
    const std::string cited = "Акт за данните, номер " + std::to_string(i);
    index_.add("a.eu/cites" + std::to_string(i), page(cited, cited + ": акт за данните, акт за данните."));
  }
  std::string text;
  for (int i = 0; i < 60; ++i) text += "Съюзът приема правила за споделяне, за достъп и за обмен на информация. ";
  index_.add("a.eu/act", page("Акт за данните", text));
  for (const char* query : {"акт за данните", "актове за данни"}) EXPECT_EQ(found(query).front(), "act") << query;
}

TEST_F(RankingTest, ATitleThatSaysAWordTwiceIsStillTheQuery) {
  index_.add("a.eu/other", page("Данни", "Регламент за данните и регламент за услугите, регламент за данните."));
  index_.add("a.eu/both", page("Регламент за данните и регламент за услугите", "Съюзът приема правила."));
  EXPECT_THAT(part(explained("регламент за данните и регламент за услугите").hits.front(), "title is the query"), Gt(0));
  EXPECT_EQ(found("регламент за данните и регламент за услугите").front(), "both");
}

TEST_F(RankingTest, ATitledPageStandsForItsNearDuplicates) {
  for (const char* path : {"a.eu/one", "a.eu/two"})
    index_.add(path, page("Акт за данните", "Акт за данните: съюзът приема правила за споделяне."));
  SearchRequest request;
  request.text = "акт за данните";
  const auto answer = ask(searcher(), request);
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_EQ(answer.hits.front().duplicates.size(), 1U);
}

TEST_F(RankingTest, TheOrderDoesNotDependOnHowManyPagesAreWanted) {
  for (int i = 0; i < 60; ++i) {
    std::string text = i % 3 == 0 ? "Подводните кабели са важни. " : "Кабелите са много. ";
    for (int j = 0; j < i % 17; ++j) text += "Корабите и лодките плават, а кабели няма. ";
    index_.add("a.eu/" + std::to_string(i), page("Страница", text + (i % 5 == 0 ? "Подводни съкровища." : "")));
  }
  SearchRequest request;
  request.text = "подводни кабели";
  request.fold = false;
  request.limit = 100;
  const std::vector<std::string> all = paths(ask(searcher(), request));
  ASSERT_EQ(all.size(), 60U);
  for (request.limit = 1; request.limit <= 10; request.limit += 3) {
    const std::vector<std::string> some = paths(ask(searcher(), request));
    EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin())) << request.limit;
  }
}

TEST_F(RankingTest, AnExplanationAddsUpToTheScore) {
  index_.add("a.eu/one",
             page("Подводни кабели", "Подводните кабели и кораби са положени в Сингапур за цифровото партньорство."));
  index_.add("a.eu/two", dated("news", kToday - std::chrono::days(100)));
  index_.add("a.eu/three", page("Друга", "Кабел е положен на дъното на морето, а лодките са подводни."));
  for (const char* query : {"подводни кабели", "подводни кабели и кораби", "„подводни кабели“ сингапур",
                            "заглавие:кабели партньорство", "podvodni kabeli"}) {
    const auto answer = explained(query);
    ASSERT_FALSE(answer.hits.empty()) << query;
    for (const SearchHit& hit : answer.hits) {
      const double sum = std::accumulate(hit.explanation.begin(), hit.explanation.end(), 0.0,
                                         [](double before, const ScorePart& one) { return before + one.value; });
      EXPECT_NEAR(sum, hit.score, 1e-6) << query << ": " << hit.url;
    }
  }
}

TEST_F(RankingTest, AnExplanationNamesWordFieldAndGrade) {
  index_.add("a.eu/one", page("Кабели", "Подводният кабел е положен."));
  index_.add("a.eu/two", page("Друга", "Кабелът е положен."));
  const auto answer = explained("кабели");
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_THAT(answer.hits.front().explanation, Contains(Field(&ScorePart::name, HasSubstr("кабели: title"))));
  EXPECT_THAT(answer.hits.front().explanation, Contains(Field(&ScorePart::name, HasSubstr("кабели: text"))));
}

TEST_F(RankingTest, NothingIsExplainedUnasked) {
  index_.add("a.eu/one", page("Кабели", "Подводният кабел е положен."));
  EXPECT_THAT(ask(searcher(), "кабели").hits.at(0).explanation, IsEmpty());
  EXPECT_THAT(explained("кабели").hits.at(0).explanation, Not(IsEmpty()));
}

TEST_F(SearcherTest, FindsAPageByWhatOthersCallIt) {
  index_.add("a.eu/rules", page("Регламент за данните", "Съюзът подписа споразумение."));
  ExtractedPage linking = page("Новини", "Днес излезе статия за всичко.");
  linking.links = {{.url = "https://a.eu/rules", .text = "подводни кабели"}};
  index_.add("a.eu/news", linking);
  const SearchAnswer answer = ask(searcher(), "подводен");
  EXPECT_THAT(paths(answer), ElementsAre("rules"));
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_THAT(answer.hits.front().why, HasSubstr("в препратки от други страници"));
}

}  // namespace
}  // namespace izvor::testing
