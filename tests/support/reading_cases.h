// ReadingCases: correct words that no reading may replace, and mistakes that are to be mended, for tests and for a benchmark.
//
// The correct words were written by hand, or drawn by a seeded rule, before the code ran (tests/data/readings). Mistakes are made
// of words by a rule and a seed: what a slip of the finger, another keyboard layout or Latin letters make of them.
#pragma once

#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace izvor::testing {

/// Words by kind, from tests/data/readings/correct-words.tsv. Throws when the file cannot be read.
[[nodiscard]] std::map<std::string, std::vector<std::string>> correct_words(const std::string& file);

/// A Cyrillic word with so many random errors: letters left out, put in, exchanged, two swapped. The word is lower case.
[[nodiscard]] std::string with_errors(std::string_view word, std::size_t errors, std::mt19937& random);

/// How people write Cyrillic in Latin letters: the law of 2009; 4 and 6 for ч and ш; w for в, and y; q for я, j and y.
enum class LatinHabit { kOfficial, kDigits, kW, kQ };
[[nodiscard]] std::string in_latin(std::string_view word, LatinHabit habit);

}  // namespace izvor::testing
