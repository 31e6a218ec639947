// A vocabulary of given words, without an index.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/understanding/letters.h"
#include "searchd/understanding/vocabulary.h"

namespace izvor::testing {

/// Words beside the pages they are on.
inline Vocabulary vocabulary_of(const std::vector<std::pair<std::string_view, std::uint32_t>>& words) {
  std::vector<std::pair<std::string, std::uint32_t>> letters;
  for (const auto& [word, pages] : words) letters.emplace_back(letters_of(word).value(), pages);
  std::sort(letters.begin(), letters.end());
  return Vocabulary(letters);
}

}  // namespace izvor::testing
