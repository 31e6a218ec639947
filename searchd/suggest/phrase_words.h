// PhraseWords: the words of the phrases that may be suggested, and which of them somebody is typing.
//
// Words lie sorted, so those with a common beginning are neighbours: a beginning is a range. Immutable; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

/// Neighbouring words: [first, last).
struct WordRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  [[nodiscard]] bool empty() const { return first == last; }
  [[nodiscard]] bool holds(std::uint32_t word) const { return first <= word && word < last; }
};

class PhraseWords {
 public:
  PhraseWords() = default;
  /// `words`: normalised forms, ascending, each once.
  explicit PhraseWords(std::vector<std::string> words) : words_(std::move(words)) {}

  [[nodiscard]] std::size_t size() const { return words_.size(); }
  /// The number of a word that is there.
  [[nodiscard]] std::uint32_t number_of(std::string_view word) const;

  /// The words that begin with `beginning`.
  [[nodiscard]] WordRange beginning_with(std::string_view beginning) const;
  /// The words that would begin with it but for one letter that is wrong, missing, too much, or swapped with the next; the
  /// first letter is taken to be right. Nothing for fewer than four letters.
  [[nodiscard]] std::vector<WordRange> nearly_beginning_with(std::string_view beginning) const;

 private:
  [[nodiscard]] WordRange within(WordRange range, std::string_view beginning) const;

  std::vector<std::string> words_;
};

}  // namespace izvor
