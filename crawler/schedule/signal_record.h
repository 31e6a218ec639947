// SignalRecord: what a site's signals were worth so far.
//
// A signal says that a page changed: a sitemap's lastmod, an entry of a feed, a ping. Visits tell whether it was so. From that
// come the precision of each kind, and the model that ranks signals by value (visit_value.h): a signal that is mostly wrong
// raises hardly any page above the threshold. Values; safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "crawler/schedule/change_belief.h"

namespace izvor {

/// Stored as numbers: do not renumber. The least trusted first.
enum class SignalKind : int { kNone = 0, kSitemap = 1, kFeed = 2, kPing = 3 };
constexpr std::size_t kSignalKinds = 4;

struct SignalRecord {
  struct Kind {
    double signals = 0;    ///< Those that a visit has judged.
    double confirmed = 0;  ///< The visit found a change.
  };
  std::array<Kind, kSignalKinds> kinds{};  ///< By SignalKind; the first stays empty.
  double page_days = 0;                    ///< Time between visits, all pages together.
  double changes = 0;                      ///< Visits that found a change.
  double announced = 0;                    ///< Of those, the ones that a signal had announced.

  /// A visit after `since`, whose signals were of `kind`.
  void observe(const Silence& since, SignalKind kind, bool changed);
  /// Share of judged signals that were true, 0 to 1, with a prior of one true and one false.
  [[nodiscard]] double precision(SignalKind kind) const;
  [[nodiscard]] SignalModel model(SignalKind kind) const;
};

}  // namespace izvor
