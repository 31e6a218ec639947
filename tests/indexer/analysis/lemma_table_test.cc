#include "indexer/analysis/lemma_table.h"

#include <gtest/gtest.h>

#include <fstream>

#include "indexer/analysis/compiler/dictionary.h"
#include "indexer/analysis/compiler/table_writer.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

class LemmaTableFile : public ::testing::Test {
 protected:
  void SetUp() override {
    compiler::TableWriter writer;
    writer.add_form("котки", {"котка"});
    writer.add_form("цели", {"цел", "целя"});
    writer.add_guess("ки", 1, "а");
    writer.add_root("котка", "кот");
    writer.add_stop_word("и");
    ASSERT_TRUE(writer.write(file_).has_value());
  }

  void change_byte(std::size_t offset) {
    std::fstream stream(file_, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    const int byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.put(static_cast<char>(byte ^ 1));
  }

  testing::TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_.path() / "bulgarian.lemmas";
};

TEST_F(LemmaTableFile, KeepsBothLemmasOfAForm) {
  const auto table = LemmaTable::open(file_);
  ASSERT_TRUE(table.has_value()) << table.error().message;
  EXPECT_EQ(table->lemmas_of(LetterWord("цели").letters()).size(), 2U);
  EXPECT_EQ(table->lemmas_of(LetterWord("котки").letters()).size(), 1U);
  EXPECT_TRUE(table->lemmas_of(LetterWord("кот").letters()).empty());
}

TEST_F(LemmaTableFile, GuessesByTheLongestKnownEnding) {
  const auto table = LemmaTable::open(file_);
  ASSERT_TRUE(table.has_value());
  const RuleSet rules = table->guess(LetterWord("чашки").letters());
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(table->appended(table->rule(rules[0])), "а");
}

TEST_F(LemmaTableFile, IsRefusedWhenAnyByteOfItIsDamaged) {
  const auto size = std::filesystem::file_size(file_);
  for (std::size_t offset = 0; offset < size; ++offset) {
    change_byte(offset);
    const auto table = LemmaTable::open(file_);
    ASSERT_FALSE(table.has_value()) << "byte " << offset;
    EXPECT_NE(table.error().message.find("bulgarian_lemmas"), std::string::npos);
    change_byte(offset);
  }
}

TEST_F(LemmaTableFile, IsRefusedWhenCutShort) {
  for (auto size = std::filesystem::file_size(file_); size > 0; --size) {
    std::filesystem::resize_file(file_, size - 1);
    ASSERT_FALSE(LemmaTable::open(file_).has_value());
  }
}

TEST(LemmaTable, SaysWhatToRunWhenItIsMissing) {
  const auto table = LemmaTable::open("/nowhere/bulgarian.lemmas");
  ASSERT_FALSE(table.has_value());
  EXPECT_NE(table.error().message.find("/nowhere/bulgarian.lemmas"), std::string::npos);
  EXPECT_NE(table.error().message.find("bulgarian_lemmas"), std::string::npos);
}

TEST(Dictionary, NamesThePackageWhenItIsMissing) {
  const auto dictionary = compiler::read_hunspell("/nowhere");
  ASSERT_FALSE(dictionary.has_value());
  EXPECT_NE(dictionary.error().message.find("hunspell-bg"), std::string::npos);
}

}  // namespace
}  // namespace izvor
