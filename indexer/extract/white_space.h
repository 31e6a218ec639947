// White space and invisible characters of web text: which end a word, which only seem to. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// White space of any kind, no-break spaces included: it becomes one plain space.
[[nodiscard]] bool is_white_space(char32_t c);

/// Characters that a reader does not see and that stand inside words: soft hyphens, zero-width spaces, marks of direction. They
/// are dropped. The joiners of Arabic and Indic writing and of emoji are not among them.
[[nodiscard]] bool is_invisible(char32_t c);

/// One line: white space collapsed and trimmed, invisible characters and control codes dropped, malformed UTF-8 replaced.
[[nodiscard]] std::string collapse(std::string_view text);

}  // namespace izvor
