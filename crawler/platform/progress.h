// ProgressLine: one line on the terminal that tells how far long work is: done, total, rate, time left.
//
// Silent unless standard error is a terminal, so that logs and pipes stay clean. Belongs to one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace izvor {

/// "import: 1 200 of 2 961 (40 %), 850/s, 2 s left"; without the total when that is 0. Pure, for tests.
[[nodiscard]] std::string progress_text(const std::string& label, std::uint64_t done, std::uint64_t total,
                                        std::chrono::milliseconds elapsed);

class ProgressLine {
 public:
  explicit ProgressLine(std::string label);
  ~ProgressLine();  ///< Clears the line.
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Cheap: draws at most ten times a second. `total` 0: not known.
  void update(std::uint64_t done, std::uint64_t total);
  /// Removes the line, before other words are printed.
  void clear();

 private:
  std::string label_;
  bool visible_ = false;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point next_draw_;
};

}  // namespace izvor
