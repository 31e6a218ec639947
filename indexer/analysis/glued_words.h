// GluedWords: words that a page lost the space between, told apart again: "съсстратегията", "ПонастоящемЕС".
//
// Machine translation moves inline tags onto reordered words and drops the space at the border. A word that the dictionary does
// not know is cut where both halves are words: anywhere at a hint (an inline border, a small letter before a capital),
// elsewhere only where the halves cannot be a compound. Cyrillic words only; joints between scripts: script_joints.h.
// Immutable; safe from any thread.
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

  /// The first joint to cut at. `word` as written, of Cyrillic letters only, and unknown to the dictionary; `borders`:
  /// ascending offsets into it. A half may be glued again: ask once more for each that the dictionary does not know.
  [[nodiscard]] std::optional<GlueSplit> find(std::string_view word, std::span<const std::uint32_t> borders) const;

 private:
  [[nodiscard]] std::optional<GlueSplit> find(std::string_view word, std::span<const std::uint32_t> borders,
                                              int more_joints) const;
  [[nodiscard]] bool has_case_hint(std::string_view word, std::size_t at) const;
  [[nodiscard]] bool begins_name(std::string_view word, std::size_t at, bool at_border) const;
  [[nodiscard]] bool reads_as_words(std::string_view half, int more_joints) const;
  [[nodiscard]] bool fits_unhinted(std::string_view left, std::string_view right) const;
  [[nodiscard]] bool ends_as_word(std::string_view left, EndingRule rule, std::string_view right) const;
  [[nodiscard]] bool knows(std::string_view word) const;

  const LemmaTable& table_;
};

}  // namespace izvor
