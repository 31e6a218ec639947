// The title of a page, without the site's name. Pure; safe from any thread.
#pragma once

#include <string>

#include "indexer/extract/head_facts.h"
#include "indexer/extract/page_tree.h"
#include "izvor/url.h"

namespace izvor {

[[nodiscard]] std::string find_title(const PageTree& tree, const HeadFacts& facts, const Url& url);

}  // namespace izvor
