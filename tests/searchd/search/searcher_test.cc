#include "searchd/search/searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "izvor/url.h"
#include "tests/searchd/search/searching.h"

namespace izvor::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(SearcherTest, TheCloserGradeRanksHigher) {
  index_.add("a.eu/root", "Първа", "Тук се говори за европейци и за други неща.");
  index_.add("a.eu/lemma", "Втора", "Тук се говори за европейския и за други неща.");
  index_.add("a.eu/exact", "Трета", "Тук се говори за европейски и за други неща.");
  index_.add("a.eu/none", "Четвърта", "Тук се говори за мостове и за други неща.");
  const auto order = found("европейски");
  ASSERT_GE(order.size(), 2U);
  EXPECT_EQ(order[0], "exact");
  EXPECT_EQ(order[1], "lemma");
}

TEST_F(SearcherTest, AllWordsRankBeforeSome) {
  index_.add("a.eu/one", "Първа", "Кабели, кабели, кабели и пак кабели; за кабелите се пише много.");
  index_.add("a.eu/both", "Втора",
             "По дъното на морето лежат подводни съоръжения. Описани са в доклад, който е дълъг и подробен. Накрая: кабели.");
  index_.add("a.eu/other", "Трета", "Подводни лодки, подводни скали, подводни градини.");
  EXPECT_EQ(found("подводни кабели").front(), "both");
}

TEST_F(SearcherTest, APhraseFindsItsWordsTogetherInAnyForm) {
  index_.add("a.eu/together", "Първа", "Положени са подводните кабели до острова.");
  index_.add("a.eu/apart", "Втора", "Кабели за лодки; подводни лодки.");
  EXPECT_THAT(found("„подводен кабел“"), ElementsAre("together"));
  const auto answer = ask(searcher(), "«подводни кабели»");
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_THAT(highlighted(answer.hits[0].snippets.at(0).text), ElementsAre("подводните кабели"));
  EXPECT_THAT(answer.hits[0].why, IsEmpty());
}

TEST_F(SearcherTest, APhraseThatIsNowhereIsSearchedAsWordsAndSaidSo) {
  index_.add("a.eu/apart", "Втора", "Кабели за лодки; подводни лодки.");
  const auto answer = ask(searcher(), "\"подводни кабели\"");
  EXPECT_THAT(paths(answer), ElementsAre("apart"));
  ASSERT_EQ(answer.understood.size(), 1U);
  EXPECT_EQ(answer.understood[0].kind, "phrase as words");
}

TEST_F(SearcherTest, AQuotedWordThatIsNowhereDoesNotHideTheOthers) {
  index_.add("a.eu/page", "Втора", "Списъкът се превърта извън екрана.");
  const auto answer = ask(searcher(), "Списъкът \"Автодовършване\" се превърта");
  EXPECT_THAT(paths(answer), ElementsAre("page"));
  ASSERT_FALSE(answer.understood.empty());
  EXPECT_EQ(answer.understood.back().kind, "phrase as words");
}

TEST_F(SearcherTest, SignsBehindAPhraseAreNoOtherKeyboard) {
  index_.add("a.eu/page", "Втора", "Подводни кабели, а и б.");
  const auto answer = ask(searcher(), "Има ли \"подводни кабели\"?");
  EXPECT_THAT(paths(answer), ElementsAre("page"));
  for (const Understood& reading : answer.understood) EXPECT_NE(reading.kind, "keyboard layout") << reading.from;
}

TEST_F(SearcherTest, ExclusionsTakeAwayEveryForm) {
  index_.add("a.eu/with", "Първа", "Партньорство със Сингапур.");
  index_.add("a.eu/without", "Втора", "Партньорство с Корея.");
  EXPECT_THAT(found("партньорство -сингапур"), ElementsAre("without"));
  EXPECT_THAT(found("партньорства -„с Корея“"), ElementsAre("with"));
}

TEST_F(SearcherTest, OnlyExclusionsGetAClearAnswer) {
  index_.add("a.eu/with", "Първа", "Партньорство със Сингапур.");
  const auto answer = ask(searcher(), "-сингапур");
  EXPECT_THAT(answer.hits, IsEmpty());
  ASSERT_EQ(answer.understood.size(), 1U);
  EXPECT_EQ(answer.understood[0].kind, "only exclusions");
}

