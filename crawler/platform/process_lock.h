// ProcessLock: at most one process holds a lock file at a time.
//
// The kernel drops the lock (flock) with the process, however it dies, so that nothing is ever stale. The file keeps the
// holder's name and process number for the message that the next one gets. Not for locking threads against each other.
#pragma once

#include <filesystem>
#include <string>

#include "crawler/platform/file.h"
#include "izvor/result.h"

namespace izvor {

class ProcessLock {
 public:
  /// `owner` is what others are told: "izvor-crawler run"; empty: the program's name. Fails at once when another process holds
  /// the lock:
  /// "/data/archive is in use by izvor-crawler run (process 4711); …". `what` names the thing that is locked.
  [[nodiscard]] static Result<ProcessLock> take(const std::filesystem::path& file, const std::string& owner,
                                                const std::string& what);

 private:
  explicit ProcessLock(FileDescriptor fd) : fd_(std::move(fd)) {}
  FileDescriptor fd_;
};

}  // namespace izvor
