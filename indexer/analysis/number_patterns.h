// How numbers are written: notations, units, Roman numerals; for the tokenizer. Pure functions.
//
// One number has one form in the index, whatever its notation: digits alone, and a comma before decimals.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace izvor::patterns {

/// The forms of a number; `other` is empty unless the notation leaves it open.
struct NumberForms {
  std::string likely, other;
};

/// "2.500.000" and "2'500'000" are "2500000", "3.5" is "3,5", "1.234,56" is "1234,56". "2.500" is "2500", or else "2,500"; with
/// a comma the other way round. Empty for what is no single number: "1.2.3" (a version), "1,2,3" (a list), "192.168.0.1".
[[nodiscard]] NumberForms number_forms(std::string_view word);

/// What follows a number and makes one thing with it: "%", "млн. евро", "Mbit/s".
struct Unit {
  std::size_t bytes = 0;  ///< From the number's end; 0 when there is none.
  std::string name;       ///< The same for every spelling: "млн €".
};

/// The shortest unit that `text` begins with: "млн." of " млн. евро".
[[nodiscard]] Unit unit_at(std::string_view text);
/// The longest: "млн. евро".
[[nodiscard]] Unit whole_unit_at(std::string_view text);

/// "ІІІ" (U+0406), "ХІV" and "Ⅲ" as the same numeral in small Latin letters; empty when it is none, or all Latin already.
/// "МС" and "СМ" stay acronyms: without an I or V only "Х", "ХХ" and "ХХХ" are numerals.
[[nodiscard]] std::string roman_numeral(std::string_view word);

}  // namespace izvor::patterns
