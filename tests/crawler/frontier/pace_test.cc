#include "crawler/frontier/pace.h"

#include <gtest/gtest.h>

#include "tests/support/manual_clock.h"

namespace izvor {
namespace {

using namespace std::chrono_literals;

class PaceTest : public ::testing::Test {
 protected:
  void answer(std::chrono::milliseconds latency) {
    pace_.started("h");
    pace_.finished("h", latency);
  }

  CrawlerSettings settings_;
  testing::ManualClock clock_;
  Pace pace_{settings_, clock_};
};

TEST_F(PaceTest, ANewHostIsReady) { EXPECT_TRUE(pace_.is_ready("h")); }

TEST_F(PaceTest, AHostIsAskedOneThingAtATimeAndThenRests) {
  pace_.started("h");
  EXPECT_FALSE(pace_.is_ready("h"));
  clock_.advance(1h);
  EXPECT_FALSE(pace_.is_ready("h"));
  pace_.finished("h", 10ms);
  clock_.advance(999ms);
  EXPECT_FALSE(pace_.is_ready("h"));
  EXPECT_TRUE(pace_.is_ready("other"));
  clock_.advance(1ms);
  EXPECT_TRUE(pace_.is_ready("h"));
}

TEST_F(PaceTest, TheLongestOfDelayCrawlDelayAndLatencyCounts) {
  EXPECT_EQ(pace_.pause("h"), 1s);
  answer(3s);
  EXPECT_EQ(pace_.pause("h"), 6s);
  pace_.set_crawl_delay("h", 10s);
  EXPECT_EQ(pace_.pause("h"), 10s);
  pace_.set_crawl_delay("h", 24h);
  EXPECT_EQ(pace_.pause("h"), 60s) << "max_crawl_delay caps it";
}

TEST_F(PaceTest, AHeldHostWaitsAsLongAsItAsked) {
  answer(0ms);
  pace_.hold("h", clock_.now() + 120s, "503");
  clock_.advance(119s);
  EXPECT_FALSE(pace_.is_ready("h"));
  clock_.advance(1s);
  EXPECT_TRUE(pace_.is_ready("h"));
}

TEST_F(PaceTest, AShorterHoldDoesNotEndALongerOne) {
  pace_.hold("h", clock_.now() + 120s, "503");
  pace_.hold("h", clock_.now() + 10s, "429");
  clock_.advance(60s);
  EXPECT_FALSE(pace_.is_ready("h"));
  EXPECT_EQ(pace_.host("h").held_reason, "503");
}

TEST_F(PaceTest, AHostThatDoesNotAnswerIsHeldLongerEachTime) {
  const auto fail_once = [&] {
    pace_.started("h");
    pace_.failed("h", "timeout");
    return pace_.ready_at("h") - clock_.steady();
  };
  EXPECT_EQ(fail_once(), 1s);
  EXPECT_EQ(fail_once(), 1s);
  EXPECT_EQ(fail_once(), 30s);
  EXPECT_EQ(fail_once(), 60s);
  for (int i = 0; i < 20; ++i) fail_once();
  EXPECT_EQ(pace_.ready_at("h") - clock_.steady(), 1h);
  answer(0ms);
  clock_.advance(1h);
  EXPECT_EQ(fail_once(), 1s);
}

TEST_F(PaceTest, OriginsOfOneHostShareItsPaceAndNotTheirRests) {
  pace_.started("https://h");
  EXPECT_TRUE(pace_.is_busy("http://h"));
  pace_.finished("https://h", 0ms);
  EXPECT_EQ(pace_.ready_at("http://h") - clock_.steady(), 1s);
  pace_.hold("https://h", clock_.now() + 600s, "robots.txt is unreachable");
  clock_.advance(1s);
  EXPECT_TRUE(pace_.is_ready("http://h"));
  EXPECT_FALSE(pace_.is_ready("https://h"));
}

TEST_F(PaceTest, NoRestIsLongerThanADay) {
  pace_.restore({.origin = "https://h", .held_until = clock_.now() + 8760h, .held_reason = "429"});
  EXPECT_EQ(pace_.ready_at("https://h") - clock_.steady(), 24h);
}

TEST_F(PaceTest, ARestartDoesNotForgetTheRestOrTheHold) {
  pace_.restore({.origin = "h", .last_request = clock_.now()});
  EXPECT_FALSE(pace_.is_ready("h"));
  clock_.advance(1s);
  EXPECT_TRUE(pace_.is_ready("h"));
  pace_.restore({.origin = "g", .held_until = clock_.now() + 60s, .held_reason = "429"});
  clock_.advance(59s);
  EXPECT_FALSE(pace_.is_ready("g"));
  clock_.advance(1s);
  EXPECT_TRUE(pace_.is_ready("g"));
}

}  // namespace
}  // namespace izvor
