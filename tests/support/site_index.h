// SiteIndex: the sample site as an index, written page by page: for tests that need a fixed vocabulary of some size.
#pragma once

#include "izvor/settings.h"
#include "tests/support/page_index.h"

namespace izvor::testing {

class SiteIndex {
 public:
  /// Extracts and adds every HTML page of the folder that answers 200. Throws std::runtime_error.
  explicit SiteIndex(const std::filesystem::path& folder);

  [[nodiscard]] PageIndex& pages() { return pages_; }
  [[nodiscard]] const Settings& settings() const { return pages_.settings(); }

 private:
  PageIndex pages_;
};

}  // namespace izvor::testing
