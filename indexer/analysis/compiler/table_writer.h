// TableWriter: collects the lemma table's maps and writes the file that LemmaTable reads; the format stands there.
//
// Used by compile_lemmas at build time only. Not for several threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/compiler/lexicon.h"
#include "indexer/analysis/lemma_table.h"
#include "izvor/result.h"

namespace izvor::compiler {

class TableWriter {
 public:
  /// Lemmas of `form`, the likeliest first. Words are UTF-8, Bulgarian lower-case letters only.
  void add_form(std::string_view form, const std::vector<std::string>& lemmas);
  /// What a word with this ending does: (letters to strip, letters to append), the likeliest first.
  void add_guess(std::string_view ending, unsigned strip, std::string_view append);
  void add_root(std::string_view lemma, std::string_view root);
  void add_stop_word(std::string_view word);
  void add_acronym(std::string_view word);

  [[nodiscard]] Result<void> write(const std::filesystem::path& file);
  [[nodiscard]] std::size_t form_count() const { return forms_.size(); }

 private:
  using Keys = std::map<std::vector<Letter>, std::uint32_t>;

  [[nodiscard]] std::uint16_t rule_between(std::string_view word, std::string_view made);
  [[nodiscard]] std::uint16_t rule(unsigned strip, std::string_view append);
  [[nodiscard]] std::uint32_t rule_set(const std::vector<std::uint16_t>& numbers);

  Keys forms_, guesses_, families_, stops_, acronyms_;
  std::map<std::pair<unsigned, std::string>, std::uint16_t> rule_numbers_;
  std::map<std::vector<std::uint16_t>, std::uint32_t> set_indexes_;
  std::vector<EndingRule> rules_;
  std::vector<std::uint16_t> sets_;
  std::string endings_;
};

/// Every form with its likely lemmas: those about as likely as the first.
void add_forms(const Lexicon& lexicon, TableWriter& table);

}  // namespace izvor::compiler
