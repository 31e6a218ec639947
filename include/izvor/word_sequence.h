// WordSequence: the words of a page in their order, two bytes each: what phrases, nearness and snippets are found by.
//
// A word is told by a WordCode: 12 bits of a hash of its root and 3 of its lemma. Two words of one root agree in the first; a
// word taken for another one happens once in 4,096 places where only roots are compared, so a snippet analyses what it
// shows; in a phrase every word has to be on the page as a term as well, and then all 15 bits have to agree. Xapian's
// positions say the same in six times the space and more than twice the time of writing.
//
// Stored in the value slot schema::kWords of each page, so that it is read without the rest of the document:
//
//   varint       how many of the entries belong to the title
//   two bytes    an entry, low byte first: the WordCode, and kSamePlace where the word stands at the place of the entry before
//   it
//                (another lemma, a compound beside its parts)
//
// A view into the stored bytes; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace izvor {

using WordCode = std::uint16_t;

inline constexpr WordCode kSamePlace = 0x8000;
inline constexpr WordCode kWordBits = 0x7FFF;
inline constexpr WordCode kRootBits = 0x0FFF;

/// The code of a word; without kSamePlace.
[[nodiscard]] WordCode word_code(std::string_view root, std::string_view lemma);

/// The entries of a title or of a text.
class WordCodes {
 public:
  WordCodes() = default;
  explicit WordCodes(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t size() const { return bytes_.size() / 2; }
  /// With kSamePlace, where it is.
  [[nodiscard]] WordCode operator[](std::size_t i) const {
    return static_cast<WordCode>(static_cast<unsigned char>(bytes_[2 * i]) | static_cast<unsigned char>(bytes_[2 * i + 1])
                                                                                 << 8U);
  }

 private:
  std::string_view bytes_;
};

struct WordSequence {
  WordCodes title;
  WordCodes text;
};

/// What a value of schema::kWords says; damaged bytes give fewer entries, never a read past the end.
[[nodiscard]] WordSequence read_word_sequence(std::string_view value);

}  // namespace izvor
