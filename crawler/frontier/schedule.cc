#include "crawler/frontier/schedule.h"

#include <algorithm>

namespace izvor {
namespace {

constexpr std::chrono::minutes kFirstAttempt{5};
constexpr unsigned kMostDoublings = 10;

}  // namespace

UtcTime next_attempt(const CrawlerSettings& settings, UtcTime now, unsigned failures) {
  const unsigned doublings = std::min(std::max(failures, 1U) - 1, kMostDoublings);
  const std::chrono::seconds latest = std::max<std::chrono::seconds>(settings.revisit, kFirstAttempt);
  return now + std::min<std::chrono::seconds>(kFirstAttempt * (1U << doublings), latest);
}

UtcTime next_confirmation(const CrawlerSettings& settings, UtcTime missing_since) {
  return missing_since + settings.gone_after;
}

bool is_gone(const CrawlerSettings& settings, UtcTime missing_since, UtcTime now) {
  return now - missing_since >= settings.gone_after;
}

}  // namespace izvor
