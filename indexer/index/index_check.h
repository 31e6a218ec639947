// check_index: whether the index says what the archive says.
//
// Reads everything, changes nothing. Called from one thread; an indexer that commits meanwhile may be seen as trouble.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/index/apply_feed.h"
#include "izvor/result.h"

namespace izvor {

struct CheckReport {
  std::vector<std::string> problems;  ///< One sentence each; the first hundred.
  std::uint64_t more_problems = 0;    ///< That were not listed.
  std::uint64_t pages = 0;
  Sequence sequence = 0;
  Sequence archive_sequence = 0;

  [[nodiscard]] bool clean() const { return problems.empty(); }
};

/// Fails only when there is nothing that could be checked.
[[nodiscard]] Result<CheckReport> check_index(const IndexingPlaces& places, const Analyzer& analyzer);

}  // namespace izvor
