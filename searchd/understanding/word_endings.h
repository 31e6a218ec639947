// WordEndings: other forms of a word that only its ending sets apart, for words that no dictionary knows: „кубит“ when pages say
// „кубитът“.
//
// Endings are those of nouns; verbs are in the dictionary, or look like them by chance. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searchd/understanding/vocabulary.h"

namespace izvor {

/// Stems are at least so long; shorter ones are parts of other words.
inline constexpr std::size_t kShortestStem = 5;

/// The commonest word of the vocabulary that is `word` (lower case) with another ending.
[[nodiscard]] std::optional<std::string> with_other_ending(const Vocabulary& vocabulary, std::string_view word);

}  // namespace izvor
