// Entries: repeated siblings on a page that each lead to another page: the rows of a list of news, of a search, of an archive.
//
// A list of other pages looks alike everywhere, whatever its class names: three or more neighbours of one shape, each with a
// link and a date or a lead. Their texts and dates are those of the pages that they lead to. Pure; safe from any thread.
#pragma once

#include <vector>

#include "indexer/extract/page_tree.h"

namespace izvor {

/// In document order, none inside another; `dropped` subtrees are not looked at.
[[nodiscard]] std::vector<NodeIndex> find_entries(const PageTree& tree, const std::vector<bool>& dropped);

}  // namespace izvor
