// RebuildParts: the small databases of a rebuild under way, their numbering, merging and last compaction.
//
// A part counts once its commit carries a sequence number; what an interruption left behind is removed on the next scan. One
// thread, under the index's lock.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/page_version.h"
#include "izvor/result.h"

namespace izvor {

class RebuildParts {
 public:
  /// Looks at what is in `directory`, removes parts that were not finished or are merged already.
  [[nodiscard]] static Result<RebuildParts> scan(std::filesystem::path directory, std::string analyzer_fingerprint);

  /// The number of the last version in a finished part.
  [[nodiscard]] Sequence last() const;
  [[nodiscard]] std::vector<std::filesystem::path> finished_parts() const;
  /// The folder for the next part.
  [[nodiscard]] std::filesystem::path next();
  /// The part that `next` named is finished; merges when there are many.
  [[nodiscard]] Result<void> finished(const std::filesystem::path& part, Sequence last);
  /// Gives the pages of all parts the words by which pages of any part link to them.
  [[nodiscard]] Result<void> name_pages(const Analyzer& analyzer) const;
  /// Compacts all parts into `database`, which then carries `sequence`.
  [[nodiscard]] Result<void> compact_into(const std::filesystem::path& database, Sequence sequence) const;

 private:
  struct Part {
    std::filesystem::path directory;
    Sequence last = 0;
    bool merged = false;
  };

  RebuildParts(std::filesystem::path directory, std::string analyzer_fingerprint)
      : directory_(std::move(directory)), fingerprint_(std::move(analyzer_fingerprint)) {}

  [[nodiscard]] static Xapian::Database together(const std::vector<Part>& parts);
  [[nodiscard]] Result<void> compact(const std::vector<Part>& parts, const std::filesystem::path& database,
                                     Sequence sequence) const;
  [[nodiscard]] Result<void> merge();

  std::filesystem::path directory_;
  std::string fingerprint_;
  std::vector<Part> parts_;
  unsigned number_ = 0;
};

}  // namespace izvor
