#include "crawler/schedule/change_belief.h"

#include <gmock/gmock.h>

#include <numeric>

namespace izvor {
namespace {

using ::testing::AllOf;
using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::Ge;
using ::testing::Le;
using ::testing::Pointwise;

const SignalModel kNoSignals;

double believed_rate(const ChangeBelief& belief) { return mean_rate(belief.posterior(flat_prior())); }

ChangeBelief after_visits(int visits, double days, int every) {
  ChangeBelief belief;
  for (int i = 1; i <= visits; ++i) belief.observe({.days = days}, i % every == 0, kNoSignals);
  return belief;
}

TEST(ChangeBelief, KnowsNothingBeforeTheFirstVisit) {
  EXPECT_THAT(ChangeBelief().posterior(flat_prior()), Pointwise(DoubleNear(1e-9), flat_prior()));
  EXPECT_EQ(ChangeBelief().visits(), 0u);
}

TEST(ChangeBelief, FindsTheRateOfAPageThatChangesOnceInTenDays) {
  EXPECT_NEAR(believed_rate(after_visits(400, 1, 10)), 0.1, 0.03);
}

TEST(ChangeBelief, IsNotMisledByVisitsTooRareToSeeEachChange) {
  // Once a day, visited every two days: 1 - exp(-2) = 86 % of the visits find a change; a naive count says once in 2.3 days.
  ChangeBelief belief;
  for (int i = 0; i < 500; ++i) belief.observe({.days = 2}, i % 100 < 86, kNoSignals);
  EXPECT_NEAR(believed_rate(belief), 1.0, 0.3);
}

TEST(ChangeBelief, ReadsUnevenIntervals) {
  ChangeBelief belief;
  for (int i = 0; i < 100; ++i) {
    belief.observe({.days = 0.1}, false, kNoSignals);
    belief.observe({.days = 40}, true, kNoSignals);
  }
  EXPECT_THAT(believed_rate(belief), AllOf(Ge(0.05), Le(1.0)));
}

TEST(ChangeBelief, ThePriorOfTheSiteDecidesWhileLittleIsKnown) {
  RateWeights still{};
  still[0] = 0.98;
  still[10] = 0.02;
  ChangeBelief belief;
  belief.observe({.days = 5}, false, kNoSignals);
  EXPECT_LT(mean_rate(belief.posterior(still)), 0.02);
  EXPECT_GT(believed_rate(belief), 0.02);
}

TEST(ChangeBelief, SurvivesTheCatalogue) {
  const ChangeBelief belief = after_visits(37, 3, 5);
  const ChangeBelief read = ChangeBelief::from_bytes(belief.bytes());
  EXPECT_EQ(read.visits(), 37u);
  EXPECT_NEAR(believed_rate(read), believed_rate(belief), 1e-3);
  EXPECT_EQ(read.bytes(), belief.bytes());
}

TEST(ChangeBelief, ReadsAnyBytesAsNothingKnown) {
  for (const char* bytes : {"", "x", "not what was written there, surely"}) {
    EXPECT_THAT(ChangeBelief::from_bytes(bytes).posterior(flat_prior()), Pointwise(DoubleNear(1e-9), flat_prior()));
  }
}

TEST(ChangeBelief, StaysABeliefAfterTenThousandVisits) {
  ChangeBelief belief = after_visits(10'000, 1, 3);
  const RateWeights weights = belief.posterior(flat_prior());
  EXPECT_THAT(weights, Each(AllOf(Ge(0.0), Le(1.0))));
  EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-9);
}

TEST(FreshProbability, FallsWithTimeAndWithSignals) {
  const SignalModel model{.unannounced = 0.5, .recall = 0.8, .false_rate = 0.01};
  const RateWeights silent = fresh_probability({.days = 10, .signals = 0}, model);
  const RateWeights told = fresh_probability({.days = 10, .signals = 1}, model);
  for (std::size_t k = 0; k < kRateClasses; ++k) {
    EXPECT_LT(told[k], silent[k]);
    if (k > 0) {
      EXPECT_LT(silent[k], silent[k - 1]);
    }
  }
}

TEST(FreshProbability, ASignalIsBelievedLessOfAPageThatHardlyChanges) {
  const SignalModel model{.unannounced = 1, .recall = 0.8, .false_rate = 0.01};
  const RateWeights told = fresh_probability({.days = 0, .signals = 1}, model);
  EXPECT_GT(told.front(), 0.9);
  EXPECT_LT(told.back(), 0.01);
}

}  // namespace
}  // namespace izvor
