// Knowledge: what queries are understood by, beside the index itself; shared by all threads.
//
// The vocabulary and the acronyms are read from the index when one is opened, and again behind the answers' back when the index
// has moved on: by a thread of its own, so that no question waits, and rarely enough to cost a twentieth of the time at most. A
// small index is read again on the spot. The curated files are looked at once a second. The English words are read once; without
// their file the log says so, and words in Latin letters that no page has may be read as Bulgarian ones.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "indexer/index/acronym_terms.h"
#include "indexer/index/open_index.h"
#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "searchd/suggest/suggestions.h"
#include "searchd/understanding/best_bets.h"
#include "searchd/understanding/curated_file.h"
#include "searchd/understanding/english_words.h"
#include "searchd/understanding/synonyms.h"
#include "searchd/understanding/vocabulary.h"

namespace izvor {

/// Read from one revision of one generation.
struct IndexKnowledge {
  Vocabulary vocabulary;
  std::vector<IntroducedAcronym> acronyms;
  Suggestions suggestions;
  std::filesystem::path database;
  std::uint64_t revision = 0;
};

struct Knowledge {
  std::shared_ptr<const IndexKnowledge> index;
  std::shared_ptr<const EnglishWords> english;
  Synonyms synonyms;
  BestBets best_bets;
};

/// Safe from any thread. The analyzer must outlive it.
class SharedKnowledge {
 public:
  SharedKnowledge(const SearchSettings& settings, const Analyzer& analyzer);
  SharedKnowledge(const SharedKnowledge&) = delete;
  SharedKnowledge& operator=(const SharedKnowledge&) = delete;
  ~SharedKnowledge();

  /// What is known of the index. The first question of a generation waits until it is read; later ones never do. Throws
  /// Xapian::Error.
  [[nodiscard]] std::shared_ptr<const Knowledge> of(const OpenIndex& index);

 private:
  using Clock = std::chrono::steady_clock;

  void follow(const OpenIndex& index);
  void read_again(const std::filesystem::path& database);
  [[nodiscard]] bool curated_files_changed();
  void put_together();

  const Analyzer& analyzer_;
  std::mutex mutex_;
  CuratedFile synonyms_, best_bets_;
  std::shared_ptr<const EnglishWords> english_;
  Clock::time_point files_seen_;
  std::shared_ptr<const IndexKnowledge> index_;
  std::shared_ptr<const Knowledge> known_;
  std::thread reader_;
  bool reading_ = false;
  Clock::time_point rest_until_;  ///< The index is not read again before.
};

}  // namespace izvor
