// Latin readings: Bulgarian words typed in Latin letters, officially ("tsifrovi", the law of 2009) or as people do ("cifrovi",
// "4asovnik", "wywedenie").
//
// One Latin spelling stands for several Cyrillic ones: the law writes ъ as a, people write y for ъ, й and ь. So readings are
// followed down the vocabulary of the index; where it has none, the likeliest readings are given for the dictionary to judge.
// Costs are in the unit of spelling.h: 10 is one wrong letter. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/understanding/vocabulary.h"

namespace izvor {

struct LatinReading {
  std::string word;         ///< Cyrillic, UTF-8.
  int cost = 0;             ///< How unusual the spelling is.
  std::uint32_t pages = 0;  ///< With exactly this word; 0 for those not from the vocabulary.
};

/// Words of the vocabulary that `latin` (lower case; letters, digits) may spell, the likeliest first; at most eight.
[[nodiscard]] std::vector<LatinReading> known_readings(const Vocabulary& vocabulary, std::string_view latin);

/// Readings by spelling alone, the most usual first; at most `most`. Empty when a character is no letter that anybody uses.
[[nodiscard]] std::vector<LatinReading> plain_readings(std::string_view latin, std::size_t most);

}  // namespace izvor
