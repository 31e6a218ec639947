// The crawl's manners in time, with a fetcher that answers at once and lets the clock run while the crawl waits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawler/crawl/prompt_crawl.h"

namespace izvor {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using CrawlPaceTest = testing::PromptCrawl;

TEST_F(CrawlPaceTest, RequestsToOneHostAreADelayApart) {
  fetcher_.put("https://a.eu/", "<a href=1></a><a href=2></a>");
  crawl();
  EXPECT_THAT(fetcher_.times_of("https://a.eu/robots.txt"), ElementsAre(0));
  EXPECT_THAT(fetcher_.times_of("https://a.eu/"), ElementsAre(1000));
  EXPECT_THAT(fetcher_.times_of("https://a.eu/1"), ElementsAre(2000));
  EXPECT_THAT(fetcher_.times_of("https://a.eu/2"), ElementsAre(3000));
}

TEST_F(CrawlPaceTest, ASlowHostIsAskedLessOften) {
  fetcher_.latency = 3s;
  fetcher_.put("https://a.eu/", "<a href=1></a>");
  crawl();
  EXPECT_THAT(fetcher_.times_of("https://a.eu/"), ElementsAre(9000)) << "3 s of latency, twice that of rest";
  EXPECT_THAT(fetcher_.times_of("https://a.eu/1"), ElementsAre(18000));
}

TEST_F(CrawlPaceTest, CrawlDelayIsHonouredUpToTheCap) {
  fetcher_.put("https://a.eu/robots.txt", "User-agent: *\nCrawl-delay: 7\n");
  fetcher_.put("https://a.eu/", "<a href=1></a>");
  crawl();
  EXPECT_THAT(fetcher_.times_of("https://a.eu/1"), ElementsAre(fetcher_.times_of("https://a.eu/").at(0) + 7000));
}

TEST_F(CrawlPaceTest, HostsDoNotWaitForEachOther) {
  seed({"https://a.eu/", "https://b.eu/", "https://c.eu/"});
  crawl();
  for (const char* address : {"https://a.eu/", "https://b.eu/", "https://c.eu/"}) {
    EXPECT_THAT(fetcher_.times_of(address), ElementsAre(1000));
  }
  EXPECT_EQ(fetcher_.most_at_once(), 3u);
}

TEST_F(CrawlPaceTest, ConnectionsAreCapped) {
  settings_.connections = 2;
  seed({"https://a.eu/", "https://b.eu/", "https://c.eu/"});
  EXPECT_EQ(crawl().missing, 3u);
  EXPECT_EQ(fetcher_.most_at_once(), 2u);
}

TEST_F(CrawlPaceTest, RetryAfterHoldsTheWholeHostAndNoOther) {
  seed({"https://a.eu/", "https://a.eu/1", "https://b.eu/", "https://b.eu/1"});
  fetcher_.fail("https://a.eu/", 429, "30");
  crawl();
  EXPECT_THAT(fetcher_.times_of("https://b.eu/1"), ElementsAre(2000));
  EXPECT_GE(fetcher_.times_of("https://a.eu/1").at(0), 31'000);
  EXPECT_THAT(fetcher_.times_of("https://a.eu/"), ElementsAre(1000, 32'000, 62'000, 92'000)) << "not for ever in one pass";
}

TEST_F(CrawlPaceTest, APassDoesNotWaitForALongRest) {
  seed({"https://a.eu/", "https://a.eu/1"});
  fetcher_.fail("https://a.eu/", 503, "7200");
  const CrawlSummary first = crawl();
  EXPECT_EQ(first.put_off, 2u);
  EXPECT_TRUE(fetcher_.times_of("https://a.eu/1").empty());
  clock_.advance(1h);
  EXPECT_EQ(crawl().fetched, 0u) << "the rest holds over a restart";
  clock_.advance(1h);
  fetcher_.put("https://a.eu/", "x");
  EXPECT_EQ(crawl().added, 1u);
}

TEST_F(CrawlPaceTest, AServerErrorIsTriedAgainLaterNotAtOnce) {
  fetcher_.fail("https://a.eu/", 500, "");
  crawl();
  EXPECT_EQ(fetcher_.times_of("https://a.eu/").size(), 1u);
  crawl();
  EXPECT_EQ(fetcher_.times_of("https://a.eu/").size(), 1u);
  clock_.advance(5min);
  crawl();
  EXPECT_EQ(fetcher_.times_of("https://a.eu/").size(), 2u);
}

TEST_F(CrawlPaceTest, WithoutOnceThePagesAreVisitedAgainWhenDue) {
  fetcher_.put("https://a.eu/", "x");
  settings_.revisit = 1h;
  const auto end = clock_.now() + 3h + 30min;
  crawl(false, [&] { return clock_.now() >= end; });
  EXPECT_EQ(fetcher_.times_of("https://a.eu/").size(), 4u);
  EXPECT_EQ(fetcher_.times_of("https://a.eu/robots.txt").size(), 1u);
}

TEST_F(CrawlPaceTest, PingsComeBeforeEverythingElse) {
  fetcher_.put("https://a.eu/", "<a href=1></a><a href=2></a>");
  static_cast<void>(crawl(true, [&] { return !fetcher_.times_of("https://a.eu/").empty(); }));
  PingQueue queue = PingQueue::open(folder_.path()).value();
  ASSERT_TRUE(queue.add({Url::parse("https://a.eu/2").value()}, "test", clock_.now()));
  ASSERT_TRUE(queue.add({Url::parse("https://a.eu/new").value()}, "test", clock_.now()));
  crawl();
  EXPECT_THAT(fetcher_.order(),
              ElementsAre("https://a.eu/robots.txt", "https://a.eu/", "https://a.eu/2", "https://a.eu/new", "https://a.eu/1"));
  EXPECT_EQ(queue.waiting().value(), 0u);
}

TEST_F(CrawlPaceTest, AKnownPageDoesNotWaitBehindPingsOfUnknownOnesNorAnotherHost) {
  seed({"https://a.eu/", "https://b.eu/"});
  fetcher_.put("https://a.eu/", "x");
  fetcher_.put("https://b.eu/", "x");
  crawl();
  const auto before = fetcher_.order().size();
  PingQueue queue = PingQueue::open(folder_.path()).value();
  std::vector<Url> flood;
  for (int i = 0; i < 600; ++i) flood.push_back(Url::parse("https://a.eu/unknown/" + std::to_string(i)).value());
  flood.push_back(Url::parse("https://a.eu/").value());
  flood.push_back(Url::parse("https://b.eu/").value());
  ASSERT_TRUE(queue.add(flood, "test", clock_.now()));
  crawl();
  const std::vector<std::string> order = fetcher_.order();
  const std::vector<std::string> first(order.begin() + static_cast<std::ptrdiff_t>(before),
                                       order.begin() + static_cast<std::ptrdiff_t>(before) + 2);
  EXPECT_THAT(first, ::testing::UnorderedElementsAre("https://a.eu/", "https://b.eu/"));
  EXPECT_EQ(queue.waiting().value(), 0u);
}

TEST_F(CrawlPaceTest, TheFloodOfOneHostLeavesOthersTheirShareOfTheDay) {
  seed({"https://a.eu/", "https://b.eu/"});
  settings_.visits_per_day = 200;  // 100 for signals, of which each host has 10 to itself.
  fetcher_.put("https://a.eu/", "x");
  fetcher_.put("https://b.eu/", "x");
  crawl();
  PingQueue queue = PingQueue::open(folder_.path()).value();
  std::vector<Url> flood;
  for (int i = 0; i < 600; ++i) flood.push_back(Url::parse("https://a.eu/unknown/" + std::to_string(i)).value());
  ASSERT_TRUE(queue.add(flood, "test", clock_.now()));
  CrawlSummary summary = crawl();
  EXPECT_EQ(summary.fetched, 188u) << "two were fetched before, and ten are set aside for the other host";
  EXPECT_EQ(summary.put_off, 600u - 188u);
  std::vector<Url> changed;
  for (int i = 0; i < 20; ++i) changed.push_back(Url::parse("https://b.eu/" + std::to_string(i)).value());
  ASSERT_TRUE(queue.add(changed, "test", clock_.now()));
  summary = crawl();
  EXPECT_EQ(summary.fetched, 10u) << "the same day, by another run";
  EXPECT_EQ(fetcher_.times_of("https://b.eu/0").size(), 1u);
  EXPECT_EQ(fetcher_.times_of("https://b.eu/19").size(), 0u);
}

TEST_F(CrawlPaceTest, AKeptPagePassesMorePingsThanAreTakenAtOnce) {
  fetcher_.put("https://a.eu/", "x");
  crawl();
  const auto before = fetcher_.order().size();
  PingQueue queue = PingQueue::open(folder_.path()).value();
  std::vector<Url> flood;
  for (int i = 0; i < 10'500; ++i) flood.push_back(Url::parse("https://a.eu/unknown/" + std::to_string(i)).value());
  flood.push_back(Url::parse("https://a.eu/").value());
  ASSERT_TRUE(queue.add(flood, "test", clock_.now()));
  settings_.addresses_per_pattern = 20'000;
  settings_.delay = std::chrono::milliseconds(1);
  fetcher_.put("https://a.eu/", "y");
  int asked = 0;
  fetcher_.on_start = [&](const std::string& /*address*/) { ++asked; };
  crawl(true, [&] { return !fetcher_.times_of("https://a.eu/").empty() && fetcher_.times_of("https://a.eu/").size() > 1; });
  EXPECT_LT(fetcher_.order().size() - before, 20u) << "of 10,500";
}

TEST_F(CrawlPaceTest, APingOutsideTheScopeIsRefusedWithAReason) {
  PingQueue queue = PingQueue::open(folder_.path()).value();
  ASSERT_TRUE(queue.add({Url::parse("https://other.eu/").value()}, "test", clock_.now()));
  EXPECT_EQ(crawl().skipped.at("scope"), 1u);
  EXPECT_EQ(queue.waiting().value(), 0u);
  EXPECT_TRUE(fetcher_.times_of("https://other.eu/").empty());
}

TEST_F(CrawlPaceTest, APingForAPageThatIsBeingFetchedFetchesItOnceMore) {
  fetcher_.put("https://a.eu/", "x");
  PingQueue queue = PingQueue::open(folder_.path()).value();
  fetcher_.on_start = [&](const std::string& address) {
    if (address != "https://a.eu/" || fetcher_.times_of(address).size() > 1) return;
    ASSERT_TRUE(queue.add({Url::parse(address).value()}, "test", clock_.now()));
    fetcher_.turns_held = 3;
  };
  crawl();
  EXPECT_EQ(fetcher_.times_of("https://a.eu/").size(), 2u);
  EXPECT_EQ(queue.waiting().value(), 0u);
}

TEST_F(CrawlPaceTest, APingStaysUntilItsVisitIsAcknowledged) {
  PingQueue queue = PingQueue::open(folder_.path()).value();
  ASSERT_TRUE(queue.add({Url::parse("https://a.eu/x").value()}, "test", clock_.now()));
  crawl(true, [&] { return !fetcher_.times_of("https://a.eu/robots.txt").empty(); });
  EXPECT_EQ(queue.waiting().value(), 1u);
  crawl();
  EXPECT_EQ(fetcher_.times_of("https://a.eu/x").size(), 1u);
  EXPECT_EQ(queue.waiting().value(), 0u);
}

}  // namespace
}  // namespace izvor
