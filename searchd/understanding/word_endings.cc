#include "searchd/understanding/word_endings.h"

#include <array>
#include <cstdint>

#include "searchd/understanding/letters.h"

namespace izvor {
namespace {

constexpr std::array<std::string_view, 18> kEndings = {"",    "а",   "я",   "ът",  "ят",  "та", "то",  "те", "и",
                                                       "ите", "ата", "ята", "ото", "ето", "о",  "е",  "ове", "овете"};

}  // namespace

std::optional<std::string> with_other_ending(const Vocabulary& vocabulary, std::string_view word) {
  std::optional<std::string> best;
  std::uint32_t most = 0;
  for (const std::string_view typed : kEndings) {
    if (!word.ends_with(typed)) continue;
    const auto stem = letters_of(word.substr(0, word.size() - typed.size()));
    if (!stem || stem->size() < kShortestStem || !is_cyrillic(static_cast<std::uint8_t>(stem->back()))) continue;
    for (const std::string_view other : kEndings) {
      if (other == typed) continue;
      const std::string letters = *stem + *letters_of(other);
      const std::uint32_t pages = vocabulary.pages_with(letters);
      if (pages <= most) continue;
      most = pages;
      best = word_of(letters);
    }
  }
  return best;
}

}  // namespace izvor
