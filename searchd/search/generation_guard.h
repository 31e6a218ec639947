// GenerationGuard: is a generation's database sound? Asked before it is opened, because a damaged one can end the process.
//
// Xapian 1.4.22 notices a damaged head of a block; what is wrong inside it believes, and reads past the block's end. So another
// process looks first (`izvor-searchd probe`): it may die of what it finds, and that is an answer, too. Meanwhile the
// generation before goes on answering. One for the whole program; every function is safe from any thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "indexer/index/generations.h"

namespace izvor {

class GenerationGuard {
 public:
  enum class Verdict {
    kSound,
    kDamaged,
    kBusy,  ///< Another process is looking.
  };
  /// What the program that looks ends with; any other end but a signal says nothing about the database.
  static constexpr int kExitSound = 0, kExitDamaged = 3;

  /// `command` is a program with its arguments; the database's folder is added.
  explicit GenerationGuard(std::vector<std::string> command);
  GenerationGuard(const GenerationGuard&) = delete;
  GenerationGuard& operator=(const GenerationGuard&) = delete;
  ~GenerationGuard();

  /// Begins to look at a generation that was not seen yet; never waits. A generation that was damaged is looked at again after
  /// a minute: it may have been written while it was read.
  [[nodiscard]] Verdict of(const Generation& generation);
  /// Waits until nothing is looked at.
  void wait();

 private:
  struct Look {
    Verdict verdict = Verdict::kBusy;
    std::chrono::steady_clock::time_point ended;
    bool looking = true;
    std::thread thread;  ///< Of the last look.
  };

  void begin(const std::filesystem::path& database);
  void look(const std::filesystem::path& database);
  [[nodiscard]] Verdict ask_process(const std::filesystem::path& database);

  const std::vector<std::string> command_;
  std::mutex mutex_;  ///< Guards all below.
  std::map<std::filesystem::path, Look> looks_;
  pid_t process_ = -1;
};

}  // namespace izvor
