// UTF-8, one character at a time. Pure functions; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace izvor::utf8 {

/// What `next` gives for a byte that belongs to no well-formed sequence; no character has this value.
inline constexpr char32_t kMalformed = 0xFFFFFFFF;

/// The character at `at`, and `at` moved behind it; one byte further where malformed. `at` must be inside `text`.
[[nodiscard]] inline char32_t next(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<std::uint8_t>(text[at++]);
  if (lead < 0x80) return lead;
  if (lead >= 0xC2 && lead < 0xE0) {  // Cyrillic among others: most of what is read here.
    if (at == text.size() || (static_cast<std::uint8_t>(text[at]) & 0xC0U) != 0x80U) return kMalformed;
    return ((lead & 0x1FU) << 6U) | (static_cast<std::uint8_t>(text[at++]) & 0x3FU);
  }
  const unsigned trailing = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < trailing) return kMalformed;
  char32_t c = lead & (0x3FU >> trailing);
  for (unsigned i = 0; i < trailing; ++i) {
    const auto byte = static_cast<std::uint8_t>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) return kMalformed;
    c = (c << 6U) | (byte & 0x3FU);
  }
  const bool overlong = (trailing == 2 && c < 0x800) || (trailing == 3 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return kMalformed;
  at += trailing;
  return c;
}

inline void append(std::string& out, char32_t c) {
  const auto trail = [c](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0U | (c >> 6U)), trail(0)};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0U | (c >> 12U)), trail(6), trail(0)};
  } else {
    out += {static_cast<char>(0xF0U | (c >> 18U)), trail(12), trail(6), trail(0)};
  }
}

}  // namespace izvor::utf8
