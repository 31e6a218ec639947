#include "crawler/crawl/removal_guard.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace izvor {
namespace {

constexpr double kAlwaysAllowed = 5;  // A share of a small site is less than a page.

}  // namespace

std::string RemovalGuard::refusal(const std::string& authority, UtcTime now) {
  Removals& removals = hosts_[authority];
  const UtcTime day = std::chrono::floor<std::chrono::days>(now);
  if (removals.day != day) removals = {.day = day, .gone = frontier_.gone_since(authority, day)};
  const std::uint64_t kept = frontier_.kept_pages(authority);
  const double most = std::max(kAlwaysAllowed, settings_.gone_share * static_cast<double>(kept + removals.gone));
  if (static_cast<double>(removals.gone) + 1 <= most) {
    ++removals.gone;
    return {};
  }
  std::string why = std::to_string(removals.gone) + " pages of " + authority + " are gone today, " + std::to_string(kept) +
                    " are left; no more are removed today (crawler.gone_share)";
  if (!removals.said) spdlog::warn("{}", why);
  removals.said = true;
  return why;
}

}  // namespace izvor
