// Code points of valid UTF-8, one at a time: for the query parser and the snippets, which both look at single characters.
//
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace izvor {

struct CodePoint {
  char32_t value = 0;
  std::size_t next = 0;  ///< Where the following one begins.
};

/// The code point that begins at `i`, which is inside `text`. Reads no byte beyond the text, whatever the bytes are; for
/// invalid ones the value means nothing, but `next` always moves on.
[[nodiscard]] inline CodePoint code_point_at(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(text[k])); };
  const char32_t lead = byte(i);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 1 || i + length > text.size()) return {lead, i + 1};
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) value = (value << 6) | (byte(i + k) & 0x3F);
  return {value, i + length};
}

/// Whether `i` is where a character begins (or the end of the text).
[[nodiscard]] inline bool is_character_border(std::string_view text, std::size_t i) {
  return i >= text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
}

}  // namespace izvor
