// WordBreaker: where the words of a text begin and end, by the rules of Unicode (UAX #29) as ICU has them.
//
// Text between two spaces that holds only ASCII, Cyrillic and common signs is broken by a loop of our own, twenty times as
// fast; the rest goes to ICU. A test holds both against each other. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace izvor {

/// [begin, end) in bytes.
struct WordSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const WordSpan&) const = default;
};

class WordBreaker {
 public:
  WordBreaker();
  WordBreaker(WordBreaker&&) noexcept;
  WordBreaker& operator=(WordBreaker&&) noexcept;
  ~WordBreaker();

  /// Appends the words of `text` (what holds a letter or a digit), ascending. Any bytes; invalid UTF-8 separates words.
  void find_words(std::string_view text, std::vector<WordSpan>& words);
  /// The same for [from, to), by ICU alone.
  void find_words_with_icu(std::string_view text, std::size_t from, std::size_t to, std::vector<WordSpan>& words);

 private:
  struct Icu;
  std::unique_ptr<Icu> icu_;
};

}  // namespace izvor
