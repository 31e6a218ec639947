// LemmaTable: the dictionary as the build compiled it, memory-mapped: form to lemmas, unknown word to lemma, lemma to root.
//
// compile_lemmas writes it (indexer/analysis/compiler); the program loads it at run time, because the dictionaries behind it
// are GPL-2 and must not be linked in. Immutable once opened; safe from any thread.
//
// Format, little endian, every section aligned to 8 bytes:
//   magic "IZVLEMMA" · u32 format version · u32 number of sections · u64 XXH3 of all that follows the header's 32 bytes ·
//   u64 file size · per section u32 offset, u32 bytes · the sections
// Sections:
//   forms     LetterAutomaton: every form of the dictionary → rule set
//   guesses   LetterAutomaton over reversed endings: the longest one that a word has → rule set
//   families  LetterAutomaton: lemma → rule set of one rule that gives the root
//   stops     LetterAutomaton: stop words → 0
//   acronyms  LetterAutomaton: acronyms that Latin capitals may spell → 0
//   sets      u16: a rule set is a count, then so many rule numbers; a set is named by the index of its count
//   rules     (u8 letters to strip, u8 bytes to append, u16 offset of them in `endings`)
//   endings   UTF-8
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "indexer/analysis/letter_automaton.h"
#include "izvor/result.h"

namespace izvor {

/// How to make one word from another: drop letters from its end, append others.
struct EndingRule {
  std::uint8_t strip = 0;
  std::uint8_t append_bytes = 0;
  std::uint16_t append_offset = 0;
};

/// Rules by likelihood, the likeliest first. Empty: not known.
using RuleSet = std::span<const std::uint16_t>;

class LemmaTable {
 public:
  static constexpr std::uint32_t kFormatVersion = 2;
  enum Section : std::uint32_t { kForms, kGuesses, kFamilies, kStops, kAcronyms, kSets, kRules, kEndings, kSectionCount };

  /// Maps the file and checks magic, version, size, checksum and every section's bounds.
  [[nodiscard]] static Result<LemmaTable> open(const std::filesystem::path& file);

  LemmaTable(LemmaTable&&) noexcept;
  LemmaTable& operator=(LemmaTable&&) noexcept;
  ~LemmaTable();

  [[nodiscard]] bool knows(std::span<const Letter> form) const { return forms_.find(form).has_value(); }
  [[nodiscard]] RuleSet lemmas_of(std::span<const Letter> form) const;
  /// From the word's ending; empty when even that is not known.
  [[nodiscard]] RuleSet guess(std::span<const Letter> form) const;
  [[nodiscard]] RuleSet root_of(std::span<const Letter> lemma) const;
  [[nodiscard]] bool is_stop_word(std::span<const Letter> form) const { return stops_.find(form).has_value(); }

  [[nodiscard]] bool is_acronym(std::span<const Letter> word) const { return acronyms_.find(word).has_value(); }

  [[nodiscard]] EndingRule rule(std::uint16_t number) const { return rules_[number]; }
  [[nodiscard]] std::string_view appended(EndingRule rule) const {
    return endings_.substr(rule.append_offset, rule.append_bytes);
  }

  [[nodiscard]] const LetterAutomaton& forms() const { return forms_; }
  [[nodiscard]] std::uint64_t checksum() const { return checksum_; }

 private:
  class Mapping;
  LemmaTable(std::unique_ptr<Mapping> mapping, std::uint64_t checksum);
  [[nodiscard]] Result<void> bind(const std::string& name);
  [[nodiscard]] RuleSet set_at(std::uint32_t index) const { return sets_.subspan(index + 1, sets_[index]); }

  std::unique_ptr<Mapping> mapping_;
  std::uint64_t checksum_ = 0;
  LetterAutomaton forms_, guesses_, families_, stops_, acronyms_;
  std::span<const std::uint16_t> sets_;
  std::span<const EndingRule> rules_;
  std::string_view endings_;
};

}  // namespace izvor
