#include "crawler/platform/process_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>

#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

TEST(ProcessLock, SecondTakerIsRefusedWithNameAndNumber) {
  const testing::TemporaryDirectory folder;
  const auto file = folder.path() / "lock";
  auto first = ProcessLock::take(file, "izvor-crawler run", "the archive");
  ASSERT_TRUE(first);
  const auto second = ProcessLock::take(file, "izvor-crawler import", "the archive");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "the archive is in use by izvor-crawler run (process " + std::to_string(getpid()) +
                                        "); stop that one first, or wait until it is done");
}

TEST(ProcessLock, IsFreeAgainWhenItsHolderIsGone) {
  const testing::TemporaryDirectory folder;
  std::optional<ProcessLock> first = ProcessLock::take(folder.path() / "lock", "a", "x").value();
  first.reset();
  EXPECT_TRUE(ProcessLock::take(folder.path() / "lock", "b", "x"));
}

TEST(ProcessLock, KilledHolderLeavesNothingStale) {
  const testing::TemporaryDirectory folder;
  const auto file = folder.path() / "lock";
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto lock = ProcessLock::take(file, "child", "x");
    if (write(ready[1], "x", 1) == 1) pause();
    _exit(0);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_FALSE(ProcessLock::take(file, "parent", "x"));
  ASSERT_EQ(kill(child, SIGKILL), 0);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_TRUE(ProcessLock::take(file, "parent", "x"));
  close(ready[0]);
  close(ready[1]);
}

}  // namespace
}  // namespace izvor
