// ChildProcess: one of our programs, run as a user runs it, for tests of exit status, output, signals and kill -9.
//
// Output goes to files, so that neither side ever waits for the other. Belongs to one thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
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
  /// Waits for the end.
  ProcessResult wait();

 private:
  TemporaryDirectory folder_;
  pid_t process_ = -1;
};

/// Starts, waits, and returns what came of it.
[[nodiscard]] ProcessResult run_program(const std::vector<std::string>& arguments);

}  // namespace izvor::testing
