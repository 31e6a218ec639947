// The phrases that a page repeats: two words, or two with a small one between them ("изкуствен интелект", "защита на данните").
//
// Forms of a phrase count together, by their lemmas. Labels of a form and short lines do not count. Pure function; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"

namespace izvor {

/// At most `most` phrases of `text` that stand in it at least `least` times, the most frequent first; each in its most frequent
/// form. `analysis` is the analysis of `text`.
[[nodiscard]] std::vector<std::string> repeated_phrases(std::string_view text, const Analysis& analysis, std::size_t least,
                                                        std::size_t most);

/// How much of the words stands in lines of five words or more: little of a form, nearly all of an article. 1 for no words.
[[nodiscard]] double share_of_prose(std::string_view text, const Analysis& analysis);

}  // namespace izvor
