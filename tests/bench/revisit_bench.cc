// When to look again: freshness and delay of three policies on simulated pages. README.md has the command and the figures.
//
// Pages change as Poisson processes: half of them once in about five years, 40 % from once in 1,000 days to once a month, 10 %
// (lists, home pages) from once a month to daily, log-uniform; `--even` spreads the changing part from once in `--slowest` days
// to once in `--fastest` instead. So many visits a day; for a year the policy learns, then for a year it is measured. Freshness
// is the share of pages whose copy is current; the delay is the time from a change to the visit that finds it, changes that
// nobody has found yet included. "uniform" goes round; "oracle" knows every rate and no signals; "this" is crawler/schedule as
// the crawler uses it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include "crawler/schedule/signal_record.h"
#include "crawler/schedule/visit_value.h"

namespace izvor {
namespace {

struct World {
  std::size_t pages = 1000;
  double visits_a_day = 50;
  double learning_days = 365;
  double measured_days = 365;
  double recall = 0;      // Share of changes that a signal announces.
  double false_rate = 0;  // False signals a page and day.
  double longest = 60;    // Cap on the interval, days.
  unsigned seed = 1;
  bool even = false;     // Another world: no tenth of fast pages.
  double still = 0.5;    // Its share of pages that change once in five years,
  double slowest = 500;  // and the days between two changes of the others, from
  double fastest = 6;    // to.
};

struct Page {
  double rate = 0;
  double visited = 0;
  double due = 0;
  double stale_since = -1;  // -1: current.
  unsigned signals = 0;
  ChangeBelief belief;
};

struct Event {
  double time;
  std::size_t page;
  bool is_change;
  bool operator<(const Event& other) const { return time > other.time; }
};

enum class Policy { kUniform, kThis, kOracle };

double optimal_value(double rate, double days) { return (1 - std::exp(-rate * days) * (1 + rate * days)) / rate; }

double optimal_interval(double rate, double threshold) {
  if (1 / rate <= threshold) return 1e9;  // Abandoned.
  double low = 1e-4, high = 1e6;
  for (int i = 0; i < 60; ++i) {
    const double middle = std::sqrt(low * high);
    (optimal_value(rate, middle) < threshold ? low : high) = middle;
  }
  return high;
}

class Simulation {
 public:
  Simulation(const World& world, Policy policy) : world_(world), policy_(policy), random_(world.seed), pages_(world.pages) {
    const double around = static_cast<double>(world.pages) / world.visits_a_day;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      Page& page = pages_[i];
      page.rate = draw_rate(i);
      page.visited = -chance() * around;
      page.due = page.visited + around;
      expect(i, page.rate, 0, true);
      if (world.false_rate > 0) expect(i, world.false_rate, 0, false);
    }
    if (policy == Policy::kOracle) share_out_by_true_rates();
  }

  void run() {
    const double end = world_.learning_days + world_.measured_days;
    double next_plan = 0;
    for (double time = 0; time < end; time += 1 / world_.visits_a_day) {
      happen_until(time);
      if (policy_ == Policy::kThis && time >= next_plan) {
        plan();
        next_plan = time + 1;
      }
      if (const auto page = choose(time)) visit(*page, time);
    }
    for (const Page& page : pages_) {
      if (page.stale_since >= 0) end_staleness(page.stale_since, end);
    }
  }

  [[nodiscard]] double freshness() const {
    return 1 - stale_days_ / (static_cast<double>(pages_.size()) * world_.measured_days);
  }
  [[nodiscard]] double delay(double quantile) {
    std::sort(delays_.begin(), delays_.end());
    return delays_.empty() ? 0 : delays_[static_cast<std::size_t>(quantile * static_cast<double>(delays_.size() - 1))];
  }
  [[nodiscard]] const SignalRecord& signals() const { return record_; }
  [[nodiscard]] double share_of_signals() const { return signal_visits_ / std::max(visits_, 1.0); }

 private:
  double between(double slow, double fast) { return slow * std::pow(fast / slow, chance()); }

