// StopSignal: SIGINT and SIGTERM as a question that long work asks, and as a descriptor that event loops poll.
//
// The first signal asks for an orderly stop; the second one ends the process at once, as it would without us. At most one
// object at a time, made in main's thread before others start; `requested` and `descriptor` are safe from any thread.
#pragma once

#include "crawler/platform/file.h"

namespace izvor {

class StopSignal {
 public:
  StopSignal();
  ~StopSignal();  ///< Restores the signals' default.
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  [[nodiscard]] bool requested() const;
  /// Becomes readable once a stop is requested, and stays so. Do not read from it.
  [[nodiscard]] int descriptor() const { return read_end_.get(); }
  /// What a signal does; for tests and for programs that stop themselves.
  void request();

 private:
  FileDescriptor read_end_;
  FileDescriptor write_end_;
};

}  // namespace izvor
