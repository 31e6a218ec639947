// Normaliser: one word as written to the form under which it is found: small letters, NFC, no accents, no soft hyphens.
//
// U+0300 and U+0301 go (stress marks, ѝ), every other mark stays, or й would become и. Invisible characters go. Every
// apostrophe is "'". Latin letters
// that look Cyrillic are made Cyrillic inside mixed-script words and in the all-capital acronyms that the caller knows, and
// nowhere else. Pure functions; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/analysis/text_arena.h"

namespace izvor {

/// Longer words are cut at a character's border: no one searches for them, and every later step is bounded by it.
inline constexpr std::size_t kMaxWordBytes = 240;

/// The normalised word, in the arena's memory. Empty when nothing visible is left.
[[nodiscard]] std::string_view normalize_word(std::string_view word, TextArena& arena);

/// `text` cut to at most `bytes`, never inside a character.
[[nodiscard]] std::string_view cut_at_character(std::string_view text, std::size_t bytes);

}  // namespace izvor
