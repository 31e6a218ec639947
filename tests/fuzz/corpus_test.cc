// Runs the kept corpus of one fuzz target through its entry point.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/fuzz_check.h"

namespace {

TEST(FuzzCorpus, PassesEachFile) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(IZVOR_FUZZ_CORPUS)) {
    SCOPED_TRACE(entry.path());
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), 0);
    ++files;
  }
  EXPECT_GT(files, 0U) << IZVOR_FUZZ_CORPUS;
}

}  // namespace
