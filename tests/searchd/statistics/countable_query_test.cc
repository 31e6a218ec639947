#include "searchd/statistics/countable_query.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

TEST(CountableQuery, IsLowerCaseWithSingleSpaces) {
  EXPECT_EQ(countable_query("  Цифрови \t\n УСЛУГИ "), "цифрови услуги");
  EXPECT_EQ(countable_query("чл. 5, ал. 2"), "чл. 5, ал. 2");
  EXPECT_EQ(countable_query("32024R1689"), "32024r1689");
  EXPECT_EQ(countable_query("1 февруари 2023 г."), "1 февруари 2023 г.");
}

TEST(CountableQuery, IsNeverANumberOrAnAddressOfAPerson) {
  for (const char* query :
       {"", "   ", "12345", "2024/1689", "+359 88 812 34 56", "ЕГН 7501020018", "иван 7501020018", "тел. 02 9876543",
        "тел. 0888/12-34-56", "ivan@example.eu", "иван @ пример", "ivan＠example.eu", "???", "🌊"})
    EXPECT_FALSE(countable_query(query)) << query;
}

TEST(CountableQuery, LongTextsAreNobodysFrequentQuestion) {
  EXPECT_TRUE(countable_query(std::string(200, 'a')));
  EXPECT_FALSE(countable_query(std::string(201, 'a')));
}

TEST(CountableQuery, TakesAnyBytes) {
  EXPECT_FALSE(countable_query("\xff\xfe"));
  EXPECT_TRUE(countable_query("а\xff"));
}

}  // namespace
}  // namespace izvor
