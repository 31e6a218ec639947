// ManualClock: time that stands still until a test moves it. Belongs to one thread.
#pragma once

#include <chrono>

#include "izvor/clock.h"

namespace izvor::testing {

class ManualClock final : public Clock {
 public:
  /// Begins at 2024-03-26T09:00:00Z.
  [[nodiscard]] UtcTime now() const override { return kStart + std::chrono::duration_cast<std::chrono::seconds>(elapsed_); }
  [[nodiscard]] std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::time_point(std::chrono::hours(1)) + elapsed_;
  }
  void advance(std::chrono::milliseconds time) { elapsed_ += time; }

 private:
  static constexpr UtcTime kStart{std::chrono::seconds(1'711'443'600)};
  std::chrono::milliseconds elapsed_{0};
};

}  // namespace izvor::testing
