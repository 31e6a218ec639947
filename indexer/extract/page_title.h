// The title of a page, without the site's name. Pure; safe from any thread.
#pragma once

#include <string>

#include "indexer/extract/head_facts.h"
#include "indexer/extract/main_content.h"
#include "indexer/extract/page_tree.h"
#include "indexer/extract/site_names.h"
#include "izvor/url.h"

namespace izvor {

/// The h1 where the title element repeats it or where it is the only one; else the title element, the site's name taken off. Of
/// a site that `sites` (may be null) does not know, the name is guessed.
[[nodiscard]] std::string find_title(const PageTree& tree, const MainContent& content, const HeadFacts& facts, const Url& url,
                                     const SiteNames* sites);

}  // namespace izvor
