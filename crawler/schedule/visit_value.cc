#include "crawler/schedule/visit_value.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace izvor {
namespace {

constexpr int kBisections = 40;
constexpr double kLeastThreshold = 1e-6;  // Days of freshness.
constexpr double kMostThreshold = 1e4;

RateWeights value_of_classes(const Silence& since, const SignalModel& model) {
  RateWeights value = fresh_probability(since, model);
  for (std::size_t k = 0; k < kRateClasses; ++k) {
    const double fresh = std::max(value[k], 1e-300);
    value[k] = (1 - fresh * (1 - std::log(fresh))) / rate_classes()[k];
  }
  return value;
}

double mean(const RateWeights& belief, const RateWeights& values) {
  return std::inner_product(belief.begin(), belief.end(), values.begin(), 0.0);
}

}  // namespace

double visit_value(const RateWeights& belief, const Silence& since, const SignalModel& model) {
  return mean(belief, value_of_classes(since, model));
}

IntervalTable::IntervalTable(IntervalBounds bounds, const SignalModel& model) {
  const double shortest = std::max(bounds.shortest, 1e-3);
  const double ratio = std::max(bounds.longest, shortest) / shortest;
  for (std::size_t step = 0; step < kSteps; ++step) {
    days_[step] = shortest * std::pow(ratio, static_cast<double>(step) / (kSteps - 1));
    values_[step] = value_of_classes({.days = days_[step], .signals = 0}, model);
  }
}

double IntervalTable::value_at(const RateWeights& belief, std::size_t step) const { return mean(belief, values_[step]); }

double IntervalTable::interval(const RateWeights& belief, double threshold) const {
  std::size_t low = 0, high = kSteps - 1;
  if (value_at(belief, low) >= threshold) return days_.front();
  if (value_at(belief, high) <= threshold) return days_.back();
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (value_at(belief, middle) < threshold ? low : high) = middle;
  }
  const double below = value_at(belief, low);
  const double above = value_at(belief, high);
  const double share = above > below ? (threshold - below) / (above - below) : 1;
  return days_[low] + share * (days_[high] - days_[low]);
}

double IntervalTable::demand(const std::vector<RateWeights>& pages, double threshold, double weight) const {
  return weight * std::accumulate(pages.begin(), pages.end(), 0.0,
                                  [&](double sum, const RateWeights& belief) { return sum + 1 / interval(belief, threshold); });
}

double IntervalTable::threshold(const std::vector<RateWeights>& pages, double visits_a_day, double weight) const {
  if (demand(pages, 0, weight) <= visits_a_day) return 0;
  double low = kLeastThreshold, high = kMostThreshold;
  for (int i = 0; i < kBisections; ++i) {
    const double middle = std::sqrt(low * high);
    (demand(pages, middle, weight) > visits_a_day ? low : high) = middle;
  }
  return high;
}

}  // namespace izvor
