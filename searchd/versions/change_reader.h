// ChangeReader: the public change feed, read from the journal of the live generation.
//
// Opens the journal at the first question and follows the stub to the next generation. One thread; open one each.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/index/generations.h"
#include "indexer/index/journal.h"
#include "searchd/versions/page_change.h"

namespace izvor {

class ChangeReader {
 public:
  explicit ChangeReader(std::filesystem::path index_directory) : directory_(std::move(index_directory)) {}

  /// At most ChangesRequest::kMaxLimit changes. Fails when there is no index, or its journal cannot be read.
  [[nodiscard]] Result<std::vector<PageChange>> changes(const ChangesRequest& request);

 private:
  [[nodiscard]] Result<void> follow();

  std::filesystem::path directory_;
  std::optional<Generation> generation_;
  std::optional<Journal> journal_;
};

}  // namespace izvor
