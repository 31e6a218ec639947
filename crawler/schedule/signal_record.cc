#include "crawler/schedule/signal_record.h"

#include <algorithm>

namespace izvor {
namespace {

// Before anything is known, a signal is believed, and silence is not.
constexpr double kPriorRecall = 1;  // True ones, in kPriorChanges changes.
constexpr double kPriorChanges = 2;
constexpr double kPriorFalse = 0.2;
constexpr double kPriorPageDays = 200;
constexpr double kPriorUnannounced = 4;
// Changes that nobody announced are found late and few, so that silence looks better than it is.
constexpr double kMostAnnounced = 0.9;

}  // namespace

void SignalRecord::observe(const Silence& since, SignalKind kind, bool changed) {
  page_days += since.days;
  changes += changed ? 1 : 0;
  if (since.signals == 0 || kind == SignalKind::kNone) return;
  Kind& spoke = kinds[static_cast<std::size_t>(kind)];
  spoke.signals += since.signals;
  // Two signals for one change: the second one may be false, but says nothing against the page.
  spoke.confirmed += changed ? 1 : 0;
  announced += changed ? 1 : 0;
}

double SignalRecord::precision(SignalKind kind) const {
  const Kind& spoke = kinds[static_cast<std::size_t>(kind)];
  return (spoke.confirmed + 1) / (spoke.signals + 2);
}

SignalModel SignalRecord::model(SignalKind kind) const {
  const Kind& spoke = kinds[static_cast<std::size_t>(kind)];
  return {.unannounced = 1 - std::min(announced / (changes + kPriorUnannounced), kMostAnnounced),
          .recall = std::min((spoke.confirmed + kPriorRecall) / (changes + kPriorChanges), 1.0),
          .false_rate = (spoke.signals - spoke.confirmed + kPriorFalse) / (page_days + kPriorPageDays)};
}

}  // namespace izvor
