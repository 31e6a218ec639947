// What may be shown of a title, a heading or a phrase while somebody types: a title, a question, or a noun phrase in its base
// form, of at most 70 characters.
//
// No labels ("Дата:"), file names, beginnings that end in the middle. A long title is cut where a part of it ends. One thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index/word_kinds.h"
#include "izvor/analyzer.h"

namespace izvor {

inline constexpr std::size_t kMostShownCharacters = 70;

/// "Как да кандидатствам?", "Какво е квантов компютър": asks, with or without the mark.
[[nodiscard]] bool is_question(std::string_view text);

class ShownPhrase {
 public:
  explicit ShownPhrase(const Analyzer& analyzer) : analyzer_(analyzer), kinds_(analyzer) {}

  /// Each gives what is shown; empty when nothing is.
  [[nodiscard]] std::string of_title(std::string_view title);
  [[nodiscard]] std::string of_heading(std::string_view heading);
  /// Of two words or more; in its base form: "изкуственият интелект" gives "изкуствен интелект".
  [[nodiscard]] std::string of_phrase(std::string_view phrase);

 private:
  struct Word {
    const Token* token = nullptr;
    WordKind kind = WordKind::kOther;
  };

  void read(std::string_view text);
  [[nodiscard]] bool is_noun_phrase(std::string_view text) const;
  [[nodiscard]] bool ends_well(std::size_t word) const;
  [[nodiscard]] std::size_t first_sentence(std::string_view title) const;
  [[nodiscard]] std::string cut(std::string_view title) const;
  [[nodiscard]] std::string base_form(std::string_view phrase);

  const Analyzer& analyzer_;
  WordKinds kinds_;
  Analysis analysis_;
  std::vector<Word> words_;  ///< Of the text that was read last.
};

}  // namespace izvor
