// ChildProcess: one of our programs, run as a user runs it, for tests of exit status, output, signals and kill -9.
//
// Output goes to files, so that neither side ever waits for the other. Belongs to one thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace izvor::testing {

struct ProcessResult {
  int status = -1;       ///< Exit status; 128 + signal when a signal ended it.
  std::string output;    ///< Standard output.
  std::string messages;  ///< Standard error.
};

class ChildProcess {
 public:
  /// Starts `arguments[0]`. Throws std::runtime_error when that is not possible.
  explicit ChildProcess(const std::vector<std::string>& arguments);
  /// Kills it when it is still running.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  void send(int signal) const;
  /// Waits for the end; kills it when that takes more than a minute.
  ProcessResult wait();
  /// kill -9, and waits for the end.
  void kill();
  [[nodiscard]] bool running();
  [[nodiscard]] pid_t id() const { return process_; }
  /// What it has said so far.
  [[nodiscard]] std::string output() const;
  [[nodiscard]] std::string messages() const;
  /// Waits until output or messages hold `text`; false when it ended, or a minute passed, without.
  [[nodiscard]] bool wait_for(std::string_view text);

 private:
  TemporaryDirectory folder_;
  pid_t process_ = -1;
  int status_ = -1;
};

/// Starts, waits, and returns what came of it.
[[nodiscard]] ProcessResult run_program(const std::vector<std::string>& arguments);

/// Between two looks at what another process does in its own time.
void pause_between_probes();

/// Asks `probe` until it says yes; false when `limit` has passed. Where a fixed sleep would be either too short or too long.
template <class Probe>
[[nodiscard]] bool eventually(Probe probe, std::chrono::seconds limit = std::chrono::seconds(60)) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!probe()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    pause_between_probes();
  }
  return true;
}

}  // namespace izvor::testing
