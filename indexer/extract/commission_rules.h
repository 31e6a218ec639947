// Rules for the European Commission's markup: the Europa Component Library (ECL) and what its sites put around it.
//
// The lead stands in the page header, before <main>; cards of other pages, in-page navigation, share lists and translations
// of files stand inside it. Pure; safe from any thread.
#pragma once

#include <optional>
#include <vector>

#include "indexer/extract/page_tree.h"

namespace izvor {

struct CommissionPage {
  std::vector<NodeIndex> roots;      ///< The lead, where there is one, and the main part.
  std::vector<NodeIndex> furniture;  ///< Never this page's text.
  std::vector<NodeIndex> cards;      ///< Other pages' text, unless the page is nothing but a list of them.
};

/// The parts of a page in Commission markup; nothing for other pages.
[[nodiscard]] std::optional<CommissionPage> read_commission_page(const PageTree& tree);

}  // namespace izvor
