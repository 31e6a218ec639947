// Clock: the seam through which tests move time.
//
// Everything that waits or dates takes a Clock, so that a test advances an hour at once. Implementations are safe from any
// thread.
#pragma once

#include <chrono>

#include "izvor/utc_time.h"

namespace izvor {

class Clock {
 public:
  virtual ~Clock() = default;
  /// The date to write down.
  [[nodiscard]] virtual UtcTime now() const = 0;
  /// Monotonic time for delays and deadlines; only differences have a meaning.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] UtcTime now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] std::chrono::steady_clock::time_point steady() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace izvor
