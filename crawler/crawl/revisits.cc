#include "crawler/crawl/revisits.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace izvor {
namespace {

constexpr double kDaySeconds = 86'400;
constexpr std::chrono::hours kPlanInterval{24};
constexpr std::size_t kSample = 2000;   // Pages of a site that stand for all of them in a plan.
constexpr double kUsableShare = 0.8;    // Of the requests that a host's pace allows; the rest is for what is new.
constexpr double kWorthRedating = 1.2;  // A threshold that moved by less leaves the dates as they are.
constexpr int kBisections = 30;
constexpr double kLeastThreshold = 1e-6;  // Days of freshness.
constexpr double kMostThreshold = 1e4;
constexpr double kSetAside = 0.2;  // Part of the visits for signals that the hosts have equal shares of.

double days_between(UtcTime from, UtcTime to) {
  return static_cast<double>(std::max<std::int64_t>((to - from).count(), 0)) / kDaySeconds;
}

bool is_by_signal(const FrontierEntry& entry) { return entry.signals > 0; }

bool moved(double before, double after) {
  if (before == 0 || after == 0) return before != after;
  return std::abs(std::log(after / before)) > std::log(kWorthRedating);
}

}  // namespace

Revisits::Revisits(const CrawlerSettings& settings, SQLite::Database& catalogue, Frontier& frontier, Pace& pace,
                   const Clock& clock)
    : settings_(settings), frontier_(frontier), pace_(pace), clock_(clock), ledger_(catalogue) {
  for (SitePlan& plan : ledger_.plans()) {
    planned_ = std::max(planned_, plan.planned);
    const IntervalTable table = table_of(plan);
    const std::string origin = plan.origin;
    tables_.emplace(origin, table);
    plans_.emplace(origin, std::move(plan));
  }
}

SitePlan& Revisits::plan_of(const std::string& origin) {
  const auto [found, is_new] = plans_.try_emplace(origin);
  if (is_new) {
    found->second.origin = origin;
    tables_.emplace(origin, table_of(found->second));
  }
  return found->second;
}

IntervalTable Revisits::table_of(const SitePlan& plan) const {
  const double shortest = std::chrono::duration<double, std::ratio<86'400>>(settings_.revisit).count();
  const double longest = std::chrono::duration<double, std::ratio<86'400>>(settings_.longest_revisit).count();
  return IntervalTable({.shortest = shortest, .longest = longest}, plan.signals.model(SignalKind::kNone));
}

void Revisits::plan_when_due() {
  const UtcTime now = clock_.now();
  if (now - planned_ >= kPlanInterval || now + kPlanInterval < planned_) plan();  // Or the clock was set back.
}

void Revisits::plan() {
  planned_ = clock_.now();
  std::vector<Demand> sites;
  for (const HostRecord& host : frontier_.hosts()) {
    const BeliefSample sample = ledger_.sample(host.origin, kSample);
    if (!sample.sample.empty()) sites.push_back(demand_of(host.origin, sample));
  }
  // What signals took of the day before is not there to be shared out.
  const double signals = static_cast<double>(ledger_.day(planned_ - kPlanInterval).by_signals);
  const double budget = static_cast<double>(settings_.visits_per_day);
  const double threshold = common_threshold(sites, std::max(budget - signals, budget * (1 - settings_.signal_share)));
  for (const Demand& site : sites) adopt(*site.plan, std::max(threshold, site.least_threshold));
}

Revisits::Demand Revisits::demand_of(const std::string& origin, const BeliefSample& sample) {
  SitePlan& plan = plan_of(origin);
  Demand site{.plan = &plan, .beliefs = {}};
  RateWeights sum = flat_prior();
  for (const BeliefSample::Page& page : sample.sample) {
    site.beliefs.push_back(page.belief.posterior(plan.prior));
    for (std::size_t k = 0; k < kRateClasses; ++k) sum[k] += site.beliefs.back()[k];
  }
  for (std::size_t k = 0; k < kRateClasses; ++k) plan.prior[k] = sum[k] / static_cast<double>(site.beliefs.size() + 1);
  site.weight = static_cast<double>(sample.pages) / static_cast<double>(site.beliefs.size());
  const IntervalTable& table = tables_.insert_or_assign(origin, table_of(plan)).first->second;
  const double pause = std::max(std::chrono::duration<double>(pace_.pause(origin)).count(), 1e-3);
  site.least_threshold = table.threshold(site.beliefs, kUsableShare * kDaySeconds / pause, site.weight);
  return site;
}

double Revisits::common_threshold(const std::vector<Demand>& sites, double visits_a_day) const {
  const auto demand = [&](double threshold) {
    return std::accumulate(sites.begin(), sites.end(), 0.0, [&](double sum, const Demand& site) {
      const double own = std::max(threshold, site.least_threshold);
      return sum + tables_.at(site.plan->origin).demand(site.beliefs, own, site.weight);
    });
  };
  if (demand(0) <= visits_a_day) return 0;
  double low = kLeastThreshold, high = kMostThreshold;
  for (int i = 0; i < kBisections; ++i) {
    const double middle = std::sqrt(low * high);
    (demand(middle) > visits_a_day ? low : high) = middle;
  }
  return high;
}

