#include "crawler/archive/capture_order.h"

#include <algorithm>
#include <tuple>

namespace izvor {
namespace {

constexpr std::size_t kNanosecondDigits = 9;

auto order_of(const PageVersion& version) {
  return std::make_tuple(version.fetched, version.place, version.kind == VersionKind::kContent,
                         std::string_view(version.payload_digest), version.status, std::string_view(version.content_type),
                         std::string_view(version.robots), version.sequence);
}

/// "2016", "2016-09" and "2016-09-19T17:20Z" with what they leave out.
std::string completed(std::string_view text) {
  constexpr std::size_t kYear = 4, kMonth = 7, kMinute = 17;
  std::string date(text);
  if (date.size() == kYear) date += "-01";
  if (date.size() == kMonth) date += "-01";
  if (date.size() == kMinute && date.back() == 'Z') date.insert(kMinute - 1, ":00");
  return date;
}

/// The digits behind the point, as nanoseconds.
std::uint32_t fraction_of(std::string_view date) {
  const std::size_t point = date.find('.');
  std::uint32_t value = 0;
  for (std::size_t i = 0; point != std::string_view::npos && i < kNanosecondDigits; ++i) {
    const std::size_t at = point + 1 + i;
    const bool digit = at < date.size() && date[at] >= '0' && date[at] <= '9';
    if (!digit) date = date.substr(0, at);
    value = value * 10 + (digit ? static_cast<std::uint32_t>(date[at] - '0') : 0);
  }
  return value;
}

}  // namespace

bool captured_before(const PageVersion& a, const PageVersion& b) { return order_of(a) < order_of(b); }

bool same_state(const PageVersion& a, const PageVersion& b) {
  if (a.kind != b.kind) return false;
  return a.kind == VersionKind::kGone || (a.payload_digest == b.payload_digest && a.status == b.status &&
                                          a.content_type == b.content_type && a.robots == b.robots);
}

void leave_out_repeats(std::vector<PageVersion>& versions) {
  std::vector<PageVersion> kept;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (i + 1 < versions.size() && same_state(versions[i], versions[i + 1])) continue;
    kept.push_back(std::move(versions[i]));
  }
  versions = std::move(kept);
}

Result<CaptureTime> parse_warc_date(std::string_view text) {
  const std::string date = completed(text);
  return parse_rfc3339(date).map([&](UtcTime second) { return CaptureTime{second, fraction_of(date)}; });
}

std::string rank_of(const PageVersion& version) {
  constexpr std::size_t kDigits = 10;
  const std::string place = std::to_string(version.place);
  std::string rank = std::string(kDigits - std::min(kDigits, place.size()), '0') + place;
  if (version.kind == VersionKind::kGone) return rank + "-";
  // Lower than what stands in any of them.
  constexpr char kBorder = '\x01';
  rank.append("=").append(version.payload_digest).append(1, kBorder).append(std::to_string(version.status));
  return rank.append(1, kBorder).append(version.content_type).append(1, kBorder).append(version.robots);
}

std::string state_of(const PageVersion& version) {
  if (version.kind == VersionKind::kGone) return "gone";
  return std::to_string(version.status) + " " + version.payload_digest + " " + version.content_type + "\n" + version.robots;
}

}  // namespace izvor
