#include <gmock/gmock.h>

#include "tests/searchd/routes/route_bench.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<HeaderField> kBearer = {{"Authorization", "Bearer secret"}};

class Pings : public testing::RouteBench {
 protected:
  Pings() { settings.ping_token = "secret"; }
};

TEST_F(Pings, ABearerKeepsOneAddress) {
  const auto response = post("/api/v1/pings", R"({"url":"https://example.eu/a"})", kBearer);
  EXPECT_EQ(response.status, 202) << response.body;
  EXPECT_EQ(json_of(response), boost::json::parse(R"({"accepted":[{"id":"id1","url":"https://example.eu/a"}],"refused":[]})"));
  EXPECT_THAT(pinged, ElementsAre("https://example.eu/a"));
}

TEST_F(Pings, TheShapeOfIndexNowWithItsKeyKeepsMany) {
  const auto response =
      post("/api/v1/pings", R"({"host":"example.eu","key":"secret","keyLocation":"https://example.eu/secret.txt",
      "urlList":["https://example.eu/a","https://EXAMPLE.eu/b#c"]})");
  EXPECT_EQ(response.status, 202) << response.body;
  EXPECT_THAT(pinged, ElementsAre("https://example.eu/a", "https://example.eu/b"));
}

TEST_F(Pings, WithoutATokenInTheSettingsNobodyMayPing) {
  settings.ping_token = "";
  for (const auto& fields : {kBearer, std::vector<HeaderField>{{"Authorization", "Bearer "}}, std::vector<HeaderField>{}})
    EXPECT_EQ(post("/api/v1/pings", R"({"url":"https://example.eu/a","key":""})", fields).status, 403);
  EXPECT_THAT(pinged, IsEmpty());
}

TEST_F(Pings, StrangersAreRefused) {
  EXPECT_EQ(post("/api/v1/pings", R"({"url":"https://example.eu/a"})").status, 401);
  EXPECT_EQ(post("/api/v1/pings", R"({"url":"https://example.eu/a"})", {{"Authorization", "Basic secret"}}).status, 401);
  for (const char* token : {"Bearer wrong", "Bearer secre", "Bearer secret ", "Bearer secrets", "Bearer ", "Bearer SECRET"})
    EXPECT_EQ(post("/api/v1/pings", R"({"url":"https://example.eu/a"})", {{"Authorization", token}}).status, 403) << token;
  EXPECT_EQ(post("/api/v1/pings", R"({"url":"https://example.eu/a","key":"wrong"})").status, 403);
  EXPECT_THAT(pinged, IsEmpty());
}

TEST_F(Pings, OneBadAddressDoesNotRefuseTheOthers) {
  const auto response =
      post("/api/v1/pings", R"({"urlList":["https://example.eu/a","https://elsewhere.eu/b","javascript:x"]})", kBearer);
  EXPECT_EQ(response.status, 202);
  EXPECT_THAT(pinged, ElementsAre("https://example.eu/a"));
  const auto answer = json_of(response);
  const auto& refused = answer.at("refused").as_array();
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].at("url"), "https://elsewhere.eu/b");
  EXPECT_NE(refused[0].at("reason"), refused[1].at("reason"));
}

TEST_F(Pings, WhenNothingIsAcceptedEachReasonIsInTheProblem) {
  const auto response = post("/api/v1/pings", R"({"url":"https://elsewhere.eu/b"})", kBearer);
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(json_of(response).at("refused").at(0).at("url"), "https://elsewhere.eu/b");
  EXPECT_THAT(pinged, IsEmpty());
}

TEST_F(Pings, WhatBecameOfOneIsTold) {
  const UtcTime day = parse_rfc3339("2024-03-26").value();
  fate = {.id = "0123456789abcdef", .url = "https://example.eu/a", .received = day};
  const auto state = [&] { return json_of(get("/api/v1/pings/0123456789abcdef")).at("state").as_string(); };
  EXPECT_EQ(state(), "queued");
  fate.visited = day;
  fate.outcome = "robots.txt: Disallow: /a (line 2)";
  EXPECT_EQ(state(), "refused");
  EXPECT_EQ(json_of(get("/api/v1/pings/0123456789abcdef")).at("reason").as_string(), fate.outcome);
  fate.version = 7;
  EXPECT_EQ(state(), "fetched");
  fate.searchable = day;
  const auto answer = json_of(get("/api/v1/pings/0123456789abcdef"));
  EXPECT_EQ(answer.at("state"), "searchable");
  EXPECT_EQ(answer.at("version"), 7);
  EXPECT_EQ(answer.at("searchable_since"), "2024-03-26T00:00:00Z");
  EXPECT_EQ(get("/api/v1/pings/fedcba9876543210").status, 404);
}

TEST_F(Pings, AddressesThatAreNoneAreRefused) {
  for (const char* url : {"", "x", "ftp://example.eu/a", "javascript:alert(1)", "https://user@example.eu/", "https://"})
    EXPECT_EQ(post("/api/v1/pings", std::string(R"({"url":")") + url + "\"}", kBearer).status, 422) << url;
}

TEST_F(Pings, TheHostMustBeTheAddressesOwn) {
  EXPECT_EQ(post("/api/v1/pings", R"({"host":"other.eu","urlList":["https://example.eu/a"]})", kBearer).status, 422);
}

TEST_F(Pings, BodiesThatAreNotUnderstoodAreRefused) {
  for (const char* body :
       {"", "x", "[]", "null", "\"https://example.eu\"", "{}", R"({"url":5})", R"({"urlList":"x"})", R"({"urlList":[5]})",
        R"({"urlList":[]})", R"({"url":"https://example.eu/a","more":"x"})", R"({"url":"https://example.eu/a"} x)"})
    EXPECT_EQ(post("/api/v1/pings", body, kBearer).status, 400) << body;
  EXPECT_EQ(post("/api/v1/pings", std::string(100'000, '['), kBearer).status, 400);
}

TEST_F(Pings, MoreThanTenThousandAddressesAreRefused) {
  std::string body = R"({"urlList":[)";
  for (int i = 0; i < 10'001; ++i) body += R"("https://example.eu/",)";
  body.back() = ']';
  EXPECT_EQ(post("/api/v1/pings", body + "}", kBearer).status, 400);
}

TEST_F(Pings, AnotherMediaTypeIsRefused) {
  const HttpRequest request{.method = "POST",
                            .target = "/api/v1/pings",
                            .fields = {{"Content-Type", "text/plain"}, kBearer.front()},
                            .body = R"({"url":"https://example.eu/a"})"};
  EXPECT_EQ(ask(request).status, 415);
}

TEST_F(Pings, WhatCannotBeKeptIsSaid) {
  ping_fault = "the disk is full";
  const auto response = post("/api/v1/pings", R"({"url":"https://example.eu/a"})", kBearer);
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, HasSubstr("the disk is full"));
}

}  // namespace
}  // namespace izvor
