// why_found: one line of plain Bulgarian that says of a result what its title and snippets do not show: which other words were
// found in place of the typed ones, where words stand that are not in sight, and what is missing.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/snippet_maker.h"
#include "searchd/search/word_matcher.h"

namespace izvor {

/// „сродна дума: „сингапурски“; без „Корея““. Empty when every word is found in plain sight.
[[nodiscard]] std::string why_found(const std::vector<Sought>& sought, const std::vector<Finding>& findings);

}  // namespace izvor
