// TypedBeginning: what to suggest for a beginning that may have been typed in Latin letters or with the wrong keyboard layout.
//
// As typed first, then Latin letters and the three layouts beside each other; a letter is taken to be wrong only where none of
// these gives anything. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"
#include "searchd/suggest/suggestions.h"

namespace izvor {

/// At most `limit` suggestions for any bytes, each once. `analysis` is overwritten.
[[nodiscard]] std::vector<Suggestion> suggest(const Suggestions& suggestions, std::string_view typed, std::size_t limit,
                                              const Analyzer& analyzer, Analysis& analysis);

}  // namespace izvor
