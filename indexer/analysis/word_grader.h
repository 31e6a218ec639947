// WordGrader: lemma and root of a normalised word.
//
// Lives for one analysis; writes new strings into its arena. One thread at a time.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/analysis/english_stems.h"
#include "indexer/analysis/lemma_table.h"
#include "indexer/analysis/text_arena.h"
#include "indexer/analysis/word_memo.h"
#include "izvor/token.h"

namespace izvor {

class WordGrader {
 public:
  WordGrader(const LemmaTable& table, TextArena& arena, EnglishStems& english, WordMemo* memo = nullptr)
      : table_(table), arena_(arena), english_(english), memo_(memo) {
    if (memo_ != nullptr) memo_->use_table(table.checksum());
  }

  /// Fills lemma, root, source and stop_word from exact and kind. Tells whether the form has a second lemma.
  bool grade(Token& token);
  /// Appends the graded token, and where its form has a second lemma, a token with that one after it.
  void grade_into(std::vector<Token>& out, Token token);

 private:
  [[nodiscard]] std::string_view apply(std::string_view word, EndingRule rule);
  void set_lemma(Token& token, EndingRule rule);
  bool grade_bulgarian(Token& token);
  bool look_up(Token& token);
  [[nodiscard]] std::string_view remake(std::string_view form, const RemadeWord& word);
  void grade_latin(Token& token);

  const LemmaTable& table_;
  TextArena& arena_;
  EnglishStems& english_;
  WordMemo* memo_;  ///< May be null.
};

}  // namespace izvor
