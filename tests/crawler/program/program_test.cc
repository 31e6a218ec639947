#include "crawler/program/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;

struct Given {
  std::string word;
  std::string data;
  unsigned number = 1;
  bool flag = false;
};

/// A program with one subcommand that writes down what it was given.
int run(const std::vector<const char*>& words, Given& given) {
  Program program("izvor-sample", "A program for this test.");
  program.add("do", "Does it.")
      .positional("WORD", given.word, "A word")
      .option("--number", given.number, 1, 5, "A number")
      .flag("--flag", given.flag, "A flag")
      .runs([&given](const Settings& settings) {
        given.data = settings.data_directory;
        return 0;
      });
  return program.run(static_cast<int>(words.size()), words.data());
}

TEST(Program, GivesArgumentsAndSettingsToTheChosenSubcommand) {
  Given given;
  EXPECT_EQ(run({"izvor-sample", "--data", "/somewhere", "do", "дума", "--number", "3", "--flag"}, given), kExitDone);
  EXPECT_EQ(given.word, "дума");
  EXPECT_EQ(given.number, 3U);
  EXPECT_TRUE(given.flag);
  EXPECT_EQ(given.data, "/somewhere");
}

TEST(Program, TakesSharedOptionsAfterTheSubcommandToo) {
  Given given;
  EXPECT_EQ(run({"izvor-sample", "do", "x", "--data", "/elsewhere"}, given), kExitDone);
  EXPECT_EQ(given.data, "/elsewhere");
}

TEST(Program, EndsWithTwoForWrongUsage) {
  Given given;
  EXPECT_EQ(run({"izvor-sample"}, given), kExitUsage);
  EXPECT_EQ(run({"izvor-sample", "nonsense"}, given), kExitUsage);
  EXPECT_EQ(run({"izvor-sample", "do"}, given), kExitUsage);
  EXPECT_EQ(run({"izvor-sample", "do", "x", "--number", "9"}, given), kExitUsage);
}

TEST(Program, EndsWithOneWhenTheSettingsAreWrong) {
  const testing::TemporaryDirectory folder;
  const std::string file = folder.path() / "izvor.toml";
  std::ofstream(file) << "[crawler]\nnonsense = 1\n";
  Given given;
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(run({"izvor-sample", "--config", file.c_str(), "do", "x"}, given), kExitFailed);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("izvor.toml:2:1: unknown key 'nonsense'"));
  EXPECT_EQ(given.data, "");
}

TEST(Program, TurnsAnExceptionIntoAMessage) {
  Program program("izvor-sample", "A program for this test.");
  program.add("do", "Does it.").runs([](const Settings&) -> int { throw std::runtime_error("the disk is gone"); });
  const std::vector<const char*> words{"izvor-sample", "do"};
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(program.run(2, words.data()), kExitFailed);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("the disk is gone"));
}

}  // namespace
}  // namespace izvor
