// MainContent: which part of a page is its own text, and the cascade of rungs that finds it.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/page_tree.h"

namespace izvor {

struct MainContent {
  std::vector<NodeIndex> roots;  ///< In document order, none inside another.
  std::vector<bool> dropped;     ///< By node: this subtree is not part of it.
  std::vector<NodeIndex> cards;  ///< Of other pages, where the markup says so, in document order.
  std::vector<NodeIndex> entries;  ///< Of lists of other pages inside the text, in document order.
  bool listing = false;            ///< The cards or entries are all that there is: they are the text.
  std::string_view rung;         ///< Which rung found it; what ExtractedPage::extractor says.
  std::string why;               ///< What decided for it, in words: "main holds 87 % of the prose".
};

/// `stated_article`: the page says of itself that it is an article.
[[nodiscard]] MainContent find_main_content(const PageTree& tree, bool stated_article);

}  // namespace izvor