void Revisits::adopt(SitePlan& plan, double threshold) {
  const double before = std::exchange(plan.threshold, threshold);
  plan.planned = planned_;
  ledger_.put(plan);
  if (!moved(before, threshold)) return;
  spdlog::info("{}: a visit must now bring {:.3g} days of freshness, {:.3g} before; its pages get new dates", plan.origin,
               threshold, before);
  const IntervalTable& table = tables_.at(plan.origin);
  ledger_.redate(plan.origin, [&](const BeliefSample::Page& page) {
    return due_after(page.last_success, table.interval(page.belief.posterior(plan.prior), threshold));
  });
}

UtcTime Revisits::due_after(UtcTime visited, double days) const {
  const auto pause = std::chrono::seconds(static_cast<std::int64_t>(std::llround(days * kDaySeconds)));
  return visited + std::max<std::chrono::seconds>(pause, settings_.revisit);
}

UtcTime Revisits::next_visit(const FrontierEntry& entry, UtcTime now) const {
  if (entry.kind == EntryKind::kSitemap) return now + std::min<std::chrono::seconds>(settings_.poll, settings_.revisit);
  const std::string origin(entry.url.origin());
  const auto plan = plans_.find(origin);
  if (plan == plans_.end() || plan->second.threshold == 0) return now + settings_.revisit;
  return due_after(now, tables_.at(origin).interval(entry.belief.posterior(plan->second.prior), plan->second.threshold));
}

void Revisits::visited(FrontierEntry& entry, bool changed, UtcTime now) {
  SitePlan& plan = plan_of(std::string(entry.url.origin()));
  if (entry.last_success && *entry.last_success < now) {
    const Silence since{.days = days_between(*entry.last_success, now), .signals = entry.signals};
    entry.belief.observe(since, changed, plan.signals.model(entry.signal_kind));
    plan.signals.observe(since, entry.signal_kind, changed);
    if (entry.signals > 0) ledger_.put(plan);  // What only time taught is written with the next plan.
  }
  entry.signals = 0;
  entry.signal_kind = SignalKind::kNone;
  entry.due = next_visit(entry, now);
}

double Revisits::value_of(const FrontierEntry& entry, UtcTime now) const {
  const auto found = plans_.find(std::string(entry.url.origin()));
  const SitePlan plan = found == plans_.end() ? SitePlan{} : found->second;
  const UtcTime seen = entry.last_success.value_or(entry.last_fetch.value_or(now));
  return visit_value(entry.belief.posterior(plan.prior), {.days = days_between(seen, now), .signals = entry.signals},
                     plan.signals.model(entry.signal_kind));
}

void Revisits::signal(const Url& url, SignalKind kind) {
  std::optional<FrontierEntry> entry = frontier_.find(url);
  if (!entry) return;
  const UtcTime now = clock_.now();
  const SitePlan& plan = plan_of(std::string(url.origin()));
  ++entry->signals;
  entry->signal_kind = std::max(entry->signal_kind, kind);
  if (entry->kind == EntryKind::kSitemap || !entry->last_success) return frontier_.put_signal(*entry, now, plan.threshold);
  const double value = value_of(*entry, now);
  frontier_.put_signal(*entry, now, value >= plan.threshold ? std::optional(value) : std::nullopt);
}

void Revisits::look_at_the_day() {
  const UtcTime day = std::chrono::floor<std::chrono::days>(clock_.now());
  if (day == day_) return;
  day_ = day;
  today_ = ledger_.day(day);
}

void Revisits::count(const FrontierEntry& entry) {
  look_at_the_day();
  ++today_.visits;
  if (is_by_signal(entry)) {
    ++today_.by_signals;
    const std::string authority(entry.url.authority());
    ledger_.put_day_of_host(day_, authority, ++today_.signals_of_hosts[authority]);
  }
  ledger_.put_day(day_, today_);
}

bool Revisits::budget_is_spent() {
  look_at_the_day();
  return today_.visits >= settings_.visits_per_day;
}

bool Revisits::is_spent(double budget, std::uint64_t spent, std::uint64_t own, std::size_t hosts) const {
  const double for_signals = settings_.signal_share * static_cast<double>(settings_.visits_per_day);
  const std::uint64_t share =
      hosts > 1 ? static_cast<std::uint64_t>(for_signals * kSetAside / static_cast<double>(hosts)) : std::uint64_t{0};
  if (own < share) return static_cast<double>(spent) >= budget;
  std::uint64_t set_aside = share * hosts;  // What of it the hosts have not used yet.
  for (const auto& [authority, signals] : today_.signals_of_hosts) set_aside -= std::min({share, signals, set_aside});
  return static_cast<double>(spent + set_aside) >= budget;
}

bool Revisits::may_visit(const FrontierEntry& entry, std::size_t hosts) {
  look_at_the_day();
  std::uint64_t own = std::numeric_limits<std::uint64_t>::max();  // What no signal asks for has no share.
  if (is_by_signal(entry)) own = signals_of(std::string(entry.url.authority()));
  return !is_spent(static_cast<double>(settings_.visits_per_day), today_.visits, own, hosts);
}

bool Revisits::signals_are_spent(const std::string& authority, std::size_t hosts) {
  look_at_the_day();
  const double budget = settings_.signal_share * static_cast<double>(settings_.visits_per_day);
  return is_spent(budget, today_.by_signals, signals_of(authority), hosts);
}

std::uint64_t Revisits::signals_of(const std::string& authority) const {
  const auto found = today_.signals_of_hosts.find(authority);
  return found == today_.signals_of_hosts.end() ? 0 : found->second;
}

}  // namespace izvor
