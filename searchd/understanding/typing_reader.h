// TypingReader: which keyboard and which alphabet a query was typed in.
//
// A query is one person's typing, so its words are judged together: as typed, in Latin letters, under each of three layouts, or
// (Cyrillic gibberish) as Latin words typed with a layout on, or as one layout mistaken for another. The reading of which
// the index knows most wins, if it is clearly better than what was typed; words that are known as typed stay. One thread; for
// the time of one query. Throws Xapian::Error.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/understanding/index_words.h"
#include "searchd/understanding/keyboard_layouts.h"
#include "searchd/understanding/vocabulary.h"

namespace izvor {

/// How a text is taken to have been typed.
enum class Typing {
  kAsTyped,
  kLatinLetters,  ///< "cifrovi", "tsifrovi".
  kWrongLayout,   ///< A Cyrillic word with the Latin layout on: "[rb,flr".
  kLayoutLeftOn,  ///< A Latin word with a Cyrillic layout on: "жази" for GDPR.
  kOtherLayout,   ///< A Cyrillic word with another Cyrillic layout on.
};

struct TypingReading {
  Typing typing = Typing::kAsTyped;
  std::string text;  ///< What was meant.
};

class TypingReader {
 public:
  static constexpr std::size_t kMaxChunks = 64;  ///< Pieces between white space; what is longer is taken as typed.

  TypingReader(const Vocabulary& vocabulary, IndexWords& words) : vocabulary_(vocabulary), words_(words) {}

  /// Reads words without syntax; white space becomes single spaces where anything is changed.
  [[nodiscard]] TypingReading read(std::string_view text);

 private:
  /// One way to type: the layout that was on, and the one that was meant.
  struct Way {
    Typing typing = Typing::kAsTyped;
    KeyboardLayout on{}, meant{};
  };
  struct Chunk {
    std::string_view typed;
    double weight = 0;
    double known = 0;  ///< As typed.
    std::uint32_t pages = 0;
    bool latin = false, cyrillic = false;
  };
  struct Reading {
    std::string text;
    double known = 0;
    std::uint32_t pages = 0;
  };

  [[nodiscard]] static std::vector<Chunk> chunks_of(std::string_view text);
  [[nodiscard]] static std::vector<Way> ways_for(std::span<const Chunk> chunks);
  [[nodiscard]] static bool applies(const Way& way, const Chunk& chunk);
  /// The whole text in one way; `known` in letters.
  [[nodiscard]] Reading read_all(const Way& way, std::span<const Chunk> chunks);
  [[nodiscard]] Reading read_chunk(const Way& way, const Chunk& chunk);
  [[nodiscard]] Reading read_latin(std::string_view chunk, bool may_be_misspelt);
  [[nodiscard]] Reading read_latin_word(std::string_view word, bool may_be_misspelt);
  [[nodiscard]] static bool may_be_misspelt(const Chunk& chunk);
  [[nodiscard]] double nearly_known(std::string_view word) const;

  const Vocabulary& vocabulary_;
  IndexWords& words_;
};

}  // namespace izvor
