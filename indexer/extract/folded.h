// Text folded for comparison. Pure functions; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// Case folded, character by character; white space of any kind is one space; malformed UTF-8 is dropped.
[[nodiscard]] std::string fold_case(std::string_view text);

/// Letters and digits alone, case folded: two spellings of one title are equal.
[[nodiscard]] std::string letters_and_digits(std::string_view text);

}  // namespace izvor
