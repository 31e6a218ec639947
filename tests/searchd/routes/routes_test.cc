#include "searchd/routes/routes.h"

#include <gmock/gmock.h>

#include "tests/searchd/routes/route_bench.h"

namespace izvor {
namespace {

using testing::answer_of;
using ::testing::ElementsAre;
using testing::full_hit;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class RoutesTest : public testing::RouteBench {};

TEST_F(RoutesTest, EveryAnswerCarriesTheSecurityFields) {
  for (const char* target : {"/", "/search?q=x", "/api/v1/search?q=x", "/nothing", "/%", "/healthz", "/embed"}) {
    const auto response = get(target);
    EXPECT_THAT(std::string(response.field("Content-Security-Policy")), HasSubstr("default-src 'none'")) << target;
    EXPECT_THAT(std::string(response.field("Content-Security-Policy")), Not(HasSubstr("unsafe"))) << target;
    EXPECT_EQ(response.field("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(response.field("Referrer-Policy"), "no-referrer") << target;
  }
}

TEST_F(RoutesTest, HealthIsAboutTheProcessAndReadinessAboutTheIndex) {
  index = {.ready = false, .problem = "there is no index", .pages = 0, .sequence = 0, .reopenings = 0};
  EXPECT_EQ(get("/healthz").status, 200);
  const auto response = get("/readyz");
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, HasSubstr("there is no index"));
  index.ready = true;
  EXPECT_EQ(get("/readyz").status, 200);
}

TEST_F(RoutesTest, MetricsCountRequestsByRouteAndNeverByPath) {
  outcome = answer_of({});
  [[maybe_unused]] const auto first = get("/api/v1/search?q=x");
  [[maybe_unused]] const auto second = get("/api/v1/pages/0123456789abcdef01234567");
  [[maybe_unused]] const auto third = get("/made-up-path");
  [[maybe_unused]] const auto fourth = ask({.method = "BREW", .target = "/coffee", .fields = {}, .body = {}});
  const std::string text = get("/metrics").body;
  EXPECT_THAT(text, HasSubstr("izvor_http_requests_total{method=\"GET\",route=\"/api/v1/search\",status=\"200\"} 1"));
  EXPECT_THAT(text, HasSubstr("route=\"/api/v1/pages/{}\",status=\"404\"} 1"));
  EXPECT_THAT(text, HasSubstr("izvor_http_request_seconds_bucket"));
  EXPECT_THAT(text, HasSubstr("izvor_searches_empty_total 1"));
  EXPECT_THAT(text, HasSubstr("izvor_index_sequence 77"));
  EXPECT_THAT(text, HasSubstr("izvor_index_pages 1234"));
  EXPECT_THAT(text, HasSubstr("\nizvor_index_moved_timestamp_seconds 1"));
  EXPECT_THAT(text, Not(HasSubstr("made-up")));
  EXPECT_THAT(text, Not(HasSubstr("BREW")));
}

TEST_F(RoutesTest, MetricsTellTheStagesResultsAndWhatCachesSave) {
  outcome = answer_of({full_hit()});
  outcome->times = {.understanding = std::chrono::microseconds(80),
                    .matching = std::chrono::milliseconds(3),
                    .showing = std::chrono::microseconds(400)};
  const std::string tag(get("/api/v1/search?q=x").field("ETag"));
  [[maybe_unused]] const auto kept = get("/api/v1/search?q=x", {{"If-None-Match", tag}});
  [[maybe_unused]] const auto stale = get("/api/v1/search?q=x", {{"If-None-Match", "\"other\""}});
  const std::string text = get("/metrics").body;
  EXPECT_THAT(text, HasSubstr("izvor_search_stage_seconds_bucket{stage=\"understanding\",le=\"0.0001\"} 2"));
  EXPECT_THAT(text, HasSubstr("izvor_search_stage_seconds_bucket{stage=\"matching\",le=\"0.0025\"} 0"));
  EXPECT_THAT(text, HasSubstr("izvor_search_stage_seconds_count{stage=\"showing\"} 2"));
  EXPECT_THAT(text, HasSubstr("izvor_search_results_bucket{le=\"1\"} 2"));
  EXPECT_THAT(text, HasSubstr("izvor_cache_validations_total{result=\"hit\"} 1"));
  EXPECT_THAT(text, HasSubstr("izvor_cache_validations_total{result=\"miss\"} 1"));
}

TEST_F(RoutesTest, VersionsOfAPageAreListedNewestFirst) {
  PageVersion gone{.sequence = 9,
                   .page = known_page,
                   .url = "https://example.eu/x",
                   .fetched = UtcTime(std::chrono::seconds(86'400)),
                   .kind = VersionKind::kGone,
                   .status = 410,
                   .content_type = {},
                   .payload_digest = {},
                   .position = {}};
  PageVersion first = gone;
  first.sequence = 3;
  first.kind = VersionKind::kContent;
  first.status = 200;
  first.payload_digest = "sha256:00";
  versions = {gone, first};
  const auto body = json_of(get("/api/v1/pages/" + known_page));
  EXPECT_EQ(body.at("url"), "https://example.eu/x");
  EXPECT_EQ(body.at("versions").at(0).at("kind"), "gone");
  EXPECT_EQ(body.at("versions").at(1).at("sequence"), 3);
  EXPECT_THAT(get("/pages/" + known_page).body, HasSubstr("2\u00A0януари\u00A01970\u00A0г."));
}

TEST_F(RoutesTest, AVersionThatOnlyRepeatsTheOneBeforeItIsNotListed) {
  PageVersion first{.sequence = 7,
                    .page = known_page,
                    .url = "https://example.eu/x",
                    .fetched = UtcTime(std::chrono::seconds(86'400)),
                    .kind = VersionKind::kContent,
                    .status = 200,
                    .content_type = "text/html",
                    .payload_digest = "sha256:00",
                    .position = {}};
  first.damage = "it is shorter than its Content-Length";
  PageVersion again = first;  // It came first, and turned out to say nothing new when the older one was imported.
  again.sequence = 3;
  again.fetched += std::chrono::hours(1);
  versions = {again, first};
  const auto body = json_of(get("/api/v1/pages/" + known_page));
  ASSERT_EQ(body.at("versions").as_array().size(), 1U);
  EXPECT_EQ(body.at("versions").at(0).at("sequence"), 7);
  EXPECT_EQ(body.at("versions").at(0).at("damage"), "it is shorter than its Content-Length");
  EXPECT_EQ(get("/api/v1/pages/" + known_page + "/diff?from=7&to=3").status, 200) << "its number keeps its meaning";
}

TEST_F(RoutesTest, AnUnknownPageIsA404) {
  EXPECT_EQ(get("/api/v1/pages/ffffffffffffffffffffffff").status, 404);
  EXPECT_EQ(get("/api/v1/pages/nonsense").status, 404);
  EXPECT_EQ(get("/api/v1/pages/..%2F..%2Fetc").status, 404);
  EXPECT_EQ(get("/api/v1/pages/").status, 404);
  EXPECT_EQ(get("/pages/ffffffffffffffffffffffff").status, 404);
}

TEST_F(RoutesTest, ErrorsArePagesForPeopleAndProblemDocumentsForPrograms) {
  EXPECT_EQ(get("/search?q=x&limit=0").field("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(get("/api/v1/search?q=x&nonsense=1").field("Content-Type"), "application/problem+json");
  EXPECT_EQ(get("/nothing", {{"Accept", "text/html,*/*"}}).field("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(get("/nothing").field("Content-Type"), "application/problem+json");
}

TEST_F(RoutesTest, FormFieldsThatWereLeftEmptyAreNoCondition) {
  EXPECT_EQ(get("/search?q=x&from=&to=&type=&sort=").status, 200);
  EXPECT_EQ(get("/api/v1/search?q=x&from=").status, 400);
}

TEST_F(RoutesTest, ASearchWithoutAQuestionLeadsToTheStart) {
  const auto response = get("/search?q=+");
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(response.field("Location"), "/");
}

TEST_F(RoutesTest, TheStylesAndScriptsThatPagesNameAreThere) {
  const std::string page = get("/").body;
  for (const char* beginning : {"/assets/style-", "/assets/script-", "/assets/icon-"}) {
    const auto at = page.find(beginning);
    ASSERT_NE(at, std::string::npos) << beginning;
    const auto response = get(page.substr(at, page.find('"', at) - at));
    EXPECT_EQ(response.status, 200) << beginning;
    EXPECT_THAT(std::string(response.field("Cache-Control")), HasSubstr("immutable"));
  }
  EXPECT_EQ(get("/assets/layout-0.mustache").status, 404);
}

TEST_F(RoutesTest, TheBoxForOtherSitesIsAScriptThatNeedsNoLaxPolicy) {
  const auto response = get("/embed/izvor-search.js");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.field("Content-Type"), "text/javascript; charset=utf-8");
  for (const char* risky :
       {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", ".style."})
    EXPECT_THAT(response.body, Not(HasSubstr(risky)));
  const std::string tag(response.field("ETag"));
  EXPECT_EQ(get("/embed/izvor-search.js", {{"If-None-Match", tag}}).status, 304);
  EXPECT_THAT(get("/embed").body,
              HasSubstr("&lt;script src=&quot;http://search.example.eu/embed/izvor-search.js&quot; defer&gt;"));
}

TEST_F(RoutesTest, OpenSearchNamesThePublicAddress) {
  EXPECT_THAT(get("/opensearch.xml").body, HasSubstr("template=\"http://search.example.eu/search?q={searchTerms}\""));
}

TEST_F(RoutesTest, ThePublicAddressOfTheSettingsComesBeforeTheHost) {
  settings.public_url = "https://izvor.example.eu/";
  EXPECT_THAT(get("/opensearch.xml").body, HasSubstr("\"https://izvor.example.eu/search?q={searchTerms}\""));
  EXPECT_THAT(get("/embed").body, HasSubstr("https://izvor.example.eu/search&quot;"));
}

TEST_F(RoutesTest, AHostThatIsNoneIsNotRepeated) {
  const auto response =
      ask({.method = "GET", .target = "/opensearch.xml", .fields = {{"Host", "\"><script>alert(1)</script>"}}, .body = {}});
  EXPECT_THAT(response.body, Not(HasSubstr("<script")));
}

TEST_F(RoutesTest, OffersWhatMayBeMeantWithAWayThere) {
  outcome = answer_of({full_hit()});
  outcome->understood = {{"latin letters", "plan", "план", true}};
  outcome->offers = {{"spelling", "зеленски", "зелени", "визита на зелени"}};
  const auto page = get("/search?q=x&type=news");
  EXPECT_THAT(page.body, HasSubstr("Включени са и: план."));
  EXPECT_THAT(page.body, HasSubstr("Може би търсите <a href=\"/search?type=news&amp;q="));
  EXPECT_THAT(page.body, HasSubstr("визита на зелени</a>"));
}

TEST_F(RoutesTest, MarkupInAnyParameterIsNeverLive) {
  outcome = answer_of({full_hit()});
  outcome->understood = {{"spelling", "<script>", "<img onerror=x>"}, {"words dropped", "<script>", ""}};
  const std::string attack = "%22%27%3E%3Cscript%3Ealert(1)%3C/script%3E";
  for (const char* name : {"q", "limit", "offset", "sort", "type", "topic", "site", "lang", "from", "to", "changed_from",
                           "changed_to", "fold", "as_of", "unknown"}) {
    const std::string query = std::string(name) == "q" ? "q=" + attack : "q=x&" + std::string(name) + "=" + attack;
    const auto page = get("/search?" + query);
    EXPECT_THAT(page.body, Not(HasSubstr("<script>"))) << name;
    EXPECT_THAT(page.body, Not(HasSubstr("<img"))) << name;
    EXPECT_EQ(get("/api/v1/search?" + query).field("X-Content-Type-Options"), "nosniff") << name;
  }
  EXPECT_THAT(get("/search?q=x&" + attack + "=1").body, Not(HasSubstr("<script>")));
  EXPECT_THAT(get("/" + attack, {{"Accept", "text/html"}}).body, Not(HasSubstr("<script>")));
}

TEST_F(RoutesTest, MarkupInWhatPagesSayIsNeverLive) {
  SearchHit hit = full_hit();
  const std::string attack = "\"'><script>alert(1)</script>";
  hit.title = {attack, {{0, 1000}}};
  hit.snippets = {{{attack, {{3, 5}, {4, 9}, {2, 1}}}, "javascript:alert(1)"}};
  hit.type = hit.language = hit.why = attack;
  hit.topics = {attack};
  hit.url = "https://example.eu/" + attack;
  hit.duplicates = {"javascript:alert(1)", "https://example.eu/" + attack};
  outcome = answer_of({hit});
  const auto page = get("/search?q=x");
  EXPECT_THAT(page.body, Not(HasSubstr("<script>")));
  EXPECT_THAT(page.body, Not(HasSubstr("javascript:")));
  const auto answer = get("/api/v1/search?q=x");
  EXPECT_THAT(std::string(json_of(answer).at("results").at(0).at("title_html").as_string()), Not(HasSubstr("<script")));
  EXPECT_THAT(std::string(json_of(answer).at("results").at(0).at("snippet_html").as_string()), Not(HasSubstr("<script")));
}

TEST_F(RoutesTest, EveryDescribedOperationExists) {
  const testing::ApiDescription description(embedded_file("assets/openapi.json").bytes);
  versions = {PageVersion{.sequence = 1,
                          .page = known_page,
                          .url = "https://example.eu/x",
                          .fetched = {},
                          .kind = VersionKind::kContent,
                          .status = 200,
                          .content_type = "text/html",
                          .payload_digest = "sha256:00",
                          .position = {}}};
  fate.id = known_page;
  for (const std::string& operation : description.operations()) {
    const std::string method = operation.substr(0, operation.find(' '));
    std::string target = operation.substr(method.size() + 1);
    if (const auto id = target.find("{id}"); id != std::string::npos) target.replace(id, 4, known_page);
    if (target.ends_with("search") || target == "/search.atom") target += "?q=x";
    if (target.ends_with("diff")) target += "?from=1&to=1";
    const auto response = ask({.method = method, .target = target, .fields = {}, .body = {}});
    EXPECT_NE(response.status, 404) << operation;
    EXPECT_NE(response.status, 405) << operation;
  }
}

TEST_F(RoutesTest, ParametersThatARouteDoesNotTakeAreRefused) {
  for (const char* target : {"/opensearch.xml?x=1", "/openapi.json?x=1", "/healthz?x=1", "/readyz?x=1", "/metrics?x=1",
                             "/api/v1/pages/0123456789abcdef01234567?x=1"})
    EXPECT_EQ(get(target).status, 400) << target;
}

}  // namespace
}  // namespace izvor