TEST_F(SearcherTest, FieldsNarrow) {
  index_.add("a.eu/title", "Годишен доклад", "Текст за мрежите.");
  index_.add("b.a.eu/text", "Мрежи", "Годишният доклад за мрежите е готов.");
  index_.add("c.eu/text", "Мрежи", "Докладът за мрежите е готов.");
  EXPECT_THAT(found("заглавие:доклади"), ElementsAre("title"));
  EXPECT_THAT(found("мрежи -title:мрежа"), ElementsAre("title"));
  EXPECT_THAT(found("доклад сайт:a.eu"), ::testing::UnorderedElementsAre("title", "text"));
  EXPECT_THAT(found("доклад сайт:c.eu"), ElementsAre("text"));
  EXPECT_THAT(found("доклад -сайт:a.eu"), ElementsAre("text"));
  EXPECT_THAT(found("сайт:c.eu"), ElementsAre("text"));
  EXPECT_THAT(found("доклад сайт:eu.a"), IsEmpty());
}

TEST_F(SearcherTest, ATitleThatIsTheQueryComesFirst) {
  index_.add("a.eu/long", "Цифрова свързаност и цифрови услуги за всички",
             "Цифрови услуги, цифрови услуги, още цифрови услуги.");
  index_.add("a.eu/exact", "Цифрови услуги", "Страница за друго, доста по-дълга от другите и без много повторения на думите.");
  index_.add("a.eu/text", "Новини", "Цифрови услуги има тук и там.");
  EXPECT_EQ(found("цифрови услуги").front(), "exact");
}

TEST_F(SearcherTest, WordsTogetherRankBeforeWordsApart) {
  index_.add("a.eu/apart", "Първа", "Изкуствен лед за пързалката, а за учените интелект и други качества на ума.");
  index_.add("a.eu/near", "Втора", "Ледът за пързалката и за учените изкуствен интелект, други качества на ума.");
  EXPECT_EQ(found("изкуствен интелект").front(), "near");
}

TEST_F(SearcherTest, StopWordsAloneStillAnswer) {
  index_.add("a.eu/one", "Първа", "На морето и на реката.");
  EXPECT_THAT(found("на"), ElementsAre("one"));
  EXPECT_THAT(found("и на"), ElementsAre("one"));
}

TEST_F(SearcherTest, AStopWordFindsNothingBesideAnotherWord) {
  index_.add("a.eu/sea", "Първа", "На морето.");
  index_.add("a.eu/river", "Втора", "На реката.");
  EXPECT_THAT(found("на морето"), ElementsAre("sea"));
}

