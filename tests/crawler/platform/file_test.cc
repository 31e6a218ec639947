#include "crawler/platform/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "crawler/platform/sha256.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

TEST(File, AtomicWriteReplacesTheContentAndLeavesNothingElse) {
  const testing::TemporaryDirectory folder;
  const auto file = folder.path() / "x";
  ASSERT_TRUE(write_file_atomically(file, "old"));
  ASSERT_TRUE(write_file_atomically(file, "new"));
  EXPECT_EQ(read_file(file, 100).value(), "new");
  const auto names = std::filesystem::directory_iterator(folder.path());
  EXPECT_EQ(std::distance(begin(names), end(names)), 1);
}

TEST(File, AtomicWriteThatFailsNamesTheFile) {
  const testing::TemporaryDirectory folder;
  const auto written = write_file_atomically(folder.path() / "missing" / "x", "y");
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("missing"), std::string::npos);
}

TEST(File, ReadIsBoundedBeforeItBegins) {
  const testing::TemporaryDirectory folder;
  ASSERT_TRUE(write_file_atomically(folder.path() / "x", "12345"));
  EXPECT_EQ(read_file(folder.path() / "x", 5).value(), "12345");
  EXPECT_FALSE(read_file(folder.path() / "x", 4));
}

TEST(File, WhatIsNotAFileIsRefusedWithoutWaiting) {
  const testing::TemporaryDirectory folder;
  ASSERT_EQ(mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  EXPECT_FALSE(read_file(folder.path() / "pipe", 10));
  EXPECT_FALSE(read_file(folder.path(), 10));
}

TEST(Sha256, MatchesTheStandardsExample) {  // FIPS 180-4, "abc".
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 digest;
  digest.update("a");
  digest.update("bc");
  EXPECT_EQ(digest.finish(), sha256_hex("abc"));
}

}  // namespace
}  // namespace izvor
