// WordMatcher: which word of the query a word of a page is, and in what grade.
//
// Two steps: by the WordCode that the index stores of every word (a table look-up, wrong once in 4,096 times a root), then by
// the word's own analysis. Made for one query, used for all its results. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"
#include "izvor/index_schema.h"
#include "izvor/word_sequence.h"
#include "searchd/query/query_plan.h"

namespace izvor {

/// What a page is asked for: a word, or a phrase, which counts only whole.
struct Sought {
  std::vector<QueryWord> words;       ///< One, or those of a phrase.
  double weight = 0;                  ///< How much finding it tells; stop words little.
  bool stop_word = false;             ///< Not worth a highlight beside other words.
  bool synonym = false;               ///< Not typed: another expression for what was.
  bool part = false;                  ///< Not typed by itself: a part of what was.
  std::uint32_t first = 0, last = 0;  ///< The places of the query that it stands for.

  [[nodiscard]] bool is_phrase() const { return words.size() > 1; }
  [[nodiscard]] bool typed() const { return !synonym && !part; }
  [[nodiscard]] std::string text() const;
};

struct Match {
  std::size_t sought = 0;  ///< Number in WordMatcher::sought().
  schema::Grade grade = schema::Grade::kRoot;
};

/// A word of a text beside the place of the next: how many tokens a match takes.
struct TokenMatch : Match {
  std::uint32_t begin = 0, end = 0;  ///< Bytes of the analysed text.
};

class WordMatcher {
 public:
  static constexpr std::size_t kMaxSought = 64;

  /// What is beyond kMaxSought is not sought.
  explicit WordMatcher(std::vector<Sought> sought);

  [[nodiscard]] const std::vector<Sought>& sought() const { return sought_; }
  [[nodiscard]] bool has_phrases() const { return has_phrases_; }

  /// The number of the sought word that has a root with this code, perhaps; -1 when none has. Phrases are not told here.
  [[nodiscard]] int word_with_code(WordCode code) const { return word_by_root_[code & kRootBits]; }
  /// Whether the word at `place` of a phrase is a word with this code, in any form, perhaps.
  [[nodiscard]] bool phrase_has_code(std::size_t sought, std::size_t place, WordCode code) const;

  /// What single word a piece of text is, however the analyzer reads it; the closest grade wins, then the first word.
  [[nodiscard]] std::optional<Match> match(std::string_view piece, const Analyzer& analyzer, Analysis& analysis) const;
  /// Whether the piece is the word at a place of a phrase, in any form.
  [[nodiscard]] bool is_phrase_word(std::size_t sought, std::size_t place, std::string_view piece, const Analyzer& analyzer,
                                    Analysis& analysis) const;
  /// All matches in an analysed text, phrases whole, ascending and apart.
  [[nodiscard]] std::vector<TokenMatch> match_all(std::span<const Token> tokens) const;

 private:
  [[nodiscard]] std::optional<Match> match(const Token& token) const;
  [[nodiscard]] std::optional<TokenMatch> phrase_at(std::span<const Token> tokens, std::size_t sought) const;

  std::vector<Sought> sought_;
  std::vector<std::int8_t> word_by_root_;
  std::vector<std::vector<std::vector<WordCode>>> phrase_codes_;  ///< By sought, place.
  bool has_phrases_ = false;
};

}  // namespace izvor
