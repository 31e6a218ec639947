#include "indexer/index/compact_text.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace izvor {
namespace {

constexpr unsigned char kFirst = 0x80;   // Stands for А, U+0410.
constexpr unsigned char kLast = 0xBF;    // Stands for я, U+044F.
constexpr unsigned char kEscape = 0xFF;  // Never in UTF-8.

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// How long the character is that begins with this byte; 0 for bytes that begin none.
std::size_t length_of(unsigned char lead) {
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U || lead > 0xF4U) return 0;
  return lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
}

bool is_whole(std::string_view text, std::size_t i, std::size_t length) {
  if (i + length > text.size()) return false;
  for (std::size_t k = i + 1; k < i + length; ++k)
    if ((byte_at(text, k) & 0xC0U) != 0x80U) return false;
  return true;
}

/// The one byte of a letter from А to я in two; 0 for other characters. D0 90 to D0 BF are А to п, D1 80 to D1 8F are р to я.
unsigned char letter_of(unsigned char lead, unsigned char second) {
  if (lead == 0xD0U && second >= 0x90U) return static_cast<unsigned char>(second - 0x10U);
  if (lead == 0xD1U && second < 0x90U) return static_cast<unsigned char>(second + 0x30U);
  return 0;
}

/// What a byte of compact text stands for, when that is one ASCII character or one letter from А to я.
struct Expansion {
  char bytes[2] = {};
  std::uint8_t length = 0;  ///< 0 for every other byte.
};

constexpr std::array<Expansion, 256> kExpansions = [] {
  std::array<Expansion, 256> table{};
  for (unsigned byte = 0; byte < 0x80U; ++byte) table[byte] = {{static_cast<char>(byte), 0}, 1};
  for (unsigned byte = kFirst; byte <= kLast; ++byte) {
    const bool in_first_block = byte < 0xB0U;
    table[byte] = {
        {static_cast<char>(in_first_block ? 0xD0U : 0xD1U), static_cast<char>(in_first_block ? byte + 0x10U : byte - 0x30U)},
        2};
  }
  return table;
}();

}  // namespace

void append_compact(std::string& out, std::string_view utf8) {
  out.reserve(out.size() + utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const unsigned char lead = byte_at(utf8, i);
    const std::size_t length = length_of(lead);
    if (length == 0 || !is_whole(utf8, i, length)) {
      out.push_back(static_cast<char>(kEscape));
      out.push_back(utf8[i++]);
      continue;
    }
    const unsigned char letter = length == 2 ? letter_of(lead, byte_at(utf8, i + 1)) : 0;
    if (letter != 0) {
      out.push_back(static_cast<char>(letter));
    } else {
      out.append(utf8.substr(i, length));
    }
    i += length;
  }
}

void append_expanded(std::string& out, std::string_view compact) {
  const std::size_t before = out.size();
  // A letter of one byte becomes two: nothing grows more.
  out.resize(before + compact.size() * 2);
  char* to = out.data() + before;
  for (std::size_t i = 0; i < compact.size();) {
    const unsigned char lead = byte_at(compact, i);
    const Expansion& expansion = kExpansions[lead];
    // Always two bytes, for there is room for them; the second counts only where there is one.
    to[0] = expansion.bytes[0];
    to[1] = expansion.bytes[1];
    to += expansion.length;
    if (expansion.length != 0) {
      ++i;
      continue;
    }
    if (lead == kEscape) {
      if (++i < compact.size()) *to++ = compact[i++];
      continue;
    }
    for (std::size_t left = length_of(lead); left > 0 && i < compact.size(); --left) *to++ = compact[i++];
    if (length_of(lead) == 0) ++i;
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

}  // namespace izvor
