// Pace: when each host may be asked again.
//
// The pause after a request is max(delay, robots.txt's crawl-delay up to a cap, latency_factor × the last latency), counted
// from the end of the answer; one request a host at a time. A server that asks to wait (Retry-After), or that does not answer
// again and again, is held. Kept in memory, for it changes with every request; HostRecord carries it over a restart. Belongs to
// one thread.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "crawler/frontier/frontier.h"
#include "izvor/clock.h"
#include "izvor/settings.h"

namespace izvor {

class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Pace(const CrawlerSettings& settings, const Clock& clock) : settings_(settings), clock_(clock) {}

  /// Takes over what an earlier run knew.
  void restore(const HostRecord& host);
  /// Creates the host where it is new.
  HostRecord& host(const std::string& authority) { return state_of(authority).record; }

  [[nodiscard]] bool is_ready(const std::string& authority) const;
  [[nodiscard]] bool is_busy(const std::string& authority) const;
  /// When the host may be asked next; long ago for one that is new.
  [[nodiscard]] Time ready_at(const std::string& authority) const;
  /// The pause between two requests, as it stands.
  [[nodiscard]] std::chrono::milliseconds pause(const std::string& authority) const;

  void started(const std::string& authority);
  void finished(const std::string& authority, std::chrono::milliseconds latency);
  /// As `finished`, for a request without an answer: from the third in a row the host is held, longer each time, at most an
  /// hour.
  void failed(const std::string& authority, const std::string& reason);
  /// No request before `until`, if that is later than what holds now.
  void hold(const std::string& authority, UtcTime until, const std::string& reason);
  void set_crawl_delay(const std::string& authority, std::optional<std::chrono::milliseconds> delay);

 private:
  struct State {
    HostRecord record;
    bool busy = false;
    unsigned failures = 0;
    Time ready{};
  };
  State& state_of(const std::string& authority);

  const CrawlerSettings& settings_;
  const Clock& clock_;
  std::map<std::string, State> hosts_;
};

/// max(delay, crawl-delay, factor × latency), as Pace uses it; for showing.
[[nodiscard]] std::chrono::milliseconds pause_between_requests(const CrawlerSettings& settings, const HostRecord& host);

}  // namespace izvor
