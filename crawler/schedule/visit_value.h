// What a visit is worth, and from that how visits are shared out under a budget.
//
// The freshness of a set of pages (the share whose copy is current) is greatest when every page is visited as soon as a visit
// is worth the same threshold: value = E[(1 - s (1 - ln s)) / rate] days of freshness, s being the probability that the copy is
// still current; the rate is uncertain, so the mean over the belief is taken. For a known rate and no signals this is Cho and
// Garcia-Molina's optimal allocation ("Effective page refresh policies", 2003); a signal counts as time that has passed (Busa-
// Fekete and others, "Tractable near-optimal policies for crawling", 2018). The optimum abandons pages that change too fast to
// be kept current, so no interval exceeds a cap: an archive wants to see them too. Values; safe from any thread.
#pragma once

#include <array>
#include <vector>

#include "crawler/schedule/change_belief.h"

namespace izvor {

/// Days of freshness that a visit now would bring.
[[nodiscard]] double visit_value(const RateWeights& belief, const Silence& since, const SignalModel& model);

/// The shortest and the longest time between two visits of a page, in days.
struct IntervalBounds {
  double shortest = 1;
  double longest = 30;
};

/// Intervals for one site: the values of silence are worked out once.
class IntervalTable {
 public:
  IntervalTable(IntervalBounds bounds, const SignalModel& model);

  /// Days until a silent page's visit is worth `threshold`.
  [[nodiscard]] double interval(const RateWeights& belief, double threshold) const;
  /// The threshold at which all pages together ask for `visits_a_day`; 0 when there is enough for the shortest interval. Each
  /// page counts `weight` times, where the pages are a sample.
  [[nodiscard]] double threshold(const std::vector<RateWeights>& pages, double visits_a_day, double weight = 1) const;
  /// Visits a day that the pages ask for at that threshold.
  [[nodiscard]] double demand(const std::vector<RateWeights>& pages, double threshold, double weight = 1) const;

 private:
  static constexpr std::size_t kSteps = 64;
  [[nodiscard]] double value_at(const RateWeights& belief, std::size_t step) const;

  std::array<double, kSteps> days_{};
  std::array<RateWeights, kSteps> values_{};  // What a visit is worth after so many days of silence, for each class.
};

}  // namespace izvor
