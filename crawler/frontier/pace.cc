#include "crawler/frontier/pace.h"

#include <algorithm>

namespace izvor {
namespace {

constexpr unsigned kFailuresBeforeHold = 3;
constexpr std::chrono::seconds kFirstHold{30};
constexpr std::chrono::seconds kLongestHold{3600};

}  // namespace

std::chrono::milliseconds pause_between_requests(const CrawlerSettings& settings, const HostRecord& host) {
  const auto by_latency = static_cast<std::int64_t>(settings.latency_factor * static_cast<double>(host.latency_ms));
  return std::max({settings.delay, std::chrono::milliseconds(host.crawl_delay_ms), std::chrono::milliseconds(by_latency)});
}

void Pace::restore(const HostRecord& record) {
  State& state = state_of(record.authority);
  state.record = record;
  state.ready = clock_.steady();
  if (record.last_request) {
    const auto resting = *record.last_request + pause_between_requests(settings_, record) - clock_.now();
    state.ready += std::clamp<std::chrono::milliseconds>(resting, std::chrono::milliseconds(0), settings_.max_crawl_delay);
  }
  if (record.held_until) hold(record.authority, *record.held_until, record.held_reason);
}

Pace::State& Pace::state_of(const std::string& authority) {
  const auto [found, is_new] = hosts_.try_emplace(authority);
  if (is_new) found->second.record.authority = authority;
  return found->second;
}

bool Pace::is_ready(const std::string& authority) const {
  return !is_busy(authority) && ready_at(authority) <= clock_.steady();
}

bool Pace::is_busy(const std::string& authority) const {
  const auto found = hosts_.find(authority);
  return found != hosts_.end() && found->second.busy;
}

Pace::Time Pace::ready_at(const std::string& authority) const {
  const auto found = hosts_.find(authority);
  return found == hosts_.end() ? Time{} : found->second.ready;
}

std::chrono::milliseconds Pace::pause(const std::string& authority) const {
  const auto found = hosts_.find(authority);
  return pause_between_requests(settings_, found == hosts_.end() ? HostRecord{} : found->second.record);
}

void Pace::started(const std::string& authority) {
  State& state = state_of(authority);
  state.busy = true;
  state.record.last_request = clock_.now();
}

void Pace::finished(const std::string& authority, std::chrono::milliseconds latency) {
  State& state = state_of(authority);
  state.busy = false;
  state.failures = 0;
  state.record.latency_ms = latency.count();
  state.ready = std::max(state.ready, clock_.steady() + pause_between_requests(settings_, state.record));
}

void Pace::failed(const std::string& authority, const std::string& reason) {
  const unsigned failures = state_of(authority).failures + 1;
  finished(authority, std::chrono::milliseconds(state_of(authority).record.latency_ms));
  state_of(authority).failures = failures;
  if (failures < kFailuresBeforeHold) return;
  const unsigned doublings = std::min(failures - kFailuresBeforeHold, 10U);
  hold(authority, clock_.now() + std::min(kFirstHold * (1U << doublings), kLongestHold), reason);
}

void Pace::hold(const std::string& authority, UtcTime until, const std::string& reason) {
  State& state = state_of(authority);
  const Time ready = clock_.steady() + (until - clock_.now());
  if (ready <= state.ready) return;
  state.ready = ready;
  state.record.held_until = until;
  state.record.held_reason = reason;
}

void Pace::set_crawl_delay(const std::string& authority, std::optional<std::chrono::milliseconds> delay) {
  const std::chrono::milliseconds cap = settings_.max_crawl_delay;
  state_of(authority).record.crawl_delay_ms = std::min(delay.value_or(std::chrono::milliseconds(0)), cap).count();
}

}  // namespace izvor
