#include "crawler/crawl/ping_intake.h"

#include <stdexcept>
#include <utility>

#include "crawler/scope/tracking.h"

namespace izvor {
namespace {

constexpr std::size_t kTakenAtOnce = 1000;
constexpr std::size_t kMaxWaiting = 10'000;  // The rest waits in the queue.

}  // namespace

bool PingIntake::take() {
  if (parts_.queue == nullptr || waiting_.size() >= kMaxWaiting) return false;
  Result<std::vector<Ping>> pings = parts_.queue->pending(taken_, kTakenAtOnce);
  if (!pings) throw std::runtime_error(pings.error().message);
  for (Ping& ping : *pings) {
    taken_ = ping.number;
    ++parts_.summary.pings;
    if (const auto refusal = parts_.intake.take_ping(ping.url)) {
      ++parts_.summary.skipped["scope"];
      const auto noted = parts_.archive.store_skipped(ping.url.str(), parts_.clock.now(), "scope: " + *refusal);
      if (!noted) throw std::runtime_error(noted.error().message);
      visited_.push_back(std::move(ping));
    } else {
      std::string address = without_tracking(ping.url).str();
      waiting_.insert_or_assign(std::move(address), std::move(ping));
    }
  }
  return !pings->empty();
}

void PingIntake::visited(const Url& url, std::uint64_t answered) {
  const auto found = waiting_.find(url.str());
  if (found == waiting_.end()) return;
  if (found->second.number > answered) {
    static_cast<void>(parts_.intake.take_ping(url));
    return;
  }
  visited_.push_back(std::move(found->second));
  waiting_.erase(found);
}

void PingIntake::forget_visited() {
  for (const Ping& ping : visited_) {
    if (const auto done = parts_.queue->done(ping); !done) throw std::runtime_error(done.error().message);
  }
  visited_.clear();
}

}  // namespace izvor
