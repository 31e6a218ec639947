// Who publishes a page: an institution as a rule, people for blogs. Pure; safe from any thread.
#pragma once

#include <string>

#include "indexer/extract/head_facts.h"
#include "indexer/extract/page_tree.h"

namespace izvor {

/// What the page states: meta elements, JSON-LD, the author line of Commission pages. Empty when it does not say.
[[nodiscard]] std::string find_author(const PageTree& tree, const HeadFacts& facts);

}  // namespace izvor
