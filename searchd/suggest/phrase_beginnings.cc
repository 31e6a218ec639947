#include "searchd/suggest/phrase_beginnings.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace izvor {
namespace {

/// The small letter or digit that begins at `i`, as bytes; empty for anything else. Cyrillic and ASCII have cases, other
/// letters stay.
struct FoldedCharacter {
  std::array<char, 4> bytes{};
  std::size_t size = 0;  ///< 0: no letter.
  std::size_t next = 0;
};

FoldedCharacter ascii_character(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c >= 'A' && c <= 'Z') return {{static_cast<char>(c - 'A' + 'a')}, 1, i + 1};
  const bool counts = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return {{c}, counts ? std::size_t{1} : std::size_t{0}, i + 1};
}

FoldedCharacter folded_character(std::string_view text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  if (lead < 0x80) return ascii_character(text, i);
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0xC3 || i + length > text.size()) return {{}, 0, i + 1};
  FoldedCharacter folded{{}, length, i + length};
  std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(i), length, folded.bytes.begin());
  const auto trail = static_cast<unsigned char>(text[i + 1]);
  if (lead == 0xD0 && trail >= 0x90 && trail <= 0x9F) {
    folded.bytes[1] = static_cast<char>(trail + 0x20);
  } else if (lead == 0xD0 && trail >= 0xA0 && trail <= 0xAF) {
    folded.bytes[0] = '\xD1';
    folded.bytes[1] = static_cast<char>(trail - 0x20);
  } else if (lead == 0xE2 && (trail == 0x80 || trail == 0x81)) {
    folded.size = 0;  // Quotes, dashes, spaces.
  }
  return folded;
}

}  // namespace

std::string folded_beginning(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const FoldedCharacter character = folded_character(text, i);
    i = character.next;
    if (character.size > 0) {
      folded.append(character.bytes.data(), character.size);
    } else if (!folded.empty() && folded.back() != ' ') {
      folded.push_back(' ');
    }
  }
  return folded;
}

PhraseBeginnings::PhraseBeginnings(std::size_t phrases, const TextOf& text_of) : in_order_(phrases) {
  std::iota(in_order_.begin(), in_order_.end(), std::uint32_t{0});
  std::vector<std::string> folded;
  folded.reserve(phrases);
  for (std::uint32_t i = 0; i < phrases; ++i) folded.push_back(folded_beginning(text_of(i)));
  std::sort(in_order_.begin(), in_order_.end(), [&](std::uint32_t a, std::uint32_t b) { return folded[a] < folded[b]; });
}

std::vector<std::uint32_t> PhraseBeginnings::first_of(std::string_view beginning, std::size_t most,
                                                      const TextOf& text_of) const {
  if (beginning.empty()) return {};
  const auto first = std::partition_point(in_order_.begin(), in_order_.end(),
                                          [&](std::uint32_t phrase) { return folded_beginning(text_of(phrase)) < beginning; });
  const auto last = std::partition_point(
      first, in_order_.end(), [&](std::uint32_t phrase) { return folded_beginning(text_of(phrase)).starts_with(beginning); });
  std::vector<std::uint32_t> numbers(std::min<std::size_t>(most, static_cast<std::size_t>(last - first)));
  std::partial_sort_copy(first, last, numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace izvor
