#include "crawler/schedule/change_belief.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace izvor {
namespace {

constexpr double kSlowest = 1.0 / 1826;  // Once in five years.
constexpr double kFastest = 8;
// Nothing is ever certain: a server may answer from a cache, and a signal may come before its change can be seen.
constexpr double kLeastProbability = 1e-3;
constexpr double kSteps = 1000;  // Of a stored log-likelihood, in one.
constexpr double kMostSteps = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kBytes = 2 + 2 * kRateClasses;

void put16(std::string& out, double value) {
  const auto whole = static_cast<std::uint16_t>(std::clamp(std::round(value), 0.0, kMostSteps));
  out += static_cast<char>(whole & 0xFF);
  out += static_cast<char>(whole >> 8);
}

double get16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) + 256.0 * static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace

const RateWeights& rate_classes() {
  static const RateWeights rates = [] {
    RateWeights made{};
    for (std::size_t k = 0; k < kRateClasses; ++k) {
      made[k] = kSlowest * std::pow(kFastest / kSlowest, static_cast<double>(k) / (kRateClasses - 1));
    }
    return made;
  }();
  return rates;
}

RateWeights flat_prior() {
  RateWeights prior{};
  prior.fill(1.0 / kRateClasses);
  return prior;
}

double mean_rate(const RateWeights& belief) {
  return std::inner_product(belief.begin(), belief.end(), rate_classes().begin(), 0.0);
}

RateWeights fresh_probability(const Silence& since, const SignalModel& model) {
  RateWeights fresh{};
  for (std::size_t k = 0; k < kRateClasses; ++k) {
    const double rate = rate_classes()[k];
    fresh[k] = std::exp(-model.unannounced * rate * since.days);
    if (since.signals == 0) continue;
    // A signal is true in proportion to how often such a page gives cause for one.
    const double announced = model.recall * rate;
    const double untrue = model.false_rate / std::max(announced + model.false_rate, 1e-12);
    fresh[k] *= std::pow(std::max(untrue, kLeastProbability), since.signals);
  }
  return fresh;
}

void ChangeBelief::observe(const Silence& since, bool changed, const SignalModel& model) {
  const RateWeights fresh = fresh_probability(since, model);
  for (std::size_t k = 0; k < kRateClasses; ++k) {
    log_likelihood_[k] += std::log(std::max(changed ? 1 - fresh[k] : fresh[k], kLeastProbability));
  }
  const double best = *std::max_element(log_likelihood_.begin(), log_likelihood_.end());
  for (double& likelihood : log_likelihood_) likelihood = std::max(likelihood - best, -kMostSteps / kSteps);
  visits_ = std::min(visits_ + 1, 65'535U);
}

RateWeights ChangeBelief::posterior(const RateWeights& prior) const {
  RateWeights belief{};
  double sum = 0;
  for (std::size_t k = 0; k < kRateClasses; ++k) sum += belief[k] = prior[k] * std::exp(log_likelihood_[k]);
  if (sum <= 0) return prior;
  for (double& weight : belief) weight /= sum;
  return belief;
}

std::string ChangeBelief::bytes() const {
  std::string out;
  out.reserve(kBytes);
  put16(out, visits_);
  for (const double likelihood : log_likelihood_) put16(out, -likelihood * kSteps);
  return out;
}

ChangeBelief ChangeBelief::from_bytes(std::string_view bytes) {
  ChangeBelief belief;
  if (bytes.size() != kBytes) return belief;
  belief.visits_ = static_cast<unsigned>(get16(bytes, 0));
  for (std::size_t k = 0; k < kRateClasses; ++k) belief.log_likelihood_[k] = -get16(bytes, 2 + 2 * k) / kSteps;
  return belief;
}

}  // namespace izvor
