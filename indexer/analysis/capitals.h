// CapitalWords: which words of a text are acronyms by the way they are written.
//
// A word in capitals stands out from a line in small letters: "членовете на СЕ", "дружество АД". In a line that is all capitals
// (a heading) it does not, and is an acronym only when it is listed as one, or short and in no dictionary. What an acronym is
// when it is typed into a query is for searchd to decide, which knows how pages write it. Lives for one text; each line is
// looked through once. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "indexer/analysis/lemma_table.h"
#include "izvor/token.h"

namespace izvor {

class CapitalWords {
 public:
  CapitalWords(std::string_view text, const LemmaTable& table) : text_(text), table_(table) {}

  /// Of the word at [begin, end) whose normalised form is `exact`. Words are asked for in the order of the text.
  [[nodiscard]] Capitals of(std::uint32_t begin, std::uint32_t end, std::string_view exact);

 private:
  struct Line {
    std::size_t begin = 0, end = 0;
    bool in_capitals = false;
    bool one_word = false;
  };

  void read_line(std::size_t place);

  std::string_view text_;
  const LemmaTable& table_;
  Line line_;
};

}  // namespace izvor
