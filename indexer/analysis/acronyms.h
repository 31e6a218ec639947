// Acronyms that a page introduces: "изкуствен интелект (ИИ)", "Малки и средни предприятия („МСП“)", "ИИ (изкуствен интелект)".
//
// The long form is the run of words before the bracket, or all of it inside, whose first letters spell the acronym; small words
// between them may be left out of it. Pure function; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

struct AcronymPair {
  std::string acronym;    ///< As written: "ИИ".
  std::string long_form;  ///< As written, white space made one space: "изкуствен интелект".
  bool operator==(const AcronymPair&) const = default;
};

/// Every pair of the text, in order; one introduced twice stands there twice.
[[nodiscard]] std::vector<AcronymPair> find_acronyms(std::string_view text);

}  // namespace izvor
