#include "searchd/understanding/spelling.h"

#include <gtest/gtest.h>

#include "tests/searchd/understanding/word_list.h"

namespace izvor::testing {
namespace {

std::string best_correction(const Vocabulary& words, std::string_view typed) {
  const auto found = corrections(words, typed);
  return found.empty() ? "" : found.front().word;
}

TEST(Spelling, MendsEachKindOfError) {
  const Vocabulary words = vocabulary_of({{"партньорство", 5}, {"кабел", 3}, {"роуминг", 1}});
  EXPECT_EQ(best_correction(words, "партнорство"), "партньорство") << "left out";
  EXPECT_EQ(best_correction(words, "партньоррство"), "партньорство") << "put in";
  EXPECT_EQ(best_correction(words, "партньорстго"), "партньорство") << "exchanged";
  EXPECT_EQ(best_correction(words, "роумниг"), "роуминг") << "swapped";
  EXPECT_EQ(best_correction(words, "габел"), "кабел") << "the first letter";
  EXPECT_EQ(best_correction(words, "абел"), "кабел") << "the first letter left out";
  EXPECT_EQ(best_correction(words, "акбел"), "кабел") << "the first two swapped";
  EXPECT_EQ(best_correction(words, "пратньорсво"), "партньорство") << "two errors in a long word";
}

TEST(Spelling, ShortWordsMayDifferLess) {
  const Vocabulary words = vocabulary_of({{"кабел", 3}, {"да", 90}, {"ток", 5}});
  EXPECT_EQ(best_correction(words, "кобал"), "") << "two ordinary edits";
  EXPECT_EQ(best_correction(words, "ад"), "");
  EXPECT_EQ(best_correction(words, "тог"), "ток");
}

TEST(Spelling, PrefersWhatBulgariansConfuse) {
  // Both are one exchange away.
  EXPECT_EQ(best_correction(vocabulary_of({{"автора", 1}, {"автори", 1}}), "авторъ"), "автора");
  EXPECT_EQ(best_correction(vocabulary_of({{"завод", 1}, {"завой", 1}}), "завот"), "завод");
}

TEST(Spelling, PrefersTheCommonerOfEquals) {
  EXPECT_EQ(best_correction(vocabulary_of({{"мрежа", 40}, {"мрежи", 2}}), "мрежк"), "мрежа");
}

TEST(Spelling, NeverProposesTheWordItself) { EXPECT_EQ(best_correction(vocabulary_of({{"кабел", 3}}), "кабел"), ""); }

TEST(Spelling, OfStrangeInputIsNothing) {
  const Vocabulary words = vocabulary_of({{"кабел", 3}});
  for (const std::string_view typed : {"", "a b", "чл. 5", "\xFF\xFE"}) EXPECT_EQ(best_correction(words, typed), "") << typed;
  EXPECT_EQ(best_correction(words, std::string(4000, 'a')), "");
}

}  // namespace
}  // namespace izvor::testing
