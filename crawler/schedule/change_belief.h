// ChangeBelief: how often a page changes, as far as its visits tell.
//
// A page changes as a Poisson process of unknown rate. The rate is one of kRateClasses, from once in five years to eight times
// a day; a visit finds a change or none since the visit before, which multiplies the likelihood of each class. With the prior
// of the site (what its pages are like) this is the Bayesian estimator of Cho and Garcia-Molina, "Estimating Frequency of
// Change", 2003, section 5.3, for visits at uneven intervals; it needs no bias correction. Values; safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace izvor {

constexpr std::size_t kRateClasses = 14;

/// One number for each class of rates; as a belief they add up to 1.
using RateWeights = std::array<double, kRateClasses>;

/// The classes' rates, changes a day, rising.
[[nodiscard]] const RateWeights& rate_classes();

/// What a page is like before anything is known of its site: every class alike.
[[nodiscard]] RateWeights flat_prior();

/// The mean rate, changes a day.
[[nodiscard]] double mean_rate(const RateWeights& belief);

/// What signals (sitemaps, feeds, pings) are worth for one page.
struct SignalModel {
  double unannounced = 1;  ///< Share of changes that no signal announces: what silence leaves to fear.
  double recall = 0;       ///< Share of changes that the kind of signal at hand announces.
  double false_rate = 0;   ///< Its signals without a change, a page and day.
};

/// What happened since the last visit.
struct Silence {
  double days = 0;
  unsigned signals = 0;  ///< Signals since then, of the kind that `SignalModel` tells of.
};

/// The probability, for each class, that the copy is still what the page says.
[[nodiscard]] RateWeights fresh_probability(const Silence& since, const SignalModel& model);

class ChangeBelief {
 public:
  /// A visit after `since`; whether it found a change.
  void observe(const Silence& since, bool changed, const SignalModel& model);
  [[nodiscard]] RateWeights posterior(const RateWeights& prior) const;
  /// How many visits it knows of, up to 65,535.
  [[nodiscard]] unsigned visits() const { return visits_; }

  /// Thirty bytes for the catalogue: the visits, and each class's distance from the best in thousandths.
  [[nodiscard]] std::string bytes() const;
  /// Anything else than thirty bytes is a page of which nothing is known.
  [[nodiscard]] static ChangeBelief from_bytes(std::string_view bytes);

 private:
  RateWeights log_likelihood_{};  // Of the best class: 0.
  unsigned visits_ = 0;
};

}  // namespace izvor
