// The English word list: made of lists, found in, refused when damaged.
#include "searchd/understanding/english_words.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace izvor::testing {
namespace {

using Entry = EnglishWords::Entry;

std::filesystem::path written(const TemporaryDirectory& directory, const std::string& text) {
  const auto file = directory.path() / "english.words";
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

TEST(EnglishWords, KnowsEachWordOfItsListsAndNoOther) {
  const TemporaryDirectory directory;
  const std::vector<std::string> lists = {"Sofia\nwomen\nwomen's\nmark\nfiber\nétude\n", "fibre\nMark\nwomen"};
  const auto words = EnglishWords::open(written(directory, EnglishWords::compile(lists)));
  ASSERT_TRUE(words) << words.error().message;
  for (const char* word : {"women", "mark", "fiber", "fibre"}) EXPECT_EQ(words->find(word), Entry::kWord) << word;
  EXPECT_EQ(words->find("sofia"), Entry::kName);
  for (const char* word : {"", "a", "fib", "fibres", "women's", "Women", "zzz", "sofia*", "wome", "étude"})
    EXPECT_EQ(words->find(word), Entry::kNone) << word;
}

TEST(EnglishWords, NoWordsKnowNothing) { EXPECT_EQ(EnglishWords().find("women"), Entry::kNone); }

TEST(EnglishWords, RefusesWhatIsMissingOrAnotherFormatAndSaysWhatToDo) {
  const TemporaryDirectory directory;
  for (const auto& file : {directory.path() / "none", written(directory, "women\n")}) {
    const auto words = EnglishWords::open(file);
    ASSERT_FALSE(words);
    EXPECT_NE(words.error().message.find("english_words"), std::string::npos) << words.error().message;
  }
}

TEST(EnglishWords, TheBuildMadeThem) {
  const auto words = EnglishWords::open(default_english_words());
  ASSERT_TRUE(words) << words.error().message;
  for (const char* word : {"fibre", "fiber", "programme", "women", "digital"}) EXPECT_EQ(words->find(word), Entry::kWord) << word;
}

}  // namespace
}  // namespace izvor::testing
