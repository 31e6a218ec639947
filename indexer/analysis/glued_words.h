// GluedWords: words that a page lost the space between, told apart again: "съсстратегията", "ПонастоящемЕС".
//
// Machine translation moves inline tags onto reordered words and drops the space at the border. A word that the dictionary does
// not know is cut where both halves are words: anywhere at a hint (an inline border, a small letter before a capital),
// elsewhere only where the halves cannot be a compound. Immutable; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "indexer/analysis/lemma_table.h"

namespace izvor {

struct GlueSplit {
  std::uint32_t at = 0;  ///< Bytes from the word's begin.
  bool hinted = false;
};

class GluedWords {
 public:
  explicit GluedWords(const LemmaTable& table) : table_(table) {}

  /// `word` as written, of Cyrillic letters only, and unknown to the dictionary; `borders`: ascending offsets into it.
  [[nodiscard]] std::optional<GlueSplit> find(std::string_view word, std::span<const std::uint32_t> borders) const;

 private:
  [[nodiscard]] bool has_case_hint(std::string_view word, std::size_t at) const;
  [[nodiscard]] bool begins_name(std::string_view word, std::size_t at) const;
  [[nodiscard]] bool fits_hint(std::string_view left, std::string_view right) const;
  [[nodiscard]] bool fits_unhinted(std::string_view left, std::string_view right) const;

  const LemmaTable& table_;
};

}  // namespace izvor
