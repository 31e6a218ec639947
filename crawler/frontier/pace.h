// Pace: when each origin may be asked again.
//
// A host is asked one thing at a time, with a pause between two requests, whichever of its origins (http, https) they go to;
// what holds one origin leaves the other alone. The pause after a request is max(delay, robots.txt's crawl-delay up to a cap, latency_factor × the last latency), counted
// from the end of the answer. A server that asks to wait (Retry-After), or that does not answer
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
  static constexpr std::chrono::hours kLongestRest{24};  ///< However long a server asks to be left alone.

  Pace(const CrawlerSettings& settings, const Clock& clock) : settings_(settings), clock_(clock) {}

  /// Takes over what an earlier run knew.
  void restore(const HostRecord& host);
  /// Creates the host where it is new.
  HostRecord& host(const std::string& origin) { return state_of(origin).record; }

  [[nodiscard]] bool is_ready(const std::string& origin) const;
  [[nodiscard]] bool is_busy(const std::string& origin) const;
  /// When the host may be asked next; long ago for one that is new.
  [[nodiscard]] Time ready_at(const std::string& origin) const;
  /// The pause between two requests, as it stands.
  [[nodiscard]] std::chrono::milliseconds pause(const std::string& origin) const;

  void started(const std::string& origin);
  void finished(const std::string& origin, std::chrono::milliseconds latency);
  /// As `finished`, for a request without an answer: from the third in a row the host is held, longer each time, at most an
  /// hour.
  void failed(const std::string& origin, const std::string& reason);
  /// No request before `until`, if that is later than what holds now.
  void hold(const std::string& origin, UtcTime until, const std::string& reason);
  void set_crawl_delay(const std::string& origin, std::optional<std::chrono::milliseconds> delay);

 private:
  /// What the origins of one authority have in common.
  struct Host {
    bool busy = false;
    Time ready{};
  };
  struct State {
    HostRecord record;
    unsigned failures = 0;
    Time held{};
    Host* host = nullptr;  ///< In `hosts_`, whose nodes stay where they are.
  };
  State& state_of(const std::string& origin);
  [[nodiscard]] const Host* host_of(const std::string& origin) const;

  const CrawlerSettings& settings_;
  const Clock& clock_;
  std::map<std::string, Host, std::less<>> hosts_;  ///< By authority.
  std::map<std::string, State> origins_;
};

/// max(delay, crawl-delay, factor × latency), as Pace uses it; for showing.
[[nodiscard]] std::chrono::milliseconds pause_between_requests(const CrawlerSettings& settings, const HostRecord& host);

}  // namespace izvor