TEST_F(SearcherTest, FiltersHold) {
  ExtractedPage page;
  page.text = "Стратегия за данните.";
  page.language = "bg";
  page.type = "news";
  page.topics = {"Данни", "Облак"};
  page.published = DatedFact{*parse_rfc3339("2024-03-26"), "meta"};
  index_.add("a.eu/news", page);
  page.type = "policies";
  page.topics = {"Данни"};
  page.published = DatedFact{*parse_rfc3339("2023-01-01"), "meta"};
  page.modified = DatedFact{*parse_rfc3339("2024-06-01"), "meta"};
  index_.add("b.eu/policy", page);
  page.language = "en";
  page.published.reset();
  page.modified.reset();
  index_.add("b.eu/undated", page);

  const auto with = [&](auto change) {
    SearchRequest request;
    request.text = "стратегии";
    request.fold = false;
    change(request);
    return paths(ask(searcher(), request));
  };
  EXPECT_THAT(with([](auto& r) { r.types = {"news"}; }), ElementsAre("news"));
  EXPECT_THAT(with([](auto& r) { r.topics = {"Облак", "Няма такава"}; }), ElementsAre("news"));
  EXPECT_THAT(with([](auto& r) { r.languages = {"en"}; }), ElementsAre("undated"));
  EXPECT_THAT(with([](auto& r) { r.sites = {"a.eu"}; }), ElementsAre("news"));
  EXPECT_THAT(with([](auto& r) { r.sites = {"nowhere.eu"}; }), IsEmpty());
  EXPECT_THAT(with([](auto& r) { r.from = *parse_rfc3339("2024-03-26"); }), ElementsAre("news"));
  EXPECT_THAT(with([](auto& r) { r.to = *parse_rfc3339("2024-03-26"); }), ElementsAre("policy"));
  EXPECT_THAT(with([](auto& r) {
                r.changed_from = *parse_rfc3339("2024-05-01");
                r.changed_to = *parse_rfc3339("2024-07-01");
              }),
              ElementsAre("policy"));
  // Those that do not say when they were changed were fetched on 14 November 2023.
  EXPECT_THAT(with([](auto& r) { r.changed_to = *parse_rfc3339("2023-12-01"); }),
              ::testing::UnorderedElementsAre("news", "undated"));
  // Filters of different kinds of which one is enough.
  const auto asked = [&](const std::string& filters) { return with([&](auto& r) { r.text = filters; }); };
  using ::testing::UnorderedElementsAre;
  EXPECT_THAT(asked("стратегии вид:новини ИЛИ език:en"), UnorderedElementsAre("news", "undated"));
  EXPECT_THAT(asked("вид:новини ИЛИ език:en"), UnorderedElementsAre("news", "undated"));
  EXPECT_THAT(asked("(тема:облак ИЛИ сайт:b.eu) стратегии език:bg"), UnorderedElementsAre("news", "policy"));
  EXPECT_THAT(asked("стратегии до:2023 ИЛИ език:en"), UnorderedElementsAre("policy", "undated"));
  EXPECT_THAT(asked("стратегии сайт:nowhere.eu ИЛИ вид:новини"), ElementsAre("news"));
  EXPECT_THAT(asked("стратегии сайт:nowhere.eu ИЛИ тема:няма"), IsEmpty());
  // The news are dated after the day on which the index was fed last, so they are not the newest.
  EXPECT_THAT(with([](auto& r) { r.sort = SortOrder::kNewest; }), ElementsAre("policy", "news", "undated"));
  EXPECT_THAT(with([](auto& r) { r.sort = SortOrder::kOldest; }), ElementsAre("policy", "news", "undated"));
}

TEST_F(SearcherTest, PagesOfResultsDoNotOverlap) {
  for (int i = 0; i < 7; ++i) index_.add("a.eu/" + std::to_string(i), "Заглавие", "Стратегия за данните.");
  std::vector<std::string> all;
  SearchRequest request;
  request.text = "стратегия";
  request.fold = false;
  request.limit = 3;
  for (request.offset = 0; request.offset < 9; request.offset += 3) {
    const auto answer = ask(searcher(), request);
    EXPECT_EQ(answer.total, 7U);
    EXPECT_TRUE(answer.total_exact);
    for (const auto& path : paths(answer)) all.push_back(path);
  }
  EXPECT_THAT(all, ::testing::UnorderedElementsAre("0", "1", "2", "3", "4", "5", "6"));
}

TEST_F(SearcherTest, AHitTellsWhatTheIndexKnows) {
  ExtractedPage page;
  page.title = "Услугите в морето";
  page.text = "Услугата е важна.";
  page.language = "bg";
  page.type = "policies";
  page.topics = {"Данни"};
  page.published = DatedFact{*parse_rfc3339("2024-03-26"), "meta"};
  index_.add("a.eu/x", page);
  const auto answer = ask(searcher(), "услуги");
  EXPECT_EQ(answer.index_sequence, 1U);
  const SearchHit& hit = answer.hits.at(0);
  EXPECT_TRUE(is_page_id(hit.id));
  EXPECT_EQ(hit.url, "https://a.eu/x");
  EXPECT_EQ(hit.language, "bg");
  EXPECT_EQ(hit.type, "policies");
  EXPECT_THAT(hit.topics, ElementsAre("Данни"));
  EXPECT_EQ(hit.published, *parse_rfc3339("2024-03-26"));
  EXPECT_GT(hit.score, 0);
  EXPECT_THAT(highlighted(hit.title), ElementsAre("Услугите"));
  EXPECT_THAT(hit.why, IsEmpty());
}

