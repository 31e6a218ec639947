// Searcher: from a question to ranked, highlighted results.
//
// Opens the live generation of the index and keeps up with it: reopens when the indexer commits, opens afresh when the stub
// names a new generation, and reruns a query that was overtaken by commits (at most three times). A missing, damaged or
// foreign index is an answer, not an end: the Searcher is there, says so, and looks again at the next query.
// One Searcher per thread; the Analyzer is shared and must outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "searchd/search/generation_guard.h"
#include "searchd/search_types.h"
#include "searchd/understanding/knowledge.h"

namespace izvor {

/// What a Searcher has before it, for /readyz, /metrics and `status`.
struct IndexState {
  bool ready = false;
  std::string problem;  ///< Why not, and what to run; empty when ready.
  std::uint64_t pages = 0;
  std::uint64_t sequence = 0;    ///< The last archive number that the index holds.
  std::uint64_t reopenings = 0;  ///< Since this Searcher was made.
};

class Searcher {
 public:
  /// Never fails: whether the index can be searched is what state() and search() tell.
  /// Searchers of several threads share what queries are understood by; without it a Searcher has its own. With a guard, no
  /// generation is opened that it did not find sound.
  Searcher(const Settings& settings, const Analyzer& analyzer, std::shared_ptr<SharedKnowledge> knowledge = nullptr,
           std::shared_ptr<GenerationGuard> guard = nullptr);
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  ~Searcher();

  [[nodiscard]] SearchOutcome search(const SearchRequest& request);
  /// What continues a beginning, read from any alphabet or keyboard: at most `limit`.
  [[nodiscard]] SuggestionOutcome suggest(std::string_view typed, unsigned limit);
  /// Pages that are about the same as one of the index: at most `limit`.
  [[nodiscard]] SimilarOutcome similar(const PageId& page, unsigned limit);

  /// Looks at the index as it is now; opens or reopens it where it moved on.
  [[nodiscard]] IndexState state();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace izvor
