// Spelling: the words of the vocabulary that are nearest to a misspelt one.
//
// Edits are left out, put in, exchanged and swapped letters (optimal string alignment). One costs 10, 15 at the first letter,
// which people seldom get wrong, and less where Bulgarians hesitate (а/ъ, о/у, и/е, д/т, a double letter): kEdit and the table
// in spelling.cc. Short words may differ less. The walk down the trie keeps a band of the edit table and leaves a branch as
// soon as the band is too dear. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/understanding/vocabulary.h"

namespace izvor {

struct Correction {
  std::string word;         ///< UTF-8.
  int cost = 0;             ///< 10 an ordinary edit.
  std::uint32_t pages = 0;  ///< With this word.
};

inline constexpr int kEdit = 10;

/// What a word of so many letters may differ by: nothing below three letters, one edit below seven, two from there on, also with the first letter from eight on.
[[nodiscard]] constexpr int edit_allowance(std::size_t letters) { return letters < 3 ? 0 : letters < 7 ? 15 : letters < 8 ? 20 : 25; }

/// Words near `word` (normalised; UTF-8), the likeliest first, at most `most`; the word itself is not among them.
[[nodiscard]] std::vector<Correction> corrections(const Vocabulary& vocabulary, std::string_view word, std::size_t most = 4);

}  // namespace izvor
