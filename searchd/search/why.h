// why_found: one line of plain Bulgarian that says why a page is among the results.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/snippet_maker.h"
#include "searchd/search/word_matcher.h"

namespace izvor {

/// „и трите думи; „партньорство“ в заглавието; друга форма: сингапурски“. Empty when there is nothing to say.
[[nodiscard]] std::string why_found(const std::vector<Sought>& sought, const std::vector<Finding>& findings);

}  // namespace izvor
