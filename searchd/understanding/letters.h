// Letters: words as one byte a letter, so that the structures of this folder compare letters and not bytes of UTF-8.
//
// 1 to 32 are а to я, 33 to 58 a to z, 59 to 68 the digits; 0 ends a word. Other words (Greek, references, dates) have no
// letters here and are found by their terms alone. Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace izvor {

inline constexpr std::uint8_t kFirstLatin = 33, kFirstDigit = 59, kLetterEnd = 69;

/// The letters of a normalised word; nothing when it has another character.
[[nodiscard]] std::optional<std::string> letters_of(std::string_view word);
/// Back to UTF-8.
[[nodiscard]] std::string word_of(std::string_view letters);

/// The code of a lower-case letter of the Bulgarian alphabet, "ш".
[[nodiscard]] constexpr std::uint8_t cyrillic_letter(char32_t c) { return static_cast<std::uint8_t>(c - U'а' + 1); }
[[nodiscard]] constexpr bool is_cyrillic(std::uint8_t letter) { return letter > 0 && letter < kFirstLatin; }

}  // namespace izvor
