#include "searchd/understanding/typed_case.h"

#include <cstddef>

namespace izvor {

TypedCase typed_case_of(std::string_view word) {
  TypedCase found = TypedCase::kNone;
  bool inside = false;  // A letter stands before; "Клуж-Напока" is two names.
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto byte = static_cast<unsigned char>(word[i]);
    const auto next = i + 1 < word.size() ? static_cast<unsigned char>(word[i + 1]) : 0U;
    const bool latin_capital = byte >= 'A' && byte <= 'Z';
    const bool cyrillic_capital = byte == 0xD0 && next >= 0x80 && next < 0xB0;
    if (latin_capital || cyrillic_capital) found = inside || found == TypedCase::kAll ? TypedCase::kAll : TypedCase::kFirst;
    inside = latin_capital || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
  }
  return found;
}

}  // namespace izvor
