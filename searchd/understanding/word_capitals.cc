#include "searchd/understanding/word_capitals.h"

#include <cstddef>

namespace izvor {

Capitals capitals_of(std::string_view word) {
  Capitals found = Capitals::kNone;
  bool inside = false;  // A letter stands before; "Клуж-Напока" is two names.
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto byte = static_cast<unsigned char>(word[i]);
    const auto next = i + 1 < word.size() ? static_cast<unsigned char>(word[i + 1]) : 0U;
    const bool latin_capital = byte >= 'A' && byte <= 'Z';
    const bool cyrillic_capital = byte == 0xD0 && next >= 0x80 && next < 0xB0;
    if (latin_capital || cyrillic_capital) found = inside || found == Capitals::kAll ? Capitals::kAll : Capitals::kFirst;
    inside = latin_capital || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
  }
  return found;
}

}  // namespace izvor
