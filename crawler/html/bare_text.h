// Bare text: title and text of HTML source by its tags alone, without a tree.
//
// For a page that exceeds a bound of the parser: it is still found by its title and by what could be read. Pure; safe from any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace izvor {

struct BareText {
  std::string title;
  std::string text;  ///< Blocks end in a newline; white space is collapsed.
};

/// Reads until `max_bytes` of text are found. Scripts, styles and comments are left out.
[[nodiscard]] BareText read_bare_text(std::string_view utf8, std::size_t max_bytes);

/// Replaces the character references that prose uses (numeric ones, &amp; &lt; &gt; &quot; &apos; &nbsp;); others stay as they
/// are.
[[nodiscard]] std::string resolve_common_references(std::string_view text);

}  // namespace izvor
