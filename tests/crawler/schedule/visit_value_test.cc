#include "crawler/schedule/visit_value.h"

#include <gtest/gtest.h>

#include <cmath>

namespace izvor {
namespace {

const SignalModel kSilence;

RateWeights surely(std::size_t rate_class) {
  RateWeights belief{};
  belief[rate_class] = 1;
  return belief;
}

TEST(VisitValue, IsChoAndGarciaMolinasForAKnownRate) {
  const double rate = rate_classes()[6];
  const double days = 12;
  const double expected = (1 - std::exp(-rate * days) * (1 + rate * days)) / rate;
  EXPECT_NEAR(visit_value(surely(6), {.days = days}, kSilence), expected, 1e-9);
}

TEST(VisitValue, ATrustedSignalOfASlowPageIsWorthMoreThanOneOfAFastPage) {
  const SignalModel model{.unannounced = 1, .recall = 0.8, .false_rate = 1e-9};
  EXPECT_GT(visit_value(surely(2), {.days = 1, .signals = 1}, model),
            visit_value(surely(10), {.days = 1, .signals = 1}, model));
}

TEST(VisitValue, AnUntrustedSignalOfASlowPageIsWorthLittle) {
  const SignalModel model{.unannounced = 1, .recall = 0.8, .false_rate = 0.01};
  EXPECT_LT(visit_value(surely(0), {.days = 1, .signals = 1}, model), visit_value(surely(8), {.days = 1, .signals = 1}, model));
}

TEST(IntervalTable, StaysBetweenItsBounds) {
  const IntervalTable table({.shortest = 0.5, .longest = 40}, kSilence);
  for (std::size_t k = 0; k < kRateClasses; ++k) {
    EXPECT_DOUBLE_EQ(table.interval(surely(k), 0), 0.5);
    EXPECT_DOUBLE_EQ(table.interval(surely(k), 1e9), 40);
  }
}

TEST(IntervalTable, AnIntervalEndsWhereTheVisitIsWorthTheThreshold) {
  const IntervalTable table({.shortest = 0.1, .longest = 100}, kSilence);
  const double days = table.interval(surely(5), 2);
  EXPECT_NEAR(visit_value(surely(5), {.days = days}, kSilence), 2, 0.05);
}

TEST(IntervalTable, ThePagesTogetherAskForTheBudgetAndNoMore) {
  const IntervalTable table({.shortest = 0.1, .longest = 400}, kSilence);
  std::vector<RateWeights> pages;
  for (std::size_t i = 0; i < 280; ++i) pages.push_back(surely(i % kRateClasses));
  const double threshold = table.threshold(pages, 20);
  EXPECT_NEAR(table.demand(pages, threshold), 20, 0.5);
  EXPECT_GT(table.interval(surely(13), threshold), table.interval(surely(9), threshold)) << "too fast to be kept current";
}

TEST(IntervalTable, WithEnoughBudgetEveryPageHasTheShortestInterval) {
  const IntervalTable table({.shortest = 1, .longest = 60}, kSilence);
  EXPECT_EQ(table.threshold({surely(0), surely(5)}, 2), 0);
}

TEST(IntervalTable, WhenEvenTheLongestIntervalIsTooMuchItIsKept) {
  const IntervalTable table({.shortest = 1, .longest = 10}, kSilence);
  const std::vector<RateWeights> pages(100, surely(5));
  EXPECT_DOUBLE_EQ(table.interval(pages[0], table.threshold(pages, 1)), 10);
}

}  // namespace
}  // namespace izvor
