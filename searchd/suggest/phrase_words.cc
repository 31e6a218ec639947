#include "searchd/suggest/phrase_words.h"

#include <algorithm>
#include <array>

namespace izvor {
namespace {

constexpr std::size_t kLeastLetters = 4;
constexpr std::size_t kMostLetters = 24;  ///< Of a beginning that is read with an error: bounds the work.

constexpr std::array<std::string_view, 30> kAlphabet = {"а", "б", "в", "г", "д", "е", "ж", "з", "и", "й",
                                                        "к", "л", "м", "н", "о", "п", "р", "с", "т", "у",
                                                        "ф", "х", "ц", "ч", "ш", "щ", "ъ", "ь", "ю", "я"};

/// Where each letter of well-formed UTF-8 begins, and where the last one ends.
std::vector<std::size_t> letter_borders(std::string_view word) {
  std::vector<std::size_t> borders;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80) borders.push_back(i);
  }
  borders.push_back(word.size());
  return borders;
}

}  // namespace

std::uint32_t PhraseWords::number_of(std::string_view word) const {
  return static_cast<std::uint32_t>(std::lower_bound(words_.begin(), words_.end(), word) - words_.begin());
}

WordRange PhraseWords::beginning_with(std::string_view beginning) const {
  return within({0, static_cast<std::uint32_t>(words_.size())}, beginning);
}

WordRange PhraseWords::within(WordRange range, std::string_view beginning) const {
  const auto from = words_.begin() + range.first, to = words_.begin() + range.last;
  const auto first = std::lower_bound(from, to, beginning);
  const auto last = std::partition_point(first, to, [&](const std::string& word) { return word.starts_with(beginning); });
  return {static_cast<std::uint32_t>(first - words_.begin()), static_cast<std::uint32_t>(last - words_.begin())};
}

std::vector<WordRange> PhraseWords::nearly_beginning_with(std::string_view beginning) const {
  std::vector<WordRange> ranges;
  const std::vector<std::size_t> borders = letter_borders(beginning);
  const std::size_t letters = borders.size() - 1;
  if (letters < kLeastLetters || letters > kMostLetters) return ranges;
  std::string variant;
  for (std::size_t i = 1; i < letters; ++i) {
    const std::string_view before = beginning.substr(0, borders[i]),
                           letter = beginning.substr(borders[i], borders[i + 1] - borders[i]),
                           rest = beginning.substr(borders[i + 1]);
    const WordRange same_so_far = beginning_with(before);
    if (same_so_far.empty()) break;
    const auto try_variant = [&](std::string_view put_in, std::string_view then) {
      variant.assign(before).append(put_in).append(then);
      if (const WordRange found = within(same_so_far, variant); !found.empty()) ranges.push_back(found);
    };
    try_variant("", rest);  // A letter too much.
    for (const std::string_view other : kAlphabet) {
      try_variant(other, rest);                          // A wrong letter.
      try_variant(other, beginning.substr(borders[i]));  // A missing one.
    }
    if (i + 1 < letters) {
      const std::string swapped =
          std::string(beginning.substr(borders[i + 1], borders[i + 2] - borders[i + 1])) + std::string(letter);
      try_variant(swapped, beginning.substr(borders[i + 2]));
    }
  }
  return ranges;
}

}  // namespace izvor
