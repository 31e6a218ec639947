#include "crawler/platform/progress.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

using std::chrono::milliseconds;

TEST(Progress, TellsDoneTotalRateAndTimeLeft) {
  EXPECT_EQ(progress_text("import", 1200, 2961, milliseconds(1500)), "import: 1 200 of 2 961 (40 %), 800/s, 2 s left");
}

TEST(Progress, UnknownTotalHasNoTimeLeft) { EXPECT_EQ(progress_text("crawl", 5, 0, milliseconds(1000)), "crawl: 5, 5/s"); }

TEST(Progress, LongTimesAreInMinutesAndHours) {
  EXPECT_EQ(progress_text("x", 1, 100, milliseconds(1000)), "x: 1 of 100 (1 %), 1/s, 1 min 39 s left");
  EXPECT_EQ(progress_text("x", 1, 10001, milliseconds(1000)), "x: 1 of 10 001 (0 %), 1/s, 2 h 46 min left");
}

TEST(Progress, NothingDoneYetIsNoDivisionByZero) {
  EXPECT_EQ(progress_text("x", 0, 10, milliseconds(0)), "x: 0 of 10 (0 %), 0/s");
}

}  // namespace
}  // namespace izvor
