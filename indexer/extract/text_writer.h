// Text of a part of a page: blocks to lines, cells to tabs, inline elements to nothing.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "crawler/links/link_resolver.h"
#include "indexer/extract/main_content.h"
#include "indexer/extract/page_tree.h"
#include "izvor/extracted_page.h"

namespace izvor {

struct WrittenText {
  std::string text;  ///< Every line ends in a newline.
  std::vector<Heading> headings;
  std::vector<Link> links;
  std::vector<InlineBorder> inline_borders;
  bool cut = false;  ///< `max_bytes` was reached.
};

/// Writes the content's text. A first heading that only repeats `title` is left out.
[[nodiscard]] WrittenText write_text(const PageTree& tree, const MainContent& content, std::string_view title,
                                     LinkResolver& links, std::size_t max_bytes);

/// The text of one subtree in one line.
[[nodiscard]] std::string line_of(const PageTree& tree, NodeIndex index);

}  // namespace izvor
