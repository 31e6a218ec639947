// The lines of a page as an act needs them: each with the elements it lies in, so that it can be linked to; a row of a table is
// one line unless its cells hold texts.
//
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/page_tree.h"

namespace izvor {

struct ActLine {
  std::string text;          ///< Collapsed, never empty; cells of a row are set apart by tabs.
  NodeIndex node = kNoNode;  ///< The first text of it.
  std::uint32_t link_letters = 0;
  std::uint32_t letters = 0;
  int heading_level = 0;  ///< Of h1 to h6; 0 for other lines.
};

/// The lines below `root`, navigation and buttons left out, until they hold `max_bytes`; `cut` tells whether that ended them.
[[nodiscard]] std::vector<ActLine> read_act_lines(const PageTree& tree, NodeIndex root, std::size_t max_bytes, bool& cut);

/// The id to link to a line by: of an element that begins with it, best one of the form "art_5" that `wanted` begins
/// ("art_", "rct_"), else the innermost; or the name of an anchor in it. Empty when there is none.
[[nodiscard]] std::string anchor_of_line(const PageTree& tree, NodeIndex node, std::string_view wanted);

}  // namespace izvor
