#include "indexer/analysis/word_breaker.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace izvor {
namespace {

std::vector<WordSpan> fast(std::string_view text) {
  WordBreaker breaker;
  std::vector<WordSpan> words;
  breaker.find_words(text, words);
  return words;
}

std::vector<WordSpan> by_icu(std::string_view text) {
  WordBreaker breaker;
  std::vector<WordSpan> words;
  breaker.find_words_with_icu(text, 0, text.size(), words);
  return words;
}

TEST(WordBreaker, BreaksRandomTextAsIcuDoes) {
  constexpr std::array<std::string_view, 44> kPieces = {
      "а", "Ж", "я",      "ѝ",      "дума",   "a",  "Z",      "word", "1",    "42", ".",  ",", ";", ":",   "'",
      "-", "/", "_",      "@",      " ",      " ",  " ",      "\n",   "\t",   "(",  "\"", "„", "“", "–",   "№",
      "’", "é", "\u0301", "\u00AD", "\u200D", "中", "\u00A0", "€",    "🙂", "+",  "%",  "‑", "…", "\r\n"};
  std::mt19937 random(20240613);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto pieces = random() % 12; pieces > 0; --pieces) text += kPieces[random() % kPieces.size()];
    ASSERT_EQ(fast(text), by_icu(text)) << text;
  }
}

TEST(WordBreaker, BreaksRandomBytesAsIcuDoes) {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (auto bytes = random() % 20; bytes > 0; --bytes) {
      constexpr std::array<unsigned char, 8> kLikely = {0xD0, 0xD1, 0xB0, 0x80, ' ', 'a', 0xE2, 0xFF};
      text += static_cast<char>(random() % 3 == 0 ? random() % 256 : kLikely[random() % kLikely.size()]);
    }
    ASSERT_EQ(fast(text), by_icu(text));
  }
}

}  // namespace
}  // namespace izvor
