#include "searchd/understanding/curated_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_directory.h"

namespace izvor::testing {
namespace {

TEST(CuratedFile, IsReadAgainWhenItChanges) {
  const TemporaryDirectory folder;
  const auto path = folder.path() / "list.txt";
  CuratedFile file(path);
  EXPECT_FALSE(file.changed()) << "not there yet: empty";
  std::ofstream(path) << "едно";
  EXPECT_TRUE(file.changed());
  EXPECT_EQ(file.text(), "едно");
  EXPECT_FALSE(file.changed());
  std::ofstream(path) << "едно и две";
  EXPECT_TRUE(file.changed());
  EXPECT_EQ(file.text(), "едно и две");
  std::filesystem::remove(path);
  EXPECT_TRUE(file.changed());
  EXPECT_EQ(file.text(), "");
}

TEST(CuratedFile, IsCutAtItsBound) {
  const TemporaryDirectory folder;
  const auto path = folder.path() / "list.txt";
  std::ofstream(path) << std::string(CuratedFile::kMaxBytes + 100, 'x');
  CuratedFile file(path);
  EXPECT_TRUE(file.changed());
  EXPECT_EQ(file.text().size(), CuratedFile::kMaxBytes);
}

}  // namespace
}  // namespace izvor::testing
