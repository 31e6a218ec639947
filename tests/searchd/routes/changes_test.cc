// The public change feed as JSON and as Atom, and results as Atom.
#include <gmock/gmock.h>

#include "tests/searchd/routes/route_bench.h"
#include "tests/support/xml_elements.h"

namespace izvor {
namespace {

using testing::answer_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::full_hit;
using testing::texts_of;
using testing::xml_elements;

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";

class ChangesApi : public testing::RouteBench {
 protected:
  PageChange change(Sequence sequence, PageChange::Kind kind, std::string title = "Заглавие") {
    return {.sequence = sequence,
            .page = known_page,
            .url = "https://example.eu/x?a=1&b=2",
            .title = std::move(title),
            .kind = kind,
            .fetched = UtcTime(std::chrono::seconds(86'400 + static_cast<std::int64_t>(sequence)))};
  }

  /// What RFC 4287 asks of every feed and entry.
  static void expect_valid(const std::vector<testing::XmlElement>& feed) {
    ASSERT_FALSE(feed.empty());
    EXPECT_EQ(feed.front().path, "feed");
    std::size_t entries = 0;
    for (const auto& element : feed) {
      EXPECT_EQ(element.space, kAtom) << element.path;
      entries += element.path == "feed/entry" ? std::size_t{1} : 0;
    }
    for (const char* name : {"feed/id", "feed/title", "feed/updated", "feed/author/name"})
      EXPECT_EQ(texts_of(feed, name).size(), 1U) << name;
    for (const char* name : {"feed/entry/id", "feed/entry/title", "feed/entry/updated"})
      EXPECT_EQ(texts_of(feed, name).size(), entries) << name;
    for (const char* name : {"feed/updated", "feed/entry/updated"})
      for (const std::string& time : texts_of(feed, name)) EXPECT_TRUE(parse_rfc3339(time)) << time;
  }
};

TEST_F(ChangesApi, ListsChangesUpToTheIndexAndSaysHowToGoOn) {
  changes = std::vector<PageChange>{change(3, PageChange::Kind::kNew), change(9, PageChange::Kind::kGone)};
  const auto body = json_of(get("/api/v1/changes?since=2"));
  EXPECT_EQ(last_changes.since, 2U);
  EXPECT_EQ(last_changes.up_to, 77U);
  EXPECT_EQ(last_changes.limit, 100U);
  EXPECT_FALSE(last_changes.newest_first);
  EXPECT_EQ(body.at("changes").at(0).at("kind"), "new");
  EXPECT_EQ(body.at("changes").at(1).at("sequence"), 9);
  EXPECT_EQ(body.at("more"), false);
  EXPECT_EQ(body.at("next"), 77) << "what is between 9 and the index's number is no change";
}

TEST_F(ChangesApi, SaysWhyAPageIsGone) {
  PageChange gone = change(9, PageChange::Kind::kGone);
  gone.reason = "robots.txt: Disallow: /x (line 2), twice, 25 h apart";
  changes = std::vector<PageChange>{change(3, PageChange::Kind::kNew), gone};
  const auto body = json_of(get("/api/v1/changes"));
  EXPECT_FALSE(body.at("changes").at(0).as_object().contains("reason"));
  EXPECT_EQ(body.at("changes").at(1).at("reason"), boost::json::value(gone.reason));
  EXPECT_THAT(texts_of(xml_elements(get("/changes.atom").body), "feed/entry/summary"), Contains(gone.reason));
}

TEST_F(ChangesApi, AFullPageIsFollowedFromItsLastNumber) {
  changes = std::vector<PageChange>{change(3, PageChange::Kind::kNew), change(9, PageChange::Kind::kChanged)};
  const auto body = json_of(get("/api/v1/changes?limit=2"));
  EXPECT_EQ(body.at("more"), true);
  EXPECT_EQ(body.at("next"), 9);
}

TEST_F(ChangesApi, WhoIsAheadOfTheIndexStaysThere) { EXPECT_EQ(json_of(get("/api/v1/changes?since=500")).at("next"), 500); }

TEST_F(ChangesApi, RefusesWhatIsNoNumber) {
  for (const char* query : {"since=x", "since=-1", "since=1.5", "since=", "limit=0", "limit=1001", "page=2", "since=1&since=2",
                            "since=99999999999999999999"}) {
    EXPECT_EQ(get(std::string("/api/v1/changes?") + query).status, 400) << query;
    EXPECT_EQ(get(std::string("/changes.atom?") + query).status, 400) << query;
  }
}

TEST_F(ChangesApi, WithoutAnIndexThereAreNoChanges) {
  index = {.ready = false, .problem = "there is no index", .pages = 0, .sequence = 0, .reopenings = 0};
  EXPECT_EQ(get("/api/v1/changes").status, 503);
  EXPECT_EQ(get("/changes.atom").status, 503);
  index.ready = true;
  changes = fail("the journal is damaged");
  EXPECT_EQ(get("/api/v1/changes").status, 503);
}

TEST_F(ChangesApi, IsNotSentAgainWhileTheIndexStaysWhereItIs) {
  const std::string tag(get("/api/v1/changes").field("ETag"));
  EXPECT_EQ(get("/api/v1/changes", {{"If-None-Match", tag}}).status, 304);
  index.sequence = 78;
  EXPECT_EQ(get("/api/v1/changes", {{"If-None-Match", tag}}).status, 200);
}

TEST_F(ChangesApi, TheFeedIsValidAtomNewestFirst) {
  changes = std::vector<PageChange>{change(9, PageChange::Kind::kGone, ""), change(3, PageChange::Kind::kNew)};
  const auto response = get("/changes.atom");
  EXPECT_EQ(response.field("Content-Type"), "application/atom+xml; charset=utf-8");
  EXPECT_TRUE(last_changes.newest_first);
  const auto feed = xml_elements(response.body);
  expect_valid(feed);
  EXPECT_THAT(texts_of(feed, "feed/entry/title"), ElementsAre("Премахната: https://example.eu/x?a=1&b=2", "Нова: Заглавие"));
  EXPECT_THAT(texts_of(feed, "feed/entry/id"), ElementsAre("urn:izvor:version:9", "urn:izvor:version:3"));
  EXPECT_THAT(texts_of(feed, "feed/updated"), ElementsAre("1970-01-02T00:00:09Z"));
  std::vector<std::string> links;
  for (const auto& element : feed)
    if (element.path.ends_with("link")) links.push_back(element.attributes.at("href"));
  EXPECT_THAT(links, Contains("http://search.example.eu/changes.atom"));
  EXPECT_THAT(links, Contains("https://example.eu/x?a=1&b=2"));
}

TEST_F(ChangesApi, AnEmptyFeedIsValidToo) {
  expect_valid(xml_elements(get("/changes.atom").body));
  outcome = answer_of({});
  expect_valid(xml_elements(get("/search.atom?q=x").body));
}

TEST_F(ChangesApi, ResultsAreAFeedOfTheNewest) {
  outcome = answer_of({full_hit()});
  const auto feed = xml_elements(get("/search.atom?q=%D0%B0%26%3Cb%3E&type=news").body);
  EXPECT_EQ(last_request.sort, SortOrder::kNewest);
  EXPECT_EQ(last_request.limit, 20U);
  EXPECT_THAT(last_request.types, ElementsAre("news"));
  expect_valid(feed);
  EXPECT_THAT(texts_of(feed, "feed/title"), ElementsAre("Извор: а&<b>"));
  EXPECT_THAT(texts_of(feed, "feed/entry/title"), ElementsAre("Цифрово партньорство <b>\"и\"</b> 😀 Сингапур"));
  EXPECT_THAT(texts_of(feed, "feed/entry/summary"), ElementsAre("Партньорството & договорът втори откъс"));
  EXPECT_EQ(get("/search.atom?q=x&sort=oldest").status, 200);
  EXPECT_EQ(last_request.sort, SortOrder::kOldest);
  EXPECT_EQ(get("/search.atom").status, 400);
  EXPECT_EQ(get("/search.atom?q=x&nonsense=1").status, 400);
}

TEST_F(ChangesApi, WhatXmlCannotWriteLeavesTheFeedWellFormed) {
  SearchHit hit = full_hit();
  hit.title = {"\x01\x1b]]>&amp;\xEF\xBF\xBF<!--", {}};
  hit.url = "javascript:alert(1)";
  outcome = answer_of({hit});
  const auto feed = xml_elements(get("/search.atom?q=x").body);
  expect_valid(feed);
  EXPECT_THAT(texts_of(feed, "feed/entry/title"), ElementsAre("\uFFFD\uFFFD]]>&amp;\uFFFD<!--"));
  for (const auto& element : feed)
    if (element.path == "feed/entry/link") ADD_FAILURE() << "a link to " << element.attributes.at("href");
}

}  // namespace
}  // namespace izvor
