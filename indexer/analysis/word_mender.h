// WordMender: what is added to the tokens of a text once their words are known: the halves of glued words.
//
// Lives for one analysis. One thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/analysis/glued_words.h"
#include "indexer/analysis/lemma_table.h"
#include "indexer/analysis/text_arena.h"
#include "indexer/analysis/word_grader.h"
#include "izvor/analyzer.h"

namespace izvor {

class WordMender {
 public:
  WordMender(std::string_view text, std::span<const std::uint32_t> borders, const LemmaTable& table, TextArena& arena,
             WordGrader& grader)
      : text_(text), borders_(borders), table_(table), arena_(arena), grader_(grader), glued_(table) {}

  /// Replaces the tokens only where something is added, and notes each repair.
  void run(std::vector<Token>& tokens, std::vector<Repair>& repairs);

 private:
  /// One of the words that a glued word is made of.
  struct Piece {
    std::uint32_t begin = 0;  ///< Into the text.
    std::uint32_t end = 0;
    bool hinted = false;  ///< How its begin was found.
  };

  /// Fills pieces_; false when the word is one.
  [[nodiscard]] bool find_pieces(const Token& token);
  [[nodiscard]] std::optional<GlueSplit> split_of(const Piece& piece);
  void add_half(const Piece& piece, std::uint32_t position, std::vector<Token>& tokens);
  void note_missing_space(const Token& before, const Token& token, std::vector<Repair>& repairs) const;

  std::string_view text_;
  std::span<const std::uint32_t> borders_;
  const LemmaTable& table_;
  TextArena& arena_;
  WordGrader& grader_;
  GluedWords glued_;
  std::vector<std::uint32_t> inner_borders_;
  std::vector<Piece> pieces_;
};

}  // namespace izvor
