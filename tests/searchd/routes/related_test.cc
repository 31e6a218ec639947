#include <gmock/gmock.h>

#include "tests/searchd/routes/route_bench.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;

class RelatedApi : public testing::RouteBench {};

TEST_F(RelatedApi, SuggestionsAreTextsWithTheirPages) {
  suggestions = std::vector<Suggestion>{{"цифрови <умения>", 9}, {"Цифрово партньорство", 2}};
  const auto body = json_of(get("/api/v1/suggest?q=%D1%86%D0%B8&limit=20"));
  EXPECT_EQ(last_request.text, "ци");
  EXPECT_EQ(last_request.limit, 20U);
  EXPECT_EQ(body.at("query"), "ци");
  EXPECT_EQ(body.at("suggestions").at(0).at("text"), "цифрови <умения>");
  EXPECT_EQ(body.at("suggestions").at(0).at("pages"), 9);
}

TEST_F(RelatedApi, BrowsersGetOpenSearchSuggestions) {
  suggestions = std::vector<Suggestion>{{"а&б", 1}};
  const auto response = get("/suggest?q=%D0%B0");
  EXPECT_EQ(response.field("Content-Type"), "application/x-suggestions+json");
  EXPECT_EQ(response.body, R"(["а",["а&б"],[""],["http://search.example.eu/search?q=%D0%B0%26%D0%B1"]])");
  EXPECT_THAT(get("/opensearch.xml").body, HasSubstr("http://search.example.eu/suggest?q={searchTerms}"));
}

TEST_F(RelatedApi, NothingTypedSuggestsNothing) {
  suggestions = std::vector<Suggestion>{{"а", 1}};
  EXPECT_EQ(get("/suggest?q=").body, R"(["",[],[],[]])");
}

TEST_F(RelatedApi, SimilarPagesAreListed) {
  SimilarPage page{
      .id = known_page, .url = "https://example.eu/a", .title = "А", .language = "bg", .type = "news", .published = {}};
  similar = std::vector<SimilarPage>{page};
  const auto body = json_of(get("/api/v1/pages/" + known_page + "/similar?limit=3"));
  EXPECT_EQ(last_request.limit, 3U);
  EXPECT_EQ(body.at("id").as_string(), known_page);
  EXPECT_EQ(body.at("results").at(0).at("url"), "https://example.eu/a");
  EXPECT_TRUE(body.at("results").at(0).at("published").is_null());
}

TEST_F(RelatedApi, OfAnUnknownPageNothingIsSimilar) {
  EXPECT_EQ(get("/api/v1/pages/ffffffffffffffffffffffff/similar").status, 404);
  EXPECT_EQ(get("/api/v1/pages/nonsense/similar").status, 404);
}

TEST_F(RelatedApi, WhatIsUnknownOrOutOfBoundsIsA400ThatNamesTheParameter) {
  const std::pair<std::string, const char*> all[] = {{"/api/v1/suggest", "q"},
                                                     {"/api/v1/suggest?q=a&limit=21", "limit"},
                                                     {"/suggest?q=a&limit=0", "limit"},
                                                     {"/suggest?q=a&q=b", "q"},
                                                     {"/suggest?q=a&sort=newest", "sort"},
                                                     {"/api/v1/pages/" + known_page + "/similar?limit=51", "limit"},
                                                     {"/api/v1/pages/" + known_page + "/similar?q=a", "q"}};
  for (const auto& [target, parameter] : all) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 400) << target;
    EXPECT_EQ(json_of(response).at("parameter").as_string(), parameter) << target;
  }
}

TEST_F(RelatedApi, AnIndexThatIsAwayIsSaid) {
  const SearchError away{.kind = SearchErrorKind::kUnavailable, .message = "no index; run izvor-indexer run", .bound = {}};
  suggestions = tl::unexpected(away);
  similar = tl::unexpected(away);
  EXPECT_EQ(get("/api/v1/suggest?q=a").status, 503);
  EXPECT_EQ(get("/api/v1/pages/" + known_page + "/similar").status, 503);
}

TEST_F(RelatedApi, WhatTheVisitorHasIsNotSentAgain) {
  const std::string tag(get("/suggest?q=a").field("ETag"));
  EXPECT_EQ(get("/suggest?q=a", {{"If-None-Match", tag}}).status, 304);
}

}  // namespace
}  // namespace izvor
