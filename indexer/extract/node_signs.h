// Node signs: what an element's tag, role, class and id say about the text in it.
//
// Names are cut into words ("site-footer", "siteFooter" and "footer__links" all say footer), which are looked up in lists that
// hold for sites in general; no list names a site. Signs are hints: the rungs overrule one that would cost most of the text.
// Pure; safe from any thread.
#pragma once

#include <gumbo.h>

#include "indexer/extract/page_tree.h"

namespace izvor {

/// `node` is an element.
[[nodiscard]] NodeSigns signs_of(const GumboNode& node);

}  // namespace izvor