  double draw_rate(std::size_t page) {
    if (world_.even) {
      const auto still = static_cast<std::size_t>(world_.still * static_cast<double>(world_.pages));
      return page < still ? 1.0 / 1826 : between(1 / world_.slowest, 1 / world_.fastest);
    }
    if (page % 2 == 0) return 1.0 / 1826;
    return page % 10 == 1 ? between(1.0 / 30, 1) : between(1.0 / 1000, 1.0 / 30);
  }

  double chance() { return std::uniform_real_distribution<>(0, 1)(random_); }

  void expect(std::size_t page, double rate, double now, bool is_change) {
    events_.push({now + std::exponential_distribution<>(rate)(random_), page, is_change});
  }

  void happen_until(double time) {
    while (events_.top().time <= time) {
      const Event event = events_.top();
      events_.pop();
      Page& page = pages_[event.page];
      if (event.is_change && page.stale_since < 0) page.stale_since = event.time;
      if (!event.is_change || chance() < world_.recall) ++page.signals;
      expect(event.page, event.is_change ? page.rate : world_.false_rate, event.time, event.is_change);
    }
  }

  void share_out_by_true_rates() {
    double low = 1e-6, high = 1e6;
    for (int i = 0; i < 60; ++i) {
      const double middle = std::sqrt(low * high);
      double demand = 0;
      for (const Page& page : pages_) demand += 1 / optimal_interval(page.rate, middle);
      (demand > world_.visits_a_day ? low : high) = middle;
    }
    threshold_ = high;
    for (Page& page : pages_) page.due = page.visited + std::min(optimal_interval(page.rate, high), 1e9);
  }

  // As the crawler does once a day.
  void plan() {
    model_ = record_.model(SignalKind::kSitemap);
    table_ = IntervalTable({.shortest = 1, .longest = world_.longest}, model_);
    std::vector<RateWeights> beliefs;
    RateWeights sum = flat_prior();
    for (const Page& page : pages_) {
      beliefs.push_back(page.belief.posterior(prior_));
      for (std::size_t k = 0; k < kRateClasses; ++k) sum[k] += beliefs.back()[k];
    }
    for (std::size_t k = 0; k < kRateClasses; ++k) prior_[k] = sum[k] / static_cast<double>(pages_.size() + 1);
    recent_signal_visits_ = 0.8 * recent_signal_visits_ + 0.2 * signal_visits_today_;
    signal_visits_today_ = 0;
    threshold_ = table_.threshold(beliefs, std::max(world_.visits_a_day - recent_signal_visits_, world_.visits_a_day / 2));
    for (std::size_t i = 0; i < pages_.size(); ++i) pages_[i].due = pages_[i].visited + table_.interval(beliefs[i], threshold_);
  }

  std::optional<std::size_t> choose(double time) {
    if (policy_ == Policy::kThis) {
      allowance_ = std::min(allowance_ + 0.5, world_.visits_a_day / 2);
      if (const auto page = best_signal(time)) return page;
    }
    std::size_t first = 0;
    for (std::size_t i = 1; i < pages_.size(); ++i) {
      if (pages_[i].due < pages_[first].due) first = i;
    }
    // The policies compared spend the whole budget; the crawler would rest.
    return first;
  }

  std::optional<std::size_t> best_signal(double time) {
    if (allowance_ < 1) return std::nullopt;
    std::optional<std::size_t> best;
    double best_value = threshold_;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const Page& page = pages_[i];
      if (page.signals == 0) continue;
      const double value =
          visit_value(page.belief.posterior(prior_), {.days = time - page.visited, .signals = page.signals}, model_);
      if (value <= best_value) continue;
      best = i;
      best_value = value;
    }
    if (best) {
      allowance_ -= 1;
      ++signal_visits_today_;
      ++signal_visits_;
    }
    return best;
  }

  void visit(std::size_t index, double now) {
    Page& page = pages_[index];
    const bool changed = page.stale_since >= 0;
    const Silence since{.days = now - page.visited, .signals = page.signals};
    page.belief.observe(since, changed, model_);
    record_.observe(since, SignalKind::kSitemap, changed);
    if (changed) end_staleness(page.stale_since, now);
    page.stale_since = -1;
    page.signals = 0;
    page.visited = now;
    ++visits_;
    switch (policy_) {
      case Policy::kUniform:
        page.due = now + static_cast<double>(pages_.size()) / world_.visits_a_day;
        break;
      case Policy::kOracle:
        page.due = now + optimal_interval(page.rate, threshold_);
        break;
      case Policy::kThis:
        page.due = now + table_.interval(page.belief.posterior(prior_), threshold_);
        break;
    }
  }

