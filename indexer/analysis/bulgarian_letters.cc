#include "indexer/analysis/bulgarian_letters.h"

namespace izvor {

std::string to_utf8(std::span<const Letter> letters) {
  constexpr std::string_view kLetters = "абвгдежзийклмнопрстуфхцчшщъьюя";
  std::string text;
  text.reserve(letters.size() * kBytesPerLetter);
  for (const Letter letter : letters) text += kLetters.substr((letter - 1U) * kBytesPerLetter, kBytesPerLetter);
  return text;
}

}  // namespace izvor