TEST_F(SearcherTest, LinksLeadToTheNearestHeadingWithAnAnchor) {
  ExtractedPage page;
  page.title = "Мрежи";
  page.text = "Увод\nТук няма нищо.\nКабели\nТук са кабелите.\nОще\nТук са мостовете.\n";
  page.language = "bg";
  for (const auto& [text, anchor] : {std::pair("Кабели", "cables"), std::pair("Още", "")})
    page.headings.push_back(
        {.level = 2, .text = text, .anchor = anchor, .offset = static_cast<std::uint32_t>(page.text.find(text))});
  index_.add("a.eu/x", page);
  const auto link = [&](const std::string& query) { return ask(searcher(), query).hits.at(0).snippets.at(0).link; };
  EXPECT_THAT(link("кабелите"), ::testing::StartsWith("https://a.eu/x#cables:~:text=%D0%"));
  EXPECT_THAT(link("мостове"), ::testing::StartsWith("https://a.eu/x#cables:~:text="));
  EXPECT_THAT(link("нищо"), ::testing::StartsWith("https://a.eu/x#:~:text="));
}

TEST_F(SearcherTest, AcronymsAndTheirLongFormsAreHighlightedWhole) {
  index_.add("a.eu/long", "Първа", "Изкуственият интелект (ИИ) променя работата. После изкуствен мрамор и друг интелект.");
  index_.add("a.eu/short", "Втора", "За ИИ се говори много.");
  const auto answer = ask(searcher(), "ИИ");
  ASSERT_EQ(answer.hits.size(), 2U);
  for (const SearchHit& hit : answer.hits) {
    if (hit.url.ends_with("long")) {
      EXPECT_THAT(highlighted(hit.snippets.at(0).text), ElementsAre("Изкуственият интелект", "ИИ"));
    } else {
      EXPECT_THAT(highlighted(hit.snippets.at(0).text), ElementsAre("ИИ"));
    }
  }
}

class GroupsTest : public SearcherTest {
 protected:
  GroupsTest() {
    index_.add("a.eu/sea", "Първа", "Морски кабели до острова.");
    index_.add("a.eu/deep", "Втора", "Подводни кабели до сушата.");
    index_.add("a.eu/land", "Трета", "Сухопътни кабели до града.");
    index_.add("a.eu/both", "Четвърта", "Морски и подводни лодки.");
  }
};

TEST_F(GroupsTest, OfAGroupOneAlternativeIsNeeded) {
  using ::testing::UnorderedElementsAre;
  EXPECT_THAT(found("(морски ИЛИ подводни) кабели"), UnorderedElementsAre("sea", "deep", "both"));
  EXPECT_THAT(found("(морски ИЛИ „сухопътни кабели“) до"), UnorderedElementsAre("sea", "land", "both"));
  EXPECT_THAT(found("„морски кабели“ ИЛИ сухопътни"), UnorderedElementsAre("sea", "land"));
  EXPECT_THAT(found("сухопътни ИЛИ „морски кабели“"), UnorderedElementsAre("sea", "land"));
}

TEST_F(GroupsTest, OfAnAlternativeEveryWordIsNeeded) {
  using ::testing::UnorderedElementsAre;
  EXPECT_THAT(found("(морски кабел OR сухопътни)"), UnorderedElementsAre("sea", "land"));
  EXPECT_THAT(found("(кабели -морски -сухопътни)"), UnorderedElementsAre("deep"));
  EXPECT_THAT(found("((морски ИЛИ подводни) „лодки“ ИЛИ града)"), UnorderedElementsAre("both", "land"));
}

TEST_F(GroupsTest, AGroupCanBeLeftOutOrAskedOfTheTitle) {
  using ::testing::UnorderedElementsAre;
  EXPECT_THAT(found("кабели -(морски ИЛИ подводни)"), UnorderedElementsAre("land"));
  EXPECT_THAT(found("морски -(подводни лодки)"), UnorderedElementsAre("sea"));
  EXPECT_THAT(found("морски НЕ (подводни кабели)"), UnorderedElementsAre("sea", "both"));
  EXPECT_THAT(found("заглавие:(първа ИЛИ трета) кабели"), UnorderedElementsAre("sea", "land"));
  EXPECT_THAT(found("вид:(новини ИЛИ събития) подводни"), UnorderedElementsAre("deep", "both"));
}

TEST_F(GroupsTest, WordsBeyondTheBoundAreDroppedAndSaid) {
  std::string query = "(";
  for (int i = 0; i < 60; ++i) query += "морски" + std::to_string(i) + " ИЛИ ";
  const auto answer = ask(searcher(), query + "подводни)");
  EXPECT_TRUE(std::ranges::any_of(answer.understood, [](const Understood& u) { return u.kind == "words dropped"; }));
}

