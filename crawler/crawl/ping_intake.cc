#include "crawler/crawl/ping_intake.h"

#include <stdexcept>
#include <utility>

#include "crawler/scope/tracking.h"

namespace izvor {
namespace {

constexpr std::size_t kTakenAtOnce = 1000;
constexpr std::size_t kMaxWaitingOfHost = 10'000;  // The rest waits in the queue.

}  // namespace

bool PingIntake::take() {
  if (parts_.queue == nullptr) return false;
  Result<std::vector<Ping>> pings = parts_.queue->pending(taken_, kTakenAtOnce);
  if (!pings) throw std::runtime_error(pings.error().message);
  for (Ping& ping : *pings) {
    taken_ = ping.number;
    Host& host = hosts_[std::string(ping.url.authority())];
    if (!host.behind && host.waiting >= kMaxWaitingOfHost) host.behind = ping.number - 1;
    if (host.behind && !parts_.intake.is_kept(ping.url)) continue;
    // A kept page passes the unknown ones before it.
    if (host.behind) host.ahead.insert(ping.number);
    take_one(std::move(ping));
  }
  bool found = !pings->empty();
  for (auto& [authority, host] : hosts_) {
    if (!host.behind || host.waiting > kMaxWaitingOfHost / 2) continue;
    take_left_behind(authority, host);
    found = true;
  }
  return found;
}

void PingIntake::take_left_behind(const std::string& authority, Host& host) {
  Result<std::vector<Ping>> pings = parts_.queue->pending(*host.behind, kTakenAtOnce, authority);
  if (!pings) throw std::runtime_error(pings.error().message);
  const bool is_last = pings->size() < kTakenAtOnce || pings->back().number >= taken_;
  for (Ping& ping : *pings) {
    if (ping.number > taken_) break;
    host.behind = ping.number;
    if (!host.ahead.contains(ping.number)) take_one(std::move(ping));
  }
  if (!is_last) return;
  host.behind.reset();
  host.ahead.clear();
}

void PingIntake::take_one(Ping ping) {
  ++parts_.summary.pings;
  if (const auto refusal = parts_.intake.take_ping(ping.url)) {
    ++parts_.summary.skipped["scope"];
    ++parts_.summary.unasked;
    const std::string reason = "scope: " + *refusal;
    const auto noted = parts_.archive.store_skipped(ping.url.str(), parts_.clock.now(), reason);
    if (!noted) throw std::runtime_error(noted.error().message);
    visited_.emplace_back(std::move(ping), PingOutcome{.words = reason});
    return;
  }
  ++hosts_[std::string(ping.url.authority())].waiting;
  waiting_[without_tracking(ping.url).str()].push_back(std::move(ping));
}

void PingIntake::visited(const Url& url, std::uint64_t answered, const PingOutcome& outcome) {
  const auto found = waiting_.find(url.str());
  if (found == waiting_.end()) return;
  std::vector<Ping> newer;
  for (Ping& ping : found->second) {
    if (ping.number > answered) {
      newer.push_back(std::move(ping));
    } else {
      --hosts_[std::string(ping.url.authority())].waiting;
      visited_.emplace_back(std::move(ping), outcome);
    }
  }
  if (newer.empty()) {
    waiting_.erase(found);
  } else {
    found->second = std::move(newer);
    static_cast<void>(parts_.intake.take_ping(url));
  }
}

bool PingIntake::forget_visited() {
  bool again = false;
  for (auto& [ping, outcome] : visited_) {
    const Result<bool> done = parts_.queue->done(ping, outcome, parts_.clock.now());
    if (!done) throw std::runtime_error(done.error().message);
    if (*done) continue;
    again = true;
    if (parts_.intake.take_ping(ping.url)) continue;
    ++hosts_[std::string(ping.url.authority())].waiting;
    waiting_[without_tracking(ping.url).str()].push_back(std::move(ping));
  }
  visited_.clear();
  return again;
}

}  // namespace izvor
