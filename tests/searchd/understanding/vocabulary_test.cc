#include "searchd/understanding/vocabulary.h"

#include <gtest/gtest.h>

#include "tests/searchd/understanding/word_list.h"
#include "tests/support/page_index.h"

namespace izvor::testing {
namespace {

std::uint32_t pages(const Vocabulary& vocabulary, std::string_view word) {
  return vocabulary.pages_with(letters_of(word).value_or(""));
}

TEST(Letters, AreOneByteEachAndComeBackAsTheyWere) {
  for (const std::string_view word : {"щъркел", "5g", "az", "ю", "09"}) {
    const auto letters = letters_of(word);
    ASSERT_TRUE(letters) << word;
    EXPECT_EQ(word_of(*letters), word);
  }
  EXPECT_EQ(letters_of("щъркел")->size(), 6U);
}

TEST(Letters, OtherCharactersHaveNone) {
  for (const std::string_view word : {"чл. 5", "2024/1689", "Голям", "λόγος", "ѝ", "\xD0", "\xFF"})
    EXPECT_FALSE(letters_of(word)) << word;
}

TEST(Vocabulary, KnowsItsWordsAndNoOthers) {
  const Vocabulary words = vocabulary_of({{"град", 3}, {"градове", 1}, {"гора", 2}, {"eu", 5}});
  EXPECT_EQ(words.words(), 4U);
  EXPECT_EQ(pages(words, "град"), 3U);
  EXPECT_EQ(pages(words, "градове"), 1U);
  EXPECT_EQ(pages(words, "eu"), 5U);
  for (const std::string_view absent : {"гра", "градо", "градовете", "гор", "е", ""})
    EXPECT_EQ(pages(words, absent), 0U) << absent;
}

TEST(Vocabulary, OfNothingKnowsNothing) {
  const Vocabulary nothing;
  EXPECT_EQ(nothing.words(), 0U);
  EXPECT_EQ(pages(nothing, "а"), 0U);
}

TEST(Vocabulary, IsReadFromTheBodiesOfThePages) {
  PageIndex index;
  index.add("a.eu/1", "Заглавие", "Цифрови услуги за всички.");
  index.add("a.eu/2", "Друго", "Услуги без край, чл. 5.");
  const Vocabulary words = Vocabulary::read(Xapian::Database(index.database().string()));
  EXPECT_EQ(pages(words, "услуги"), 2U);
  EXPECT_EQ(pages(words, "цифрови"), 1U);
  EXPECT_EQ(pages(words, "заглавие"), 1U);
  EXPECT_EQ(pages(words, "услуга"), 0U) << "forms as they stand, not lemmas";
}

}  // namespace
}  // namespace izvor::testing
