#include "crawler/crawl/due_ranking.h"

#include <algorithm>
#include <utility>

namespace izvor {
namespace {

bool comes_first(const FrontierEntry& entry) {
  return entry.state == EntryState::kWaiting || entry.state == EntryState::kMissing;
}

}  // namespace

FrontierEntry DueRanking::best(const FrontierEntry& longest_due, std::uint64_t pass) {
  if (longest_due.priority != Priority::kDue || comes_first(longest_due)) return longest_due;
  const std::string origin(longest_due.url.origin());
  Queue& queue = queues_[origin];
  if (queue.pages.empty() || queue.served >= kServed || clock_.now() - queue.ranked > kAge) rank(queue, origin, pass);
  for (; !queue.pages.empty(); queue.pages.pop_back(), ++queue.served) {
    // It stays the best until it is settled: a robots.txt may have to be asked for first.
    std::optional<FrontierEntry> entry = frontier_.find_due(queue.pages.back(), clock_.now(), pass);
    if (entry) return std::move(*entry);
  }
  return longest_due;
}

void DueRanking::rank(Queue& queue, const std::string& origin, std::uint64_t pass) {
  const UtcTime now = clock_.now();
  std::vector<std::pair<double, Url>> valued;
  for (const FrontierEntry& entry : frontier_.longest_due(origin, now, pass, kRanked)) {
    constexpr double kFirst = 1e9;  // Days of freshness; no visit is worth that.
    valued.emplace_back(comes_first(entry) ? kFirst : revisits_.value_of(entry, now), entry.url);
  }
  std::reverse(valued.begin(), valued.end());  // Of equals the one that is due longest comes last, which is first.
  std::stable_sort(valued.begin(), valued.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  queue = {.pages = {}, .served = 0, .ranked = now};
  for (auto& [value, url] : valued) queue.pages.push_back(std::move(url));
}

}  // namespace izvor
