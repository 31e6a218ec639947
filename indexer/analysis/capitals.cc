#include "indexer/analysis/capitals.h"

#include <algorithm>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor {

namespace {

constexpr std::size_t kMostLettersInCapitals = 10;
/// A longer word of the dictionary is emphasised, and no acronym; a longer Latin one is a name.
constexpr std::size_t kMostLettersOfWord = 6;
/// In a line of capitals nothing else speaks for an acronym.
constexpr std::size_t kMostLettersInLine = 5;
/// So many small letters are no heading in capitals, however long.
constexpr std::size_t kEnoughSmall = 16;
constexpr std::size_t kCapitalsToSmall = 8;

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

enum class LetterCase : std::uint8_t { kCapital, kSmall, kNone };

LetterCase letter_at(std::string_view text, std::size_t i, std::size_t& bytes) {
  const unsigned char byte = byte_at(text, i);
  bytes = 1;
  if (byte >= 'A' && byte <= 'Z') return LetterCase::kCapital;
  if (byte >= 'a' && byte <= 'z') return LetterCase::kSmall;
  if ((byte != 0xD0 && byte != 0xD1) || i + 1 == text.size()) return LetterCase::kNone;
  bytes = 2;
  return byte == 0xD0 && byte_at(text, i + 1) <= 0xAF ? LetterCase::kCapital : LetterCase::kSmall;
}

/// The letters of a word of nothing but capitals; 0 for any other.
std::size_t capitals_in(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t i = 0, bytes = 0; i < word.size(); i += bytes, ++letters) {
    if (letter_at(word, i, bytes) != LetterCase::kCapital) return 0;
  }
  return letters;
}

bool is_numeral(std::string_view exact) { return exact.find_first_not_of("ivx") == std::string_view::npos; }

}  // namespace

Capitals CapitalWords::of(std::uint32_t begin, std::uint32_t end, std::string_view exact) {
  // Nearly every word is out at its second letter.
  std::size_t first = 0, second = 0;
  if (letter_at(text_, begin, first) != LetterCase::kCapital || begin + first >= end ||
      letter_at(text_, begin + first, second) != LetterCase::kCapital) {
    return Capitals::kNone;
  }
  const std::size_t letters = capitals_in(text_.substr(begin, end - begin));
  if (letters < 2 || letters > kMostLettersInCapitals || is_numeral(exact)) return Capitals::kNone;
  const LetterWord word(exact);
  const bool latin = word.empty();
  const bool known = !latin && (table_.knows(word.letters()) || table_.is_stop_word(word.letters()));
  if (letters > kMostLettersOfWord && (latin || known)) return Capitals::kNone;
  if (begin >= line_.end) read_line(begin);
  if (!line_.in_capitals || (!latin && table_.is_acronym(word.letters()))) return Capitals::kAcronym;
  const bool likely = !known && letters <= kMostLettersInLine && (!latin || line_.one_word);
  return likely ? Capitals::kLikely : Capitals::kInCapitalLine;
}

void CapitalWords::read_line(std::size_t place) {
  const std::size_t before = place == 0 ? std::string_view::npos : text_.rfind('\n', place - 1);
  line_.begin = before == std::string_view::npos ? line_.end : std::max(line_.end, before + 1);
  line_.end = std::min(text_.find('\n', place), text_.size());
  std::size_t capitals = 0, small = 0;
  bool space = false;
  line_.one_word = true;
  for (std::size_t i = line_.begin, bytes = 0; i < line_.end && small < kEnoughSmall; i += bytes) {
    const LetterCase letter = letter_at(text_, i, bytes);
    capitals += letter == LetterCase::kCapital ? 1U : 0U;
    small += letter == LetterCase::kSmall ? 1U : 0U;
    if (letter != LetterCase::kNone && space) line_.one_word = false;
    space = letter == LetterCase::kNone && (space || text_[i] == ' ') && capitals > 0;
  }
  line_.in_capitals = small < kEnoughSmall && small * kCapitalsToSmall < capitals;
}

}  // namespace izvor
