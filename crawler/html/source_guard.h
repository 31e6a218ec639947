// Source guard: a linear scan of HTML source before it is parsed.
//
// Gumbo is quadratic in the depth of the tree and in the attributes of a tag. The scan caps both, and leaves out what no reader
// of ours looks at (comments, scripts but JSON-LD, styles), which is most of a page's weight. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "izvor/html_document.h"

namespace izvor {

struct GuardedSource {
  std::string html;        ///< Fit for Gumbo; ends in a NUL as every std::string, which Gumbo needs.
  std::string cut_reason;  ///< What was left out for a bound; empty when nothing was.
};

[[nodiscard]] GuardedSource guard_source(std::string_view utf8, const HtmlLimits& limits);

}  // namespace izvor
