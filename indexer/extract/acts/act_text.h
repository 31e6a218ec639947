// The text of an act from its lines: numbers on the line of their text, headings with their anchors, footnotes behind.
//
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "indexer/extract/acts/act_lines.h"
#include "indexer/extract/page_tree.h"
#include "izvor/extracted_page.h"

namespace izvor {

struct ActText {
  std::string text;
  std::vector<Heading> headings;
  std::size_t articles = 0;
  std::size_t recitals = 0;
};

/// `lines` are those behind the title; `behind`: lines from before it that are kept at the end.
[[nodiscard]] ActText write_act_text(const PageTree& tree, std::span<const ActLine> lines, std::span<const ActLine> behind,
                                     bool bulgarian);

}  // namespace izvor
