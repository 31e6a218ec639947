// Synonyms: expressions that mean the same, acronyms and their long forms above all, from a curated file and from the pages.
//
// The file's format is told in config/search/synonyms.txt. Expressions are compared by lemmas, acronyms (all capitals, or with
// a digit) by their letters, so that "ВИТ" is not every form of "вит", and "се" is not СЕ. What a query is widened by is
// capped. Immutable; safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/index/acronym_terms.h"
#include "izvor/analyzer.h"

namespace izvor {

/// A word of a query, as far as synonyms are concerned.
struct ComparedWord {
  std::string_view exact, lemma;
  bool acronym = false;       ///< In capitals: it means the acronym, and not the words it is spelt like.
  bool maybe_acronym = true;  ///< It may mean the acronym of these letters; no word of a dictionary does in small letters.
};

/// Words [first, first + count) of a query, and other expressions for them.
struct Widening {
  std::size_t first = 0, count = 0;
  std::vector<std::string> expressions;
  std::string kind = "synonym";  ///< As Understood has it.
};

class Synonyms {
 public:
  static constexpr std::size_t kMaxExpressions = 5;  ///< For one expression of the query.
  static constexpr std::size_t kMaxWidenings = 6;    ///< In one query.
  static constexpr std::size_t kMaxWords = 12;       ///< Of one expression.

  Synonyms() = default;
  /// `text` is the curated file; `introduced` the pairs of the index, those of most pages first (introduced_acronyms).
  Synonyms(std::string_view text, std::span<const IntroducedAcronym> introduced, const Analyzer& analyzer);

  /// The longest known expressions of the query, from left to right, apart.
  [[nodiscard]] std::vector<Widening> widen(std::span<const ComparedWord> words) const;
  /// Whether a word is an expression by itself.
  [[nodiscard]] bool has(ComparedWord word) const;

 private:
  struct Expression {
    std::string text;
    std::string key;
    std::size_t group = 0;
  };

  [[nodiscard]] std::string key_of(std::string_view expression, const Analyzer& analyzer, Analysis& analysis) const;
  void add(std::size_t group, std::string_view text, std::string key);
  [[nodiscard]] std::vector<std::string> others(const std::string& key) const;

  std::vector<std::vector<Expression>> groups_;
  std::unordered_multimap<std::string, std::size_t> groups_of_;  ///< By key.
};

}  // namespace izvor
