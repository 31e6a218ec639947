#include "izvor/index_schema.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor::schema {
namespace {

TEST(IndexSchema, TermsAreThoseOfTheTable) {
  EXPECT_EQ(term_for(Field::kBody, Grade::kExact, "ai-2"), "ai-2W");
  EXPECT_EQ(term_for(Field::kBody, Grade::kLemma, "ai-2"), "ai-2L");
  EXPECT_EQ(term_for(Field::kBody, Grade::kRoot, "ai-2"), "ai-2R");
  EXPECT_EQ(term_for(Field::kTitle, Grade::kLemma, "ai-2"), "ai-2U");
  EXPECT_EQ(term_for(Field::kHeadings, Grade::kRoot, "ai-2"), "ai-2I");
  EXPECT_EQ(term_for(Field::kBody, Grade::kExact, "съюз").size(), 5U) << "a letter takes one byte";
  EXPECT_EQ(boolean_term(kHostPrefix, "example.eu"), "Jexample.eu");
}

TEST(IndexSchema, ATermTellsItsWord) {
  for (const char* word : {"съюз", "щъркел", "covid-19", "ѝ", "ёлка", "größe", "αβγ"}) {
    for (const Field field : {Field::kBody, Field::kTitle, Field::kHeadings}) {
      for (const Grade grade : {Grade::kExact, Grade::kLemma, Grade::kRoot}) {
        const auto parts = parts_of(term_for(field, grade, word));
        ASSERT_TRUE(parts) << word;
        EXPECT_EQ(parts->word, word);
        EXPECT_EQ(parts->field, field);
        EXPECT_EQ(parts->grade, grade);
      }
    }
  }
  EXPECT_FALSE(parts_of(boolean_term(kHostPrefix, "example.eu")));
  EXPECT_FALSE(parts_of(""));
}

TEST(IndexSchema, ATermInCapitalsIsNoOtherTerm) {
  const std::string term = term_in_capitals(Field::kTitle, "орзд");
  const auto acronym = capitals_of(term);
  ASSERT_TRUE(acronym);
  EXPECT_EQ(acronym->word, "орзд");
  EXPECT_EQ(acronym->field, Field::kTitle);
  EXPECT_FALSE(parts_of(term));
  EXPECT_FALSE(capitals_of(term_for(Field::kTitle, Grade::kExact, "орзд")));
  EXPECT_FALSE(capitals_of(boolean_term(kHostPrefix, "M")));
}

TEST(IndexSchema, TheBeginningOfAWordIsTheBeginningOfItsTerm) {
  EXPECT_TRUE(term_for(Field::kBody, Grade::kExact, "цифрови").starts_with(term_beginning("циф")));
  EXPECT_FALSE(term_for(Field::kBody, Grade::kExact, "цвят").starts_with(term_beginning("циф")));
}

TEST(IndexSchema, ALongWordIsCutAtACharacter) {
  std::string word;
  for (int i = 0; i < 200; ++i) word += "щ";
  const auto parts = parts_of(term_for(Field::kBody, Grade::kExact, word));
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->word.size(), 244U);
  EXPECT_EQ(parts->word, word.substr(0, 244));
  EXPECT_LE(term_for(Field::kTitle, Grade::kExact, std::string(300, '\x80')).size(), 245U);
}

TEST(IndexSchema, NulsTakeTwoBytesOfTheKey) {
  EXPECT_EQ(term_for(Field::kBody, Grade::kExact, std::string(200, '\0')).size(), 123U);
}

}  // namespace
}  // namespace izvor::schema
