// Files that a page offers in its main content. Pure; safe from any thread.
#pragma once

#include <vector>

#include "indexer/extract/main_content.h"
#include "indexer/extract/page_tree.h"
#include "izvor/extracted_page.h"
#include "izvor/url.h"

namespace izvor {

/// Links to files: by the address's ending, by a `type` or `download` attribute, or because they stand in a download box
/// ("ecl-file"), whose title is then the name and whose size line may tell the type. Each address once, at most 200.
[[nodiscard]] std::vector<Download> find_downloads(const PageTree& tree, const MainContent& content, const Url& base);

}  // namespace izvor
