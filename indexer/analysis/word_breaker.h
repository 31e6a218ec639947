// WordBreaker: where the words of a text begin and end, by the rules of Unicode (UAX #29) as ICU has them.
//
// One thread at a time.
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

 private:
  struct Icu;
  std::unique_ptr<Icu> icu_;
};

}  // namespace izvor
