#include "crawler/platform/stop_signal.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <csignal>

namespace izvor {
namespace {

bool readable(int fd) {
  pollfd question{.fd = fd, .events = POLLIN, .revents = 0};
  return poll(&question, 1, 0) == 1;
}

TEST(StopSignal, SigtermIsSeenAsFlagAndAsDescriptor) {
  const StopSignal stop;
  EXPECT_FALSE(stop.requested());
  EXPECT_FALSE(readable(stop.descriptor()));
  ASSERT_EQ(raise(SIGTERM), 0);
  EXPECT_TRUE(stop.requested());
  EXPECT_TRUE(readable(stop.descriptor()));
  EXPECT_TRUE(readable(stop.descriptor()));
}

TEST(StopSignal, ASecondSignalEndsTheProcess) {
  EXPECT_EXIT(
      {
        const StopSignal stop;
        raise(SIGINT);
        raise(SIGINT);
      },
      ::testing::KilledBySignal(SIGINT), "");
}

TEST(StopSignal, CanBeMadeAgain) {
  {
    StopSignal stop;
    stop.request();
    EXPECT_TRUE(stop.requested());
  }
  const StopSignal stop;
  EXPECT_FALSE(stop.requested());
}

}  // namespace
}  // namespace izvor
