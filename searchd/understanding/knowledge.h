// Knowledge: what queries are understood by, beside the index itself; shared by all threads.
//
// The vocabulary is read from the index when one is opened, and again behind the answers' back when the index has moved on: a
// thread of its own, so that no question waits, and rarely enough to cost a twentieth of the time at most. A small index is
// read again on the spot.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "indexer/index/open_index.h"
#include "searchd/understanding/vocabulary.h"

namespace izvor {

/// Read from one revision of one generation.
struct Knowledge {
  Vocabulary vocabulary;
  std::filesystem::path database;
  std::uint64_t revision = 0;
};

/// Safe from any thread.
class SharedKnowledge {
 public:
  SharedKnowledge() = default;
  SharedKnowledge(const SharedKnowledge&) = delete;
  SharedKnowledge& operator=(const SharedKnowledge&) = delete;
  ~SharedKnowledge();

  /// What is known of the index. The first question of a generation waits until it is read; later ones never do. Throws
  /// Xapian::Error.
  [[nodiscard]] std::shared_ptr<const Knowledge> of(const OpenIndex& index);

 private:
  using Clock = std::chrono::steady_clock;
  void read_again(const std::filesystem::path& database);

  std::mutex mutex_;
  std::shared_ptr<const Knowledge> known_;
  std::thread reader_;
  bool reading_ = false;
  Clock::time_point rest_until_;  ///< Not read again before.
};

}  // namespace izvor