ExtractedPage faceted(const std::string& type, std::vector<std::string> topics, int year) {
  ExtractedPage page;
  page.title = "Кабели";
  page.text = "Тук се говори за кабели, всеки път за други: " + type + std::to_string(year);
  page.language = "bg";
  page.type = type;
  page.topics = std::move(topics);
  page.published = DatedFact{.time = parse_rfc3339(std::to_string(year) + "-05-09").value(), .source = "meta"};
  return page;
}

TEST_F(SearcherTest, CountsFacetsOfWhatIsFound) {
  index_.add("a.eu/1", faceted("news", {"Мрежи", "Море"}, 2023));
  index_.add("a.eu/2", faceted("news", {"Море"}, 2024));
  index_.add("b.eu/3", faceted("policies", {}, 2024));
  index_.add("a.eu/other", "Мостове", "Тук се говори за мостове.");
  const Facets facets = ask(searcher(), "кабели").facets;
  EXPECT_TRUE(facets.exact);
  EXPECT_THAT(facets.types, ElementsAre(FacetValue{"news", 2}, FacetValue{"policies", 1}));
  EXPECT_THAT(facets.topics, ElementsAre(FacetValue{"Море", 2}, FacetValue{"Мрежи", 1}));
  EXPECT_THAT(facets.years, ElementsAre(FacetValue{"2024", 2}, FacetValue{"2023", 1}));
  EXPECT_THAT(facets.sites, ElementsAre(FacetValue{"a.eu", 2}, FacetValue{"b.eu", 1}));
  EXPECT_THAT(facets.languages, ElementsAre(FacetValue{"bg", 3}));
}

TEST_F(SearcherTest, SuggestsFromTheIndexAsItIsNow) {
  index_.add("a.eu/cables", "Морски кабели", "Тук се говори за кабели.");
  Searcher searcher(index_.settings(), shared_analyzer());
  EXPECT_THAT(searcher.suggest("мор", 5).value(), ElementsAre(Suggestion{"Морски кабели", 1}));
  EXPECT_THAT(searcher.suggest("mors", 5).value(), ElementsAre(Suggestion{"Морски кабели", 1}));
  index_.add("a.eu/ships", "Морски кораби", "Тук се говори за кораби.");
  EXPECT_EQ(searcher.suggest("мор", 5).value().size(), 2U);
  EXPECT_EQ(searcher.suggest("мор", 1).value().size(), 1U);
}

TEST_F(SearcherTest, FindsSimilarPages) {
  index_.add("a.eu/cables", "Морски кабели", "Тук се говори за подводни кабели.");
  index_.add("a.eu/ships", "Кораби", "Корабите полагат подводни кабели.");
  Searcher searcher(index_.settings(), shared_analyzer());
  const auto similar = searcher.similar(page_id_of(Url::parse("https://a.eu/cables").value()), 5);
  ASSERT_TRUE(similar && similar->has_value());
  ASSERT_EQ((*similar)->size(), 1U);
  EXPECT_EQ((*similar)->front().title, "Кораби");
}

TEST_F(SearcherTest, FoldsNearDuplicatesAndNamesThem) {
  const std::string text = "Подводните кабели свързват островите със сушата и носят данните на цяла Европа през морето. ";
  index_.add("a.eu/cables", "Кабели", text + text);
  index_.add("b.eu/cables", "Кабели", text + text);
  index_.add("a.eu/other", "Друго", "Кабелите в домовете са от мед и рядко от стъкло.");
  SearchRequest request;
  request.text = "кабели";
  const SearchAnswer folded = ask(searcher(), request);
  ASSERT_EQ(folded.hits.size(), 2U);
  const auto hit = std::ranges::find_if(folded.hits, [](const SearchHit& h) { return !h.duplicates.empty(); });
  ASSERT_NE(hit, folded.hits.end());
  const std::string other = hit->url == "https://a.eu/cables" ? "https://b.eu/cables" : "https://a.eu/cables";
  EXPECT_THAT(hit->duplicates, ElementsAre(other));
  request.fold = false;
  EXPECT_EQ(ask(searcher(), request).hits.size(), 3U);
}

}  // namespace
}  // namespace izvor::testing
