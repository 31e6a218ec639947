// The crawl's manners in time, with a fetcher that answers at once and lets the clock run while the crawl waits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "crawler/crawl/crawl.h"
#include "izvor/page_archive.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using ::testing::ElementsAre;

// A web of pages by address; notes when each was asked for, in milliseconds since the start.
class PromptFetcher final : public Fetcher {
 public:
  explicit PromptFetcher(testing::ManualClock& clock) : clock_(clock), start_(clock.steady()) {}

  void put(const std::string& address, const std::string& body) { answers_[address] = {.status = 200, .body = body}; }
  void fail(const std::string& address, int status, const std::string& retry_after) {
    answers_[address] = {.status = status, .retry_after = retry_after};
  }

  void start(FetchRequest request) override {
    log_.emplace_back(std::chrono::duration_cast<milliseconds>(clock_.steady() - start_).count(), request.url.str());
    const std::string address = request.url.str();
    under_way_.push_back(std::move(request));
    on_start(address);
    most_at_once_ = std::max(most_at_once_, under_way_.size());
  }

  std::vector<FetchResult> wait(milliseconds longest) override {
    if (under_way_.empty() || turns_held > 0) {
      --turns_held;
      clock_.advance(longest);
      return {};
    }
    clock_.advance(latency);
    std::vector<FetchResult> results;
    for (const FetchRequest& request : under_way_) results.push_back(answer(request));
    under_way_.clear();
    return results;
  }

  [[nodiscard]] std::vector<long> times_of(const std::string& address) const {
    std::vector<long> times;
    for (const auto& [time, asked] : log_) {
      if (asked == address) times.push_back(time);
    }
    return times;
  }
  [[nodiscard]] std::vector<std::string> order() const {
    std::vector<std::string> addresses;
    for (const auto& [time, asked] : log_) addresses.push_back(asked);
    return addresses;
  }
  [[nodiscard]] std::size_t most_at_once() const { return most_at_once_; }

  milliseconds latency{0};
  int turns_held = 0;  ///< How often `wait` returns nothing before it answers.
  std::function<void(const std::string&)> on_start = [](const std::string&) {};

 private:
  struct Answer {
    int status = 404;
    std::string body = {};
    std::string retry_after = {};
  };

  FetchResult answer(const FetchRequest& request) {
    const auto found = answers_.find(request.url.str());
    const Answer answer = found == answers_.end() ? Answer{} : found->second;
    FetchResult result{.url = request.url, .tag = request.tag};
    result.status = answer.status;
    result.fields = {{"Content-Type", "text/html; charset=utf-8"}};
    if (!answer.retry_after.empty()) result.fields.emplace_back("Retry-After", answer.retry_after);
    result.request_head = "GET " + std::string(request.url.target()) + " HTTP/1.1\r\n\r\n";
    result.body = answer.body;
    result.fetched = clock_.now();
    result.latency = latency;
    return result;
  }

  testing::ManualClock& clock_;
  std::chrono::steady_clock::time_point start_;
  std::map<std::string, Answer> answers_;
  std::vector<FetchRequest> under_way_;
  std::vector<std::pair<long, std::string>> log_;
  std::size_t most_at_once_ = 0;
};

class CrawlPaceTest : public ::testing::Test {
 protected:
  CrawlPaceTest() { seed({"https://a.eu/"}); }

  void seed(const std::vector<std::string>& seeds) {
    sites_ = {SiteSettings{.name = "sample", .seeds = seeds, .include = {}, .exclude = {}, .sitemaps = {}}};
  }

  CrawlSummary crawl(
      bool once = true, std::function<bool()> stop = [] { return false; }) {
    PageArchive archive = PageArchive::open_for_writing(folder_.path()).value();
    PingQueue pings = PingQueue::open(folder_.path()).value();
    const Scope scope = Scope::make(sites_, settings_).value();
    Crawl crawl(
        {.settings = settings_, .scope = scope, .archive = archive, .pings = &pings, .fetcher = fetcher_, .clock = clock_});
    return crawl.run({.once = once, .stop = std::move(stop)});
  }

  testing::TemporaryDirectory folder_;
  testing::ManualClock clock_;
  PromptFetcher fetcher_{clock_};
  CrawlerSettings settings_;
  std::vector<SiteSettings> sites_;
};

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
