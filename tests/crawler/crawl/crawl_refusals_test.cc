// Pages that end because nobody may open them any more.
#include <gmock/gmock.h>

#include "tests/crawler/crawl/crawl_fixture.h"

namespace izvor {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using testing::failure;

class CrawlRefusalsTest : public testing::CrawlFixture {
 protected:
  void SetUp() override {
    site_.put("/", page_with_links({"/a"}));
    site_.put("/a", page_with_links({}, "страница"));
    ASSERT_EQ(crawl_once().added, 2u);
    clock_.advance(25h);
  }

  [[nodiscard]] bool is_gone(const std::string& target) const {
    return versions(target).front().kind == VersionKind::kGone;
  }
  [[nodiscard]] std::string why_gone(const std::string& target) const {
    const PageArchive archive = PageArchive::open_for_reading(settings_.archive_directory()).value();
    return archive.why_gone(versions(target).front()).value();
  }
};

TEST_F(CrawlRefusalsTest, APageThatRobotsTxtRefusesIsGoneAfterADay) {
  site_.robots("User-agent: *\nDisallow: /a\n");
  crawl_once();
  EXPECT_FALSE(is_gone("/a")) << "one visit proves nothing";
  clock_.advance(23h);
  crawl_once();
  EXPECT_FALSE(is_gone("/a"));
  clock_.advance(2h);
  EXPECT_EQ(crawl_once().gone, 1u);
  EXPECT_TRUE(is_gone("/a"));
  clock_.advance(48h);
  EXPECT_EQ(crawl_once().gone, 0u) << "it is gone once";
  site_.robots("");
  clock_.advance(48h);
  crawl_once();
  EXPECT_FALSE(is_gone("/a")) << "and comes back when it may be read again";
}

TEST_F(CrawlRefusalsTest, APageBehindALoginIsGoneAfterADay) {
  site_.put("/a", failure(403));
  crawl_once();
  clock_.advance(25h);
  EXPECT_EQ(crawl_once().gone, 1u);
  EXPECT_THAT(last_result("/a"), HasSubstr("status 403, twice, 25 h apart"));
}

TEST_F(CrawlRefusalsTest, APageThatLeadsOutOfTheSitesIsGoneAfterADay) {
  site_.redirect("/a", "https://elsewhere.test/");
  crawl_once();
  EXPECT_FALSE(is_gone("/a"));
  clock_.advance(25h);
  crawl_once();
  EXPECT_TRUE(is_gone("/a"));
}

TEST_F(CrawlRefusalsTest, HowLongRefusalsHaveToLastIsASettingOfItsOwn) {
  settings_.crawler.gone_after = 1h;
  settings_.crawler.refused_after = 72h;
  site_.put("/a", failure(403));
  crawl_once();
  clock_.advance(48h);
  crawl_once();
  EXPECT_FALSE(is_gone("/a"));
  clock_.advance(25h);
  crawl_once();
  EXPECT_TRUE(is_gone("/a"));
}

TEST_F(CrawlRefusalsTest, TheArchiveKnowsWhyAPageEnded) {
  site_.put("/", page_with_links({"/a", "/b", "/c", "/d"}));
  for (const char* target : {"/b", "/c", "/d"}) site_.put(target, page_with_links({}, target));
  settings_.crawler.gone_share = 1;
  crawl_once();
  site_.robots("User-agent: *\nDisallow: /a\n");
  site_.put("/b", failure(401));
  site_.redirect("/c", "https://elsewhere.test/");
  site_.remove("/d");
  for (int day = 0; day < 2; ++day) {
    clock_.advance(25h);
    crawl_once();
  }
  EXPECT_THAT(why_gone("/a"), HasSubstr("robots.txt: Disallow: /a"));
  EXPECT_THAT(why_gone("/b"), HasSubstr("status 401"));
  EXPECT_THAT(why_gone("/c"), HasSubstr("redirect: leads to https://elsewhere.test/"));
  EXPECT_THAT(why_gone("/d"), HasSubstr("status 404 twice"));
}

TEST_F(CrawlRefusalsTest, ARefusalBetweenTwoAnswersEndsNothing) {
  site_.put("/a", failure(401));
  crawl_once();
  site_.put("/a", page_with_links({}, "страница"));
  clock_.advance(25h);
  crawl_once();
  site_.put("/a", failure(401));
  clock_.advance(25h);
  crawl_once();
  EXPECT_FALSE(is_gone("/a"));
}

TEST_F(CrawlRefusalsTest, ManyRefusalsAtOnceAreHeldBack) {
  std::vector<std::string> targets;
  for (int i = 0; i < 40; ++i) targets.push_back("/p" + std::to_string(i));
  site_.put("/", page_with_links(targets));
  for (const std::string& target : targets) site_.put(target, page_with_links({}, target));
  crawl_once();
  site_.robots("User-agent: *\nDisallow: /p\n");
  clock_.advance(25h);
  crawl_once();
  clock_.advance(25h);
  const CrawlSummary summary = crawl_once();
  EXPECT_EQ(summary.gone, 8u) << "a fifth of 42";
  EXPECT_EQ(summary.held_back, 32u);
}

TEST_F(CrawlRefusalsTest, AStatus410AfterAPingEndsThePageAtOnce) {
  site_.put("/a", failure(410));
  PingQueue pings = PingQueue::open(settings_.archive_directory()).value();
  ASSERT_TRUE(pings.add({url("/a")}, "test", clock_.now()));
  EXPECT_EQ(crawl_once().gone, 1u);
  EXPECT_TRUE(is_gone("/a"));
}

TEST_F(CrawlRefusalsTest, ThePagesOfARemovedSiteLeaveAtTheNextStart) {
  const testing::SiteServer other;
  settings_.sites[0].seeds = {other.url("/")};
  EXPECT_EQ(crawl_once().gone, 2u);
  EXPECT_TRUE(is_gone("/a"));
  EXPECT_THAT(versions("/a"), SizeIs(2)) << "its versions stay in the archive";
  EXPECT_EQ(crawl_once().gone, 0u);
  settings_.sites[0].seeds = {site_.url("/")};
  clock_.advance(25h);
  crawl_once();
  EXPECT_FALSE(is_gone("/a"));
}

}  // namespace
}  // namespace izvor
