#include "izvor/index_schema.h"

#include <gtest/gtest.h>

#include <string>

namespace izvor::schema {
namespace {

TEST(IndexSchema, PrefixesAreThoseOfTheTable) {
  EXPECT_EQ(term_for(Field::kBody, Grade::kExact, "съюз"), "Wсъюз");
  EXPECT_EQ(term_for(Field::kBody, Grade::kLemma, "съюз"), "Lсъюз");
  EXPECT_EQ(term_for(Field::kBody, Grade::kRoot, "съюз"), "Rсъюз");
  EXPECT_EQ(term_for(Field::kTitle, Grade::kLemma, "съюз"), "TLсъюз");
  EXPECT_EQ(term_for(Field::kHeadings, Grade::kRoot, "съюз"), "HRсъюз");
  EXPECT_EQ(boolean_term(kHostPrefix, "example.eu"), "Jexample.eu");
}

TEST(IndexSchema, ALongWordIsCutAtACharacter) {
  std::string word;
  for (int i = 0; i < 200; ++i) word += "щ";
  const std::string term = term_for(Field::kBody, Grade::kExact, word);
  EXPECT_EQ(term.size(), 245U);  // The prefix and 122 letters of two bytes.
  EXPECT_EQ(term_for(Field::kTitle, Grade::kExact, word).size(), 244U);
}

TEST(IndexSchema, NulsTakeTwoBytesOfTheKey) {
  EXPECT_EQ(term_for(Field::kBody, Grade::kExact, std::string(200, '\0')).size(), 123U);
}

}  // namespace
}  // namespace izvor::schema
