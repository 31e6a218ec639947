#include "indexer/index/generations.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

TEST(Generations, ThereIsNoneAtFirst) {
  const testing::TemporaryDirectory index;
  const auto live = live_generation(index.path());
  ASSERT_TRUE(live);
  EXPECT_FALSE(*live);
}

TEST(Generations, TheStubNamesTheLiveOne) {
  const testing::TemporaryDirectory index;
  const auto first = create_generation(index.path());
  const auto second = create_generation(index.path());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->name(), "000001");
  EXPECT_EQ(second->number(), 2U);
  ASSERT_TRUE(make_live(index.path(), *second));
  const auto live = live_generation(index.path());
  ASSERT_TRUE(live && *live);
  EXPECT_EQ(**live, *second);
}

TEST(Generations, OnlyTheOneBeforeTheLiveOneIsKept) {
  const testing::TemporaryDirectory index;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(create_generation(index.path()));
  ASSERT_TRUE(make_live(index.path(), Generation(index.path(), 3)));
  ASSERT_TRUE(remove_old_generations(index.path()));
  const auto left = all_generations(index.path());
  ASSERT_EQ(left.size(), 3U);  // 2 for its readers, 3 is live, 4 may be a rebuild under way.
  EXPECT_EQ(left.front().number(), 2U);
}

TEST(Generations, ADamagedStubSaysWhatToRun) {
  for (const char* text : {"", "auto /etc/passwd\n", "auto generations/../live\n", "auto generations/000000/live\n", "\x01\xff",
                           "auto generations/000001/live"}) {
    const testing::TemporaryDirectory index;
    std::ofstream(stub_file(index.path())) << text;
    const auto live = live_generation(index.path());
    ASSERT_FALSE(live) << text;
    EXPECT_NE(live.error().message.find("izvor-indexer rebuild"), std::string::npos);
  }
}

}  // namespace
}  // namespace izvor