  void end_staleness(double since, double now) {
    if (now < world_.learning_days) return;
    stale_days_ += now - std::max(since, world_.learning_days);
    delays_.push_back(now - since);
  }

  World world_;
  Policy policy_;
  std::mt19937_64 random_;
  std::vector<Page> pages_;
  std::priority_queue<Event> events_;
  RateWeights prior_ = flat_prior();
  SignalRecord record_;
  SignalModel model_;
  IntervalTable table_{{}, {}};
  double threshold_ = 0, allowance_ = 0;
  double recent_signal_visits_ = 0, signal_visits_today_ = 0, signal_visits_ = 0, visits_ = 0;
  double stale_days_ = 0;
  std::vector<double> delays_;
};

struct Figures {
  double freshness = 0, delay90 = 0;
};

Figures report(const std::string& name, const World& world, Policy policy, int runs) {
  Figures mean;
  double median = 0, share = 0, precision = 0;
  for (int run = 0; run < runs; ++run) {
    World own = world;
    own.seed = world.seed + static_cast<unsigned>(run);
    Simulation simulation(own, policy);
    simulation.run();
    mean.freshness += simulation.freshness() / runs;
    mean.delay90 += simulation.delay(0.9) / runs;
    median += simulation.delay(0.5) / runs;
    share += simulation.share_of_signals() / runs;
    precision += simulation.signals().precision(SignalKind::kSitemap) / runs;
  }
  fmt::print("{:<44} {:>9.4f} {:>8.2f} {:>8.2f} {:>9.0f} % {:>8.2f}\n", name, mean.freshness, median, mean.delay90, 100 * share,
             precision);
  return mean;
}

int run_all(const World& world, int runs) {
  fmt::print("{:<44} {:>9} {:>8} {:>8} {:>11} {:>8}\n", "policy", "freshness", "p50 d", "p90 d", "by signals", "precision");
  const Figures uniform = report("uniform", world, Policy::kUniform, runs);
  const Figures plain = report("this, no signals", world, Policy::kThis, runs);
  const Figures oracle = report("oracle", world, Policy::kOracle, runs);
  World signalled = world;
  signalled.false_rate = 0.01;
  const Figures untrue = report("this, only false signals (1 %)", signalled, Policy::kThis, runs);
  signalled.recall = 0.8;
  const Figures mixed = report("this, recall 80 %, false signals (1 %)", signalled, Policy::kThis, runs);
  signalled.false_rate = 0;
  const Figures signals = report("this, recall 80 %, none false", signalled, Policy::kThis, runs);
  const bool reached = plain.freshness >= 0.965 * oracle.freshness && untrue.freshness >= uniform.freshness &&
                       mixed.freshness >= uniform.freshness && signals.delay90 <= 3;
  fmt::print("without signals {:.1f} % of the oracle's freshness; {}\n", 100 * plain.freshness / oracle.freshness,
             reached ? "every figure reached" : "a figure is missed");
  return reached ? 0 : 1;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("Freshness and delay of revisit policies on simulated pages");
  izvor::World world;
  int runs = 5;
  app.add_option("--pages", world.pages, "Pages");
  app.add_option("--visits", world.visits_a_day, "Visits a day");
  app.add_option("--longest", world.longest, "Longest interval, days");
  app.add_flag("--even", world.even, "Rates of the changing half spread evenly, without fast pages");
  app.add_option("--still", world.still, "With --even: share of pages that hardly change");
  app.add_option("--slowest", world.slowest, "With --even: days between two changes of the slowest of the others");
  app.add_option("--fastest", world.fastest, "With --even: of the fastest");
  app.add_option("--runs", runs, "Runs with seeds of their own, averaged");
  CLI11_PARSE(app, argc, argv);
  return izvor::run_all(world, runs);
}
