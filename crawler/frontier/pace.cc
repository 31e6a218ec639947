#include "crawler/frontier/pace.h"

#include <algorithm>

namespace izvor {
namespace {

constexpr unsigned kFailuresBeforeHold = 3;
constexpr std::chrono::seconds kFirstHold{30};
constexpr std::chrono::seconds kLongestHold{3600};

std::string_view authority_of(std::string_view origin) {
  const auto slashes = origin.find("//");
  return slashes == std::string_view::npos ? origin : origin.substr(slashes + 2);
}

}  // namespace

std::chrono::milliseconds pause_between_requests(const CrawlerSettings& settings, const HostRecord& host) {
  const auto by_latency = static_cast<std::int64_t>(settings.latency_factor * static_cast<double>(host.latency_ms));
  return std::max({settings.delay, std::chrono::milliseconds(host.crawl_delay_ms), std::chrono::milliseconds(by_latency)});
}

void Pace::restore(const HostRecord& record) {
  State& state = state_of(record.origin);
  state.record = record;
  if (record.last_request) {
    const auto resting = *record.last_request + pause_between_requests(settings_, record) - clock_.now();
    const auto rest = std::clamp<std::chrono::milliseconds>(resting, std::chrono::milliseconds(0), settings_.max_crawl_delay);
    state.host->ready = std::max(state.host->ready, clock_.steady() + rest);
  }
  if (record.held_until) hold(record.origin, *record.held_until, record.held_reason);
}

Pace::State& Pace::state_of(const std::string& origin) {
  const auto [found, is_new] = origins_.try_emplace(origin);
  if (is_new) {
    found->second.record.origin = origin;
    found->second.host = &hosts_[std::string(authority_of(origin))];
  }
  return found->second;
}

const Pace::Host* Pace::host_of(const std::string& origin) const {
  const auto found = hosts_.find(authority_of(origin));
  return found == hosts_.end() ? nullptr : &found->second;
}

bool Pace::is_ready(const std::string& origin) const { return !is_busy(origin) && ready_at(origin) <= clock_.steady(); }

bool Pace::is_busy(const std::string& origin) const {
  const Host* host = host_of(origin);
  return host != nullptr && host->busy;
}

Pace::Time Pace::ready_at(const std::string& origin) const {
  const Host* host = host_of(origin);
  const auto found = origins_.find(origin);
  return std::max(host == nullptr ? Time{} : host->ready, found == origins_.end() ? Time{} : found->second.held);
}

std::chrono::milliseconds Pace::pause(const std::string& origin) const {
  const auto found = origins_.find(origin);
  return pause_between_requests(settings_, found == origins_.end() ? HostRecord{} : found->second.record);
}

void Pace::started(const std::string& origin) {
  State& state = state_of(origin);
  state.host->busy = true;
  state.record.last_request = clock_.now();
}

void Pace::finished(const std::string& origin, std::chrono::milliseconds latency) {
  State& state = state_of(origin);
  state.host->busy = false;
  state.failures = 0;
  state.record.latency_ms = latency.count();
  state.host->ready = std::max(state.host->ready, clock_.steady() + pause_between_requests(settings_, state.record));
}

void Pace::failed(const std::string& origin, const std::string& reason) {
  const unsigned failures = state_of(origin).failures + 1;
  finished(origin, std::chrono::milliseconds(state_of(origin).record.latency_ms));
  state_of(origin).failures = failures;
  if (failures < kFailuresBeforeHold) return;
  const unsigned doublings = std::min(failures - kFailuresBeforeHold, 10U);
  hold(origin, clock_.now() + std::min(kFirstHold * (1U << doublings), kLongestHold), reason);
}

void Pace::hold(const std::string& origin, UtcTime until, const std::string& reason) {
  State& state = state_of(origin);
  const Time end = clock_.steady() + std::min<std::chrono::seconds>(until - clock_.now(), kLongestRest);
  if (end <= state.held) return;
  state.held = end;
  state.record.held_until = until;
  state.record.held_reason = reason;
}

void Pace::set_crawl_delay(const std::string& origin, std::optional<std::chrono::milliseconds> delay) {
  const std::chrono::milliseconds cap = settings_.max_crawl_delay;
  state_of(origin).record.crawl_delay_ms = std::min(delay.value_or(std::chrono::milliseconds(0)), cap).count();
}

}  // namespace izvor
