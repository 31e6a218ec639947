#include <gtest/gtest.h>

#include "crawler/scope/tracking.h"
#include "crawler/scope/trap_count.h"

namespace izvor {
namespace {

std::string stripped(const char* address) { return without_tracking(Url::parse(address).value()).str(); }
std::string pattern(const char* address) { return TrapCount::pattern_of(Url::parse(address).value()); }

TEST(Tracking, ParametersThatOnlyTellVisitorsApartAreDropped) {
  EXPECT_EQ(stripped("https://a.eu/x?utm_source=y&id=7&UTM_Medium=z"), "https://a.eu/x?id=7");
  EXPECT_EQ(stripped("https://a.eu/x?fbclid=1&gclid=2"), "https://a.eu/x");
  EXPECT_EQ(stripped("https://a.eu/x?PHPSESSID=0123&b=&a=1"), "https://a.eu/x?b=&a=1");
  EXPECT_EQ(stripped("https://a.eu/x;jsessionid=AB12/y?z=1"), "https://a.eu/x/y?z=1");
  EXPECT_EQ(stripped("https://a.eu/x;jsessionid=AB12;jsessionid=CD34"), "https://a.eu/x");
  EXPECT_EQ(stripped("https://a.eu/x?sid=0123456789abcdef0123456789abcdef"), "https://a.eu/x");
}

TEST(Tracking, WhatNamesAPageStays) {
  for (const char* address :
       {"https://a.eu/x?sid=12", "https://a.eu/x?page=2&utm=1", "https://a.eu/a;b?c=d&e", "https://a.eu/?s=izvor"}) {
    EXPECT_EQ(stripped(address), address);
  }
}

TEST(Trap, APatternIsWhatDiffersOnlyInNumbersOrValues) {
  EXPECT_EQ(pattern("https://a.eu/events/2024/03?view=day&x"), "https://a.eu/events/#/#?view=#&x=#");
  EXPECT_EQ(pattern("https://a.eu/events/2024-03-26/7"), "https://a.eu/events/#/#");
  EXPECT_EQ(pattern("https://a.eu/node/12345"), "") << "an identifier";
  EXPECT_EQ(pattern("https://a.eu/bg/policies"), "");
}

TEST(Trap, SoManyOfAPatternAreTaken) {
  TrapCount traps(3);
  const std::string calendar = pattern("https://a.eu/c/2024/1");
  for (int day = 1; day <= 3; ++day) {
    EXPECT_FALSE(traps.is_full(calendar));
    traps.take(calendar);
  }
  EXPECT_TRUE(traps.is_full(calendar));
  EXPECT_FALSE(traps.is_full(pattern("https://a.eu/d/2024/4"))) << "another pattern";
}

}  // namespace
}  // namespace izvor
