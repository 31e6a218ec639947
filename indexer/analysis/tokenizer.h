// Tokenizer: the words that Unicode's rules find, cut and put together as people search for them.
//
// What the rules miss: addresses (one token and its parts), "ф.НИРД" (no space after a full stop), "1 234,56" (one number),
// dates, legal references and measures (a token of their own over their parts), compounds ("научно-технически": parts and
// joined form; a part of one letter only joined), "д'Ивоар" (also "Ивоар"), "28-ата" (a number). Lives for one text; writes
// strings into the arena. One thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/analysis/capitals.h"
#include "indexer/analysis/lemma_table.h"
#include "indexer/analysis/text_arena.h"
#include "indexer/analysis/word_breaker.h"
#include "izvor/token.h"

namespace izvor {

/// A word as the table and the page know it: lower case, accents gone, look-alikes folded. Empty when nothing is left.
[[nodiscard]] std::string_view normalized_form(std::string_view word, const LemmaTable& table, TextArena& arena);

/// Word, number or mixed, by the letters of a normalised form.
[[nodiscard]] TokenKind kind_of(std::string_view exact);

class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::span<const WordSpan> words, const LemmaTable& table, TextArena& arena,
            std::vector<Token>& out)
      : text_(text), words_(words), table_(table), arena_(arena), out_(out), capitals_(text, table) {}

  /// Appends the tokens of the whole text: begin, end, position, kind, origin and exact are set.
  void run();

 private:
  // Each tries to read its kind at word `i` and returns how many words it took; 0: it is something else.
  [[nodiscard]] std::size_t take_address(std::size_t i);
  [[nodiscard]] std::size_t take_grouped_number(std::size_t i);
  [[nodiscard]] std::size_t take_ordinal(std::size_t i);
  [[nodiscard]] std::size_t take_numeric_date(std::size_t i);
  [[nodiscard]] std::size_t take_reference_number(std::size_t i);
  [[nodiscard]] std::size_t take_compound(std::size_t i);
  void take_word(std::size_t i);
  void drop_letters(std::size_t first);

  // Tokens over several words, put at the place of the first, which stays (tokens_over_words.cc).
  void lay_written_date(std::size_t i);
  void lay_legal_reference(std::size_t i);
  /// "Регламент (ЕС) № 910/2014": over the name and the number of an act.
  void lay_act(std::size_t i);
  /// "3,5 %", "20 млн. евро": over the number that begins with token `first` and its unit.
  void lay_measures(std::size_t first);
  /// "Ивоар" of "д'Ивоар", "Europe" of "Europe's": the word without what the apostrophe ties to it.
  void lay_untied(const Token& tied);

  /// What the number of an act at word `i` is, and where it ends: "2016/679", "95/46" of "95/46/ЕО". 0 words: it is none.
  struct ActNumber {
    std::size_t words = 0;
    std::uint32_t end = 0;
    std::string_view number;
  };
  [[nodiscard]] ActNumber act_number_at(std::size_t i, bool after_name) const;

  [[nodiscard]] std::string_view word(std::size_t i) const {
    return text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
  }
  /// What stands between word i and the next.
  [[nodiscard]] std::string_view gap_after(std::size_t i) const;
  bool push(std::uint32_t begin, std::uint32_t end, TokenOrigin origin);
  void push_over(std::uint32_t begin, std::uint32_t end, TokenKind kind, std::string_view exact,
                 TokenOrigin origin = TokenOrigin::kText);
  void push_date(std::uint32_t begin, std::uint32_t end, int year, int month, int day);
  void push_dotted(std::uint32_t begin, std::uint32_t end, TokenOrigin origin);
  bool push_number(std::uint32_t begin, std::uint32_t end, TokenOrigin origin);

  std::string_view text_;
  std::span<const WordSpan> words_;
  const LemmaTable& table_;
  TextArena& arena_;
  std::vector<Token>& out_;
  CapitalWords capitals_;
  std::uint32_t position_ = 0;
  std::uint32_t reference_end_ = 0;  ///< So that "ал. 2" inside "чл. 5, ал. 2" is not a reference of its own.
};

}  // namespace izvor
