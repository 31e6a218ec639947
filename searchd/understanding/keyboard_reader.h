// KeyboardReader: which keyboard and which alphabet a query was typed in.
//
// A query is one person's typing, so the words that nobody knows are judged together: in Latin letters, under each of three
// layouts, or (Cyrillic ones) as Latin words typed with a layout on, or as one layout mistaken for another. Of the ways that
// read most of them the one with the most usual words is taken; reading_strength.h says what becomes of it. One thread; for the
// time of one query. Throws Xapian::Error.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/understanding/index_words.h"
#include "searchd/understanding/keyboard_layouts.h"
#include "searchd/understanding/reading.h"
#include "searchd/understanding/reading_strength.h"
#include "searchd/understanding/vocabulary.h"
#include "searchd/understanding/written_capitals.h"

namespace izvor {

class KeyboardReader {
 public:
  static constexpr std::size_t kMaxChunks = 64;  ///< Pieces between white space; what is longer is taken as typed.

  KeyboardReader(const Vocabulary& vocabulary, IndexWords& words, WrittenCapitals& capitals)
      : vocabulary_(vocabulary), words_(words), capitals_(capitals) {}

  /// Readings of words without syntax that were typed in Latin letters; none, one of the whole clause, or some of single words.
  [[nodiscard]] std::vector<Reading> read_latin(std::string_view clause);
  /// The same of words typed in Cyrillic letters.
  [[nodiscard]] std::vector<Reading> read_cyrillic(std::string_view clause);

 private:
  /// One way to type: the layout that was on, and the one that was meant.
  struct Way {
    ReadingKind kind = ReadingKind::kLatinLetters;
    KeyboardLayout on{}, meant{};
  };
  struct Chunk {
    std::size_t begin = 0;
    std::string_view typed;
    TextEvidence known;
    TypedCase capitals = TypedCase::kNone;
    bool latin = false, cyrillic = false;
    bool signs_inside = false;  ///< Keys that are letters of a layout.

    [[nodiscard]] std::size_t end() const { return begin + typed.size(); }
    [[nodiscard]] bool is_short() const;
    [[nodiscard]] bool settled(ReadingKind kind) const;
  };
  /// One chunk in one way.
  struct ChunkReading {
    std::string text;
    bool in_pages = false;
    bool in_dictionary = false;
    bool sign_left_over = false;
    bool misspelt = false;
    bool sounds_alike = false;
    int cost = 0;
    std::uint32_t pages = 0;
    std::size_t letters = 0;
  };
  /// All chunks in one way.
  struct WholeReading {
    Way way;
    std::vector<TextEdit> edits;
    TypedEvidence typed;
    ReadEvidence read;
    std::size_t words_read = 0, words_unread = 0;
    std::size_t letters_read = 0, letters_settled = 0;
    double likelihood = 0;
  };

  [[nodiscard]] std::vector<Chunk> chunks_of(std::string_view clause);
  [[nodiscard]] std::vector<Reading> best_of(std::span<const Way> ways, std::span<const Chunk> chunks);
  [[nodiscard]] WholeReading read_whole(const Way& way, std::span<const Chunk> chunks);
  void take(const Chunk& chunk, ChunkReading read, WholeReading& whole);
  [[nodiscard]] std::vector<Reading> read_each(std::span<const Way> ways, std::span<const Chunk> chunks, ReadingKind replaced);

  [[nodiscard]] ChunkReading read_chunk(const Way& way, const Chunk& chunk);
  [[nodiscard]] ChunkReading read_as_letters(std::string_view chunk);
  [[nodiscard]] ChunkReading read_as_keys(KeyboardLayout meant, std::string_view chunk);
  [[nodiscard]] ChunkReading read_cyrillic_keys(const Way& way, std::string_view chunk);
  [[nodiscard]] ChunkReading read_latin_word(std::string_view word);
  [[nodiscard]] ChunkReading judged(std::string text);
  [[nodiscard]] ChunkReading mended(std::string_view word) const;
  [[nodiscard]] bool written_capital(const Chunk& chunk, std::string_view read);

  const Vocabulary& vocabulary_;
  IndexWords& words_;
  WrittenCapitals& capitals_;
};

}  // namespace izvor
