// Similar pages: what else is about the same, by the words that tell a page from the others.
//
// The page's own lemmas with the highest tf·idf (Salton and Buckley 1988) are asked for with BM25; pages in another language
// are left out. Throws Xapian::Error. One thread for each database.
#pragma once

#include <optional>
#include <vector>

#include <xapian.h>

#include "searchd/search_types.h"

namespace izvor {

/// At most `limit` pages, the most similar first; nothing when the index does not have the page.
[[nodiscard]] std::optional<std::vector<SimilarPage>> similar_pages(const Xapian::Database& index, const PageId& page,
                                                                    unsigned limit);

}  // namespace izvor
