// What a page speaks of by a name of its own: acronyms ("GDPR", "eID", "МСП") and legal references ("Регламент (ЕС) 2016/679").
//
// Pure function; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"

namespace izvor {

/// At most `most` of those that stand in `text` at least `least` times, the most frequent first, as written; a reference with
/// the kind of act before it. `analysis` is the analysis of `text`.
[[nodiscard]] std::vector<std::string> page_mentions(std::string_view text, const Analysis& analysis, std::size_t least,
                                                     std::size_t most);

}  // namespace izvor
