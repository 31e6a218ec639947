#include <gmock/gmock.h>

#include "searchd/http/target.h"
#include "tests/searchd/routes/route_bench.h"

namespace izvor {
namespace {

using testing::answer_of;
using ::testing::ElementsAre;
using testing::full_hit;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SearchApi : public testing::RouteBench {};

TEST_F(SearchApi, EveryParameterReachesTheSearcher) {
  const auto response =
      get("/api/v1/search?q=%D0%B8&limit=20&offset=40&sort=newest&type=news&type=events&topic=t&site=example.eu&lang=bg&"
          "from=2024-01-01&to=2024-06-30&changed_from=2024-01-01T10:00:00Z&changed_to=2024-02-01T00:00:00Z&fold=false");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(last_request.text, "и");
  EXPECT_EQ(last_request.limit, 20U);
  EXPECT_EQ(last_request.offset, 40U);
  EXPECT_EQ(last_request.sort, SortOrder::kNewest);
  EXPECT_THAT(last_request.types, ElementsAre("news", "events"));
  EXPECT_THAT(last_request.topics, ElementsAre("t"));
  EXPECT_THAT(last_request.sites, ElementsAre("example.eu"));
  EXPECT_THAT(last_request.languages, ElementsAre("bg"));
  EXPECT_EQ(format_rfc3339(*last_request.from), "2024-01-01T00:00:00Z");
  EXPECT_EQ(format_rfc3339(*last_request.to), "2024-07-01T00:00:00Z") << "a day as the end means the whole day";
  EXPECT_EQ(format_rfc3339(*last_request.changed_from), "2024-01-01T10:00:00Z");
  EXPECT_EQ(format_rfc3339(*last_request.changed_to), "2024-02-01T00:00:00Z");
  EXPECT_FALSE(last_request.fold);
}

TEST_F(SearchApi, AnswersWithTheWholeContract) {
  outcome = answer_of({full_hit()});
  outcome->understood = {{"quotes", "„а", "а"}};
  outcome->offers = {{"spelling", "зеленски", "зелени", "визита на зелени"}};
  outcome->facets.exact = false;
  outcome->facets.years = {{"2024", 7}};
  const auto body = json_of(get("/api/v1/search?q=x"));
  EXPECT_EQ(body.at("query").at("understood").at(0).at("kind"), "quotes");
  EXPECT_EQ(body.at("query").at("understood").at(0).at("widened"), false);
  EXPECT_EQ(body.at("query").at("offers").at(0).at("query"), "визита на зелени");
  EXPECT_EQ(body.at("total").at("value"), 1);
  EXPECT_EQ(body.at("facets").at("exact"), false);
  EXPECT_EQ(body.at("facets").at("year").at(0).at("value"), "2024");
  EXPECT_EQ(body.at("facets").at("year").at(0).at("count"), 7);
  const auto& hit = body.at("results").at(0).as_object();
  EXPECT_EQ(hit.at("title"), "Цифрово партньорство <b>\"и\"</b> 😀 Сингапур");
  EXPECT_EQ(hit.at("title_html"), "Цифрово <mark>партньорство</mark> &lt;b&gt;&quot;и&quot;&lt;/b&gt; 😀 <mark>Сингапур</mark>");
  EXPECT_EQ(hit.at("snippet_html"), "<mark>Партньорството</mark> &amp; договорът … втори откъс");
  EXPECT_EQ(hit.at("published"), "2024-06-13T00:00:00Z");
  EXPECT_TRUE(hit.at("modified").is_null());
}

TEST_F(SearchApi, SaysWhatBecameOfTheQueryWhenExplained) {
  outcome = answer_of({full_hit()});
  EXPECT_FALSE(json_of(get("/api/v1/search?q=x")).at("query").as_object().contains("stages"));
  outcome->stages = QueryStages{"(query)\n", "(plan)\n", "(words)\n"};
  const auto body = json_of(get("/api/v1/search?q=x&explain=true"));
  EXPECT_TRUE(last_request.explain);
  EXPECT_EQ(body.at("query").at("stages").at("parsed"), "(query)\n");
  EXPECT_EQ(body.at("query").at("stages").at("understood"), "(plan)\n");
  EXPECT_EQ(body.at("query").at("stages").at("compiled"), "(words)\n");
}

TEST_F(SearchApi, TellsTheWayBackFromWhatWasUnderstood) {
  outcome = answer_of({full_hit()});
  EXPECT_FALSE(json_of(get("/api/v1/search?q=x")).at("query").as_object().contains("undo"));
  outcome->undoable = true;
  const auto body = json_of(get("/api/v1/search?q=cifrovi+uslugi&type=news&literally=false"));
  EXPECT_EQ(body.at("query").at("undo"), "/api/v1/search?literally=true&q=cifrovi%20uslugi&type=news");
  EXPECT_EQ(get("/api/v1/search?literally=true&q=cifrovi%20uslugi&type=news").status, 200);
  EXPECT_TRUE(last_request.literally);
  EXPECT_THAT(get("/search?q=cifrovi&type=news").body, HasSubstr("/search?q=cifrovi&amp;type=news&amp;literally=true"));
}

TEST_F(SearchApi, AsOfADayIsItsLastSecond) {
  EXPECT_EQ(get("/api/v1/search?q=x&as_of=2024-02-29").status, 200);
  EXPECT_EQ(format_rfc3339(*last_request.as_of), "2024-02-29T23:59:59Z");
  EXPECT_EQ(get("/api/v1/search?q=x&as_of=2024-02-29T10:00:00Z").status, 200);
  EXPECT_EQ(format_rfc3339(*last_request.as_of), "2024-02-29T10:00:00Z");
  const auto page = get("/search?q=x&as_of=2024-02-29&type=news");
  EXPECT_THAT(page.body, HasSubstr("състояние към 29\u00A0февруари\u00A02024\u00A0г."));
  EXPECT_THAT(page.body, HasSubstr("name=\"as_of\" value=\"2024-02-29\""));
  EXPECT_EQ(get("/search?q=x&as_of=").status, 200);
  EXPECT_FALSE(last_request.as_of);
}

TEST_F(SearchApi, QuestionsAreCountedOnceAndFeedsAreNot) {
  outcome = answer_of({full_hit()});
  for (const char* target : {"/search?q=a", "/api/v1/search?q=b", "/search?q=a&offset=10", "/search.atom?q=c", "/suggest?q=d",
                             "/api/v1/search?q=e&limit=0"})
    [[maybe_unused]] const auto response = get(target);
  EXPECT_THAT(counted,
              ElementsAre(std::pair<std::string, std::uint64_t>("a", 1), std::pair<std::string, std::uint64_t>("b", 1)));
}

struct BadParameter {
  const char* query;
  const char* parameter;
};

TEST_F(SearchApi, WhatIsUnknownMalformedOrOutOfBoundsIsA400ThatNamesTheParameter) {
  const BadParameter all[] = {{"", "q"},
                              {"q=", "q"},
                              {"q=%20%20", "q"},
                              {"q=x&limit=0", "limit"},
                              {"q=x&limit=101", "limit"},
                              {"q=x&limit=-1", "limit"},
                              {"q=x&limit=ten", "limit"},
                              {"q=x&limit=1.5", "limit"},
                              {"q=x&limit=", "limit"},
                              {"q=x&limit=99999999999999999999", "limit"},
                              {"q=x&offset=1001", "offset"},
                              {"q=x&sort=random", "sort"},
                              {"q=x&sort=", "sort"},
                              {"q=x&from=yesterday", "from"},
                              {"q=x&to=2024-13-01", "to"},
                              {"q=x&to=2024-02-30", "to"},
                              {"q=x&changed_from=1", "changed_from"},
                              {"q=x&fold=yes", "fold"},
                              {"q=x&type=", "type"},
                              {"q=x&type=%D0%B3%D0%BB%D1%83%D0%BF%D0%BE%D1%81%D1%82%D0%B8", "type"},
                              {"q=x&type=news,", "type"},
                              {"q=x&site=%2F", "site"},
                              {"q=x&lang=123", "lang"},
                              {"q=x&as_of=yesterday", "as_of"},
                              {"q=x&page=2", "page"},
                              {"q=x&Q=y", "Q"},
                              {"q=x&q=y", "q"},
                              {"q=x&limit=1&limit=2", "limit"},
                              {"q=x&%3Cscript%3E=1", "<script>"}};
  for (const auto& [query, parameter] : all) {
    const auto response = get(std::string("/api/v1/search?") + query);
    EXPECT_EQ(response.status, 400) << query;
    EXPECT_EQ(response.field("Content-Type"), "application/problem+json") << query;
    EXPECT_EQ(json_of(response).at("parameter"), parameter) << query;
  }
}

TEST_F(SearchApi, ABrokenAddressIsA400) {
  for (const char* target : {"/api/v1/search?q=%", "/api/v1/search?q=%FF", "/api/v1/search?q=%zz", "/api/v1/search?q=\xD1"})
    EXPECT_EQ(get(target).status, 400) << target;
}

TEST_F(SearchApi, FiltersTakeSeveralValuesByRepetitionAndByComma) {
  ASSERT_EQ(get("/api/v1/search?q=x&type=%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8,Events&type=library&site=Example.EU&lang=BG,en").status,
            200);
  EXPECT_THAT(last_request.types, ElementsAre("news", "events", "library"));
  EXPECT_THAT(last_request.sites, ElementsAre("example.eu"));
  EXPECT_THAT(last_request.languages, ElementsAre("bg", "en"));
  ASSERT_EQ(get("/api/v1/search?q=x&topic=%D0%94%D0%B0%D0%BD%D0%BD%D0%B8,%20%D0%98%D0%98").status, 200);
  EXPECT_THAT(last_request.topics, ElementsAre("Данни, ИИ")) << "a topic may have a comma in its name";
  ASSERT_EQ(get("/api/v1/search?q=x&title=%D0%B0&title=%D0%B1").status, 200);
  EXPECT_THAT(last_request.titles, ElementsAre("а", "б"));
  ASSERT_EQ(get("/api/v1/search?q=x&from=2024&to=2024-06").status, 200);
  EXPECT_EQ(format_rfc3339(*last_request.to), "2024-07-01T00:00:00Z");
}

TEST_F(SearchApi, PagesForPeopleIgnoreWhatOthersAddedToALinkAndTheApiDoesNot) {
  const std::string decorated = "utm_source=mail&fbclid=1&fbclid=2&gclid=";
  for (const std::string page : {"/?", "/embed?", "/search?q=x&"}) EXPECT_EQ(get(page + decorated).status, 200) << page;
  EXPECT_THAT(get("/search?q=x&type=news&" + decorated).body, Not(HasSubstr("utm_source"))) << "links do not pass it on";
  for (const std::string program : {"/api/v1/search?q=x&", "/search.atom?q=x&", "/api/v1/suggest?q=x&", "/openapi.json?"})
    EXPECT_EQ(get(program + decorated).status, 400) << program;
}

TEST_F(SearchApi, LinksOfThePageNameValuesAsTheIndexDoes) {
  outcome->facets.types = {{"events", 2}, {"news", 1}};
  const auto page = get("/search?q=x&type=%D0%9D%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8");
  EXPECT_THAT(last_request.types, ElementsAre("news"));
  EXPECT_TRUE(last_request.count_choices);
  EXPECT_THAT(page.body, HasSubstr("href=\"/search?q=x&amp;type=news&amp;type=events\">Събития"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/search?q=x\" aria-current=\"true\">Новини"));
}

TEST_F(SearchApi, FourKilobytesAreSearchedByAddressAndMoreByPost) {
  const std::string word = "данни ";  // 11 bytes.
  std::string text;
  while (text.size() + word.size() <= 4096) text += word;
  EXPECT_EQ(get("/api/v1/search?q=" + encode_component(text)).status, 200);
  EXPECT_EQ(last_request.text, text);
  const std::string longer = text + word;
  EXPECT_EQ(get("/api/v1/search?q=" + encode_component(longer)).status, 400);
  EXPECT_EQ(post("/api/v1/search", "{\"q\": \"" + longer + "\"}").status, 200);
  EXPECT_EQ(last_request.text, longer);
  const auto too_long = post("/api/v1/search", "{\"q\": \"" + std::string(32 * 1024 + 1, 'x') + "\"}");
  EXPECT_EQ(too_long.status, 413);
  EXPECT_EQ(json_of(too_long).at("parameter"), "q");
  EXPECT_THAT(too_long.body, HasSubstr("32768"));
  EXPECT_EQ(post("/api/v1/search", "{\"q\": \"x\", \"topic\": \"" + std::string(300'000, 'x') + "\"}").status, 413);
}

TEST_F(SearchApi, APostedQuestionHasTheSameParametersAsJson) {
  const auto response = post("/api/v1/search",
                             R"({"q": "данни", "limit": 20, "offset": "40", "sort": "newest", "type": ["новини", "events"],)"
                             R"( "site": "Example.EU", "from": "2024-01-01", "fold": false, "literally": true, "explain": true})");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(response.field("ETag"), "") << "what is posted is not kept";
  EXPECT_EQ(last_request.text, "данни");
  EXPECT_EQ(last_request.limit, 20U);
  EXPECT_EQ(last_request.offset, 40U);
  EXPECT_EQ(last_request.sort, SortOrder::kNewest);
  EXPECT_THAT(last_request.types, ElementsAre("news", "events"));
  EXPECT_THAT(last_request.sites, ElementsAre("example.eu"));
  EXPECT_FALSE(last_request.fold);
  EXPECT_TRUE(last_request.literally);
  EXPECT_TRUE(last_request.explain);
}

TEST_F(SearchApi, APostedQuestionThatIsMalformedIsRefused) {
  const std::pair<const char*, const char*> all[] = {
      {R"({})", "q"},           {R"({"q": ""})", "q"},           {R"({"q": null})", "q"},
      {R"({"q": {"a": 1}})", "q"}, {R"({"q": ["a", "b"]})", "q"}, {R"({"q": "x", "limit": 0})", "limit"},
      {R"({"q": "x", "limit": 1.5})", "limit"}, {R"({"q": "x", "limit": [1, 2]})", "limit"},
      {R"({"q": "x", "type": [["a"]]})", "type"}, {R"({"q": "x", "fold": "yes"})", "fold"},
      {R"({"q": "x", "<script>": 1})", "<script>"}};
  for (const auto& [body, parameter] : all) {
    const auto response = post("/api/v1/search", body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_EQ(json_of(response).at("parameter"), parameter) << body;
  }
  for (const char* body : {"", "[]", "{", "\"q\"", "{\"q\": \"\xFF\"}"}) EXPECT_EQ(post("/api/v1/search", body).status, 400) << body;
  std::string many = R"({"q": "x", "type": ["news")";
  for (int i = 0; i < 100; ++i) many += ", \"news\"";
  EXPECT_EQ(post("/api/v1/search", many + "]}").status, 400);
  EXPECT_EQ(post("/api/v1/search?q=x", R"({"q": "x"})").status, 400);
  EXPECT_EQ(ask({.method = "POST", .target = "/api/v1/search", .fields = {}, .body = "q=x"}).status, 415);
}

TEST_F(SearchApi, AQueryOfTenThousandWordsIsA400ThatNamesTheBound) {
  std::string words;
  for (int i = 0; i < 10'000; ++i) words += "word+";
  const auto response = get("/api/v1/search?q=" + words, {{"Accept-Language", "en"}});
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("4096 bytes"));
}

TEST_F(SearchApi, ProblemsSpeakTheLanguageAskedFor) {
  EXPECT_THAT(get("/api/v1/search").body, HasSubstr("Липсва въпрос"));
  EXPECT_THAT(get("/api/v1/search", {{"Accept-Language", "en-GB,bg;q=0.5"}}).body, HasSubstr("There is no query"));
  EXPECT_THAT(get("/api/v1/search", {{"Accept-Language", "bg, en;q=0.9"}}).body, HasSubstr("Липсва въпрос"));
  EXPECT_THAT(get("/api/v1/search", {{"Accept-Language", "de"}}).body, HasSubstr("Липсва въпрос"));
  EXPECT_THAT(get("/api/v1/search?lang=en").body, HasSubstr("There is no query"));
}

TEST_F(SearchApi, AnIndexThatCannotBeSearchedIsA503) {
  outcome = tl::unexpected(SearchError{SearchErrorKind::kUnavailable, "there is no index yet; run `izvor-indexer run`", {}});
  const auto response = get("/api/v1/search?q=x");
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, HasSubstr("izvor-indexer run"));
  EXPECT_FALSE(response.field("Retry-After").empty());
}

TEST_F(SearchApi, ARefusedQueryIsA400) {
  outcome = tl::unexpected(SearchError{SearchErrorKind::kBadRequest, "the query is longer than 2048 bytes", "query bytes"});
  EXPECT_EQ(get("/api/v1/search?q=x").status, 400);
}

TEST_F(SearchApi, WhoeverHasTheRevisionGets304UntilTheIndexMovesOn) {
  const std::string tag(get("/api/v1/search?q=x").field("ETag"));
  ASSERT_FALSE(tag.empty());
  last_request.text = "not asked";
  const auto same = get("/api/v1/search?q=x", {{"If-None-Match", "\"other\", " + tag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_THAT(same.body, IsEmpty());
  EXPECT_EQ(last_request.text, "not asked") << "an answer that is known costs no search";
  index.sequence = 78;
  EXPECT_EQ(get("/api/v1/search?q=x", {{"If-None-Match", tag}}).status, 200);
}

TEST_F(SearchApi, OnlyExactConfiguredOriginsMayReadIt) {
  settings.cors_origins = {"https://intranet.example.eu"};
  const auto allowed = get("/api/v1/search?q=x", {{"Origin", "https://intranet.example.eu"}});
  EXPECT_EQ(allowed.field("Access-Control-Allow-Origin"), "https://intranet.example.eu");
  EXPECT_THAT(std::string(allowed.field("Vary")), HasSubstr("Origin"));
  for (const char* origin :
       {"https://evil.example", "https://intranet.example.eu.evil.example", "http://intranet.example.eu", "null", "*", ""}) {
    const auto refused = get("/api/v1/search?q=x", {{"Origin", origin}});
    EXPECT_EQ(refused.field("Access-Control-Allow-Origin"), "") << origin;
    EXPECT_EQ(refused.status, 200) << "CORS is the browser's to enforce";
  }
  EXPECT_EQ(get("/search?q=x", {{"Origin", "https://intranet.example.eu"}}).field("Access-Control-Allow-Origin"), "");
}

TEST_F(SearchApi, AProblemCanBeReadByAConfiguredOriginToo) {
  settings.cors_origins = {"https://a.eu"};
  EXPECT_EQ(get("/api/v1/search", {{"Origin", "https://a.eu"}}).field("Access-Control-Allow-Origin"), "https://a.eu");
}

TEST_F(SearchApi, PreflightsAreAnsweredForConfiguredOrigins) {
  settings.cors_origins = {"https://a.eu"};
  HttpRequest preflight{.method = "OPTIONS", .target = "/api/v1/search", .fields = {{"Origin", "https://a.eu"}}, .body = {}};
  auto response = ask(preflight);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.field("Access-Control-Allow-Origin"), "https://a.eu");
  EXPECT_THAT(std::string(response.field("Access-Control-Allow-Methods")), HasSubstr("GET"));
  preflight.fields = {{"Origin", "https://b.eu"}};
  EXPECT_EQ(ask(preflight).field("Access-Control-Allow-Methods"), "");
}

TEST_F(SearchApi, AnotherMethodIsA405ThatNamesTheRightOnes) {
  const auto response = post("/api/v1/suggest", "{}");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.field("Allow"), "GET, HEAD");
  EXPECT_EQ(ask({.method = "PUT", .target = "/api/v1/search", .fields = {}, .body = {}}).field("Allow"), "GET, HEAD, POST");
  EXPECT_EQ(get("/api/v1/pings").field("Allow"), "POST");
}

}  // namespace
}  // namespace izvor
