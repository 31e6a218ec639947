// The thirty letters of Bulgarian as small numbers, the alphabet of the lemma table's automata.
//
// а is 1, я is 30; 0 marks the end of a key. Lower case only: words come here normalised. Safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace izvor {

using Letter = std::uint8_t;

inline constexpr Letter kEndOfKey = 0;
inline constexpr std::size_t kLetterCount = 30;
/// Longer words are in no dictionary and are not guessed either.
inline constexpr std::size_t kMaxLetters = 48;
/// Every letter takes two bytes in UTF-8.
inline constexpr std::size_t kBytesPerLetter = 2;

/// The number of a UTF-8 pair, 0 when it is no lower-case Bulgarian letter (ы and э are not).
[[nodiscard]] constexpr Letter letter_of(unsigned char lead, unsigned char trail) {
  if (lead == 0xD0 && trail >= 0xB0 && trail <= 0xBF) return static_cast<Letter>(trail - 0xB0 + 1);  // а to п
  if (lead != 0xD1 || trail < 0x80 || trail > 0x8F) return 0;
  const auto offset = static_cast<Letter>(trail - 0x80 + 17);  // р to я
  if (trail <= 0x8A) return offset;                            // р to ъ
  if (trail == 0x8C) return 28;                                // ь
  if (trail == 0x8E) return 29;                                // ю
  if (trail == 0x8F) return 30;                                // я
  return 0;
}

/// A word as letter numbers, on the stack.
class LetterWord {
 public:
  /// Empty when the word holds anything but Bulgarian letters, or too many of them.
  explicit LetterWord(std::string_view word) {
    if (word.size() % kBytesPerLetter != 0 || word.size() > kMaxLetters * kBytesPerLetter) return;
    for (std::size_t i = 0; i < word.size(); i += kBytesPerLetter) {
      const Letter letter = letter_of(static_cast<unsigned char>(word[i]), static_cast<unsigned char>(word[i + 1]));
      if (letter == 0) {
        size_ = 0;
        return;
      }
      letters_[size_++] = letter;
    }
  }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::span<const Letter> letters() const { return {letters_.data(), size_}; }

 private:
  std::array<Letter, kMaxLetters> letters_;
  std::size_t size_ = 0;
};

/// Back to UTF-8.
[[nodiscard]] std::string to_utf8(std::span<const Letter> letters);

}  // namespace izvor
