// kill -9 at any moment of indexing or rebuilding: the index is clean at once, nothing that was committed is lost, and the
// next start goes on. IZVOR_KILL_LOOPS sets the number of kills (default 4).
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/faults/killed_indexer.h"

namespace izvor {
namespace {

int kill_loops() {
  const char* text = std::getenv("IZVOR_KILL_LOOPS");
  return text != nullptr ? std::atoi(text) : 4;
}

TEST_F(KilledIndexer, RunLosesNothingAndGoesOn) {
  write_versions(100);
  unsigned took = microseconds_of({"run", "--once"});
  Sequence before = open().sequence;
  for (int killed = 0; killed < kill_loops();) {
    write_versions(100);
    if (kill_within({"run", "--once"}, took)) ++killed;
    ASSERT_EQ(trouble(), "") << "after kill " << killed;
    ASSERT_GE(open().sequence, before) << "what was committed is there";
    before = open().sequence;
  }
  ASSERT_EQ(finish({"run", "--once"}), 0);
  EXPECT_EQ(open().sequence, archive().last_sequence().value());
  EXPECT_EQ(trouble(), "");
}

TEST_F(KilledIndexer, RebuildLeavesTheLiveIndexAndGoesOn) {
  write_versions(300);
  ASSERT_EQ(finish({"run", "--once"}), 0);
  unsigned took = microseconds_of({"rebuild"});
  for (int killed = 0; killed < kill_loops();) {
    if (kill_within({"rebuild"}, took)) ++killed;
    ASSERT_EQ(trouble(), "") << "after kill " << killed;
  }
  ASSERT_EQ(finish({"rebuild"}), 0);
  EXPECT_EQ(open().sequence, archive().last_sequence().value());
  EXPECT_EQ(trouble(), "");
}

TEST_F(KilledIndexer, AFullDiskIsSaidAndLosesNothing) {
  write_versions(60);
  ASSERT_EQ(finish({"run", "--once"}), 0);
  const Sequence before = open().sequence;
  write_versions(300);
  // No file may grow beyond so many blocks: writes fail as on a full disk. The first limits are too small for anything.
  int failed = 0;
  for (const char* blocks : {"8", "64", "256", "400", "600", "800"}) {
    const std::string limited = std::string("trap '' XFSZ; ulimit -f ") + blocks + "; exec \"$0\" \"$@\" 2>/dev/null";
    const int status =
        finish_program("/bin/sh", {"-c", limited, IZVOR_INDEXER, "--config", (folder_.path() / "izvor.toml").string(), "--data",
                                   folder_.path().string(), "run", "--once"});
    ASSERT_TRUE(status == 0 || status == 1) << status;
    failed += status;
    // No false success: done means all of it.
    if (status == 0) {
      EXPECT_EQ(open().sequence, archive().last_sequence().value());
    }
    ASSERT_EQ(trouble(), "") << "at " << blocks << " blocks";
    ASSERT_GE(open().sequence, before);
  }
  EXPECT_GT(failed, 0);
  ASSERT_EQ(finish({"run", "--once"}), 0);
  EXPECT_EQ(open().sequence, archive().last_sequence().value());
  EXPECT_EQ(trouble(), "");
}

}  // namespace
}  // namespace izvor
