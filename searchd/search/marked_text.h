// MarkedText: a piece of a page as it is shown: white space in one, a dot between lines that end without a sign, lost spaces
// shown, highlights in UTF-16 units.
//
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "izvor/stored_page.h"
#include "searchd/search_types.h"

namespace izvor {

/// Bytes of a text: what matched, or what is shown.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// `range` of `text`. `matched` are ascending, apart, inside `range`. `marks` are those of the text: where one was repaired, a
/// space is shown. `cut_before` and `cut_after` add an ellipsis where the text has none of its own.
struct MarkedPiece {
  std::string_view text;
  ByteRange range;
  std::span<const ByteRange> matched;
  std::span<const WordMark> marks;
  bool cut_before = false;
  bool cut_after = false;
};

[[nodiscard]] HighlightedText show(const MarkedPiece& piece);

/// A place of a page: the passage and the heading above it.
struct Passage {
  std::string_view text;  ///< Of the whole page.
  ByteRange range;
  std::string_view anchor;  ///< The nearest heading's; may be empty.
};

/// The address with the heading's anchor and a text fragment that quotes the passage in the page's own letters, widened to
/// whole words (as browsers need it): "https://…#anchor:~:text=…" (https://wicg.github.io/scroll-to-text-fragment/). A browser
/// that knows no text fragments, or does not find the words, goes to the heading. A long quotation is given by its beginning
/// and its end.
[[nodiscard]] std::string passage_link(std::string_view url, const Passage& passage);

}  // namespace izvor
