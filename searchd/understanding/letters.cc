#include "searchd/understanding/letters.h"

namespace izvor {

std::optional<std::string> letters_of(std::string_view word) {
  std::string letters;
  letters.reserve(word.size() / 2 + 1);
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto lead = static_cast<unsigned char>(word[i]);
    std::uint8_t letter = 0;
    if (lead >= 'a' && lead <= 'z') {
      letter = static_cast<std::uint8_t>(kFirstLatin + lead - 'a');
    } else if (lead >= '0' && lead <= '9') {
      letter = static_cast<std::uint8_t>(kFirstDigit + lead - '0');
    } else if ((lead == 0xD0 || lead == 0xD1) && i + 1 < word.size()) {
      const char32_t c = ((lead & 0x1FU) << 6U) | (static_cast<unsigned char>(word[++i]) & 0x3FU);
      if (c < U'а' || c > U'я') return std::nullopt;
      letter = cyrillic_letter(c);
    } else {
      return std::nullopt;
    }
    letters.push_back(static_cast<char>(letter));
  }
  return letters;
}

std::string word_of(std::string_view letters) {
  std::string word;
  word.reserve(letters.size() * 2);
  for (const char byte : letters) {
    const auto letter = static_cast<std::uint8_t>(byte);
    if (letter >= kFirstDigit) {
      word.push_back(static_cast<char>('0' + letter - kFirstDigit));
    } else if (letter >= kFirstLatin) {
      word.push_back(static_cast<char>('a' + letter - kFirstLatin));
    } else {
      const auto c = static_cast<unsigned>(U'а' + letter - 1);
      word.push_back(static_cast<char>(0xC0U | (c >> 6U)));
      word.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
    }
  }
  return word;
}

}  // namespace izvor
