#include "searchd/understanding/keyboard_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "crawler/platform/ascii.h"
#include "searchd/understanding/latin_reading.h"
#include "searchd/understanding/letters.h"
#include "searchd/understanding/spelling.h"
#include "searchd/understanding/typed_case.h"
#include "searchd/understanding/word_endings.h"

namespace izvor {
namespace {

/// Words this short say nothing of their alphabet by themselves: they follow their neighbours.
constexpr std::size_t kShort = 3;
constexpr std::size_t kPlainReadings = 12;
/// Readings with an error besides are looked for in short queries only: each costs a walk through the vocabulary.
constexpr std::size_t kMostMended = 6;
constexpr std::size_t kShortestMended = 5;
/// Of a query that is read otherwise, one word in so many may stay unread: a name that no page has.
constexpr std::size_t kMostUnread = 4;
/// Ten times as common is worth four tenths of a wrong letter, as in latin_reading.cc.
constexpr double kWorthOfPages = 1.7;
/// A layout is forgotten less often than Latin letters are meant.
constexpr double kLayoutCost = 2;
/// What every word of the index has is likelier than what is partly of the dictionary: „жените“ rather than „ксените“.
constexpr double kOfDictionaryOnly = 20;

constexpr std::string_view kLayoutSigns = "[]\\;',./`{}|:\"<>?~";
constexpr std::string_view kSentenceSigns = ".,?!:;()\"'";

using enum KeyboardLayout;
constexpr std::array kAllLayouts = {kTraditionalPhonetic, kNewPhonetic, kBds};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_word_character(char c) { return ascii::is_alpha(c) || ascii::is_digit(c); }

/// Without the marks of a sentence around it.
std::string_view without_marks(std::string_view chunk) {
  while (!chunk.empty() && kSentenceSigns.find(chunk.back()) != std::string_view::npos) chunk.remove_suffix(1);
  while (!chunk.empty() && kSentenceSigns.find(chunk.front()) != std::string_view::npos) chunk.remove_prefix(1);
  return chunk;
}

bool has_layout_sign(std::string_view text) { return text.find_first_of(kLayoutSigns) != std::string_view::npos; }

}  // namespace

bool KeyboardReader::Chunk::is_short() const { return letters_in(typed) <= kShort; }

bool KeyboardReader::Chunk::settled(ReadingKind kind) const {
  return known.known() && !(kind == ReadingKind::kWrongLayout && signs_inside);
}

std::vector<KeyboardReader::Chunk> KeyboardReader::chunks_of(std::string_view clause) {
  std::vector<Chunk> chunks;
  for (std::size_t i = 0; i < clause.size();) {
    while (i < clause.size() && ascii::is_space(clause[i])) ++i;
    const std::size_t begin = i;
    while (i < clause.size() && !ascii::is_space(clause[i])) ++i;
    if (i == begin) break;
    Chunk chunk;
    chunk.begin = begin;
    chunk.typed = clause.substr(begin, i - begin);
    chunk.latin = is_ascii(chunk.typed) && std::ranges::any_of(chunk.typed, ascii::is_alpha);
    chunk.cyrillic = !is_ascii(chunk.typed);
    if (!chunk.latin && !chunk.cyrillic) continue;
    chunk.known = words_.evidence_of(chunk.typed);
    chunk.capitals = typed_case_of(chunk.typed);
    chunk.signs_inside = chunk.latin && has_layout_sign(without_marks(chunk.typed));
    chunks.push_back(chunk);
  }
  return chunks;
}

/// What the words of a reading are to the index.
KeyboardReader::ChunkReading KeyboardReader::judged(std::string text) {
  const TextEvidence evidence = words_.evidence_of(text);
  return {.text = std::move(text),
          .in_pages = evidence.certain,
          .in_dictionary = evidence.in_dictionary,
          .pages = evidence.pages,
          .letters = evidence.certain ? evidence.letters : 0};
}

/// The word of the index that a reading is with another ending, or else one error away from.
KeyboardReader::ChunkReading KeyboardReader::mended(std::string_view word) const {
  if (letters_in(word) < kShortestMended) return {};
  if (auto form = with_other_ending(vocabulary_, word)) {
    const std::uint32_t pages = vocabulary_.pages_with(letters_of(*form).value_or(std::string()));
    const std::size_t letters = letters_in(*form);
    return {.text = std::move(*form), .in_pages = true, .pages = pages, .letters = letters};
  }
  auto near = corrections(vocabulary_, word, 1);
  if (near.empty()) return {};
  Correction& best = near.front();
  return {.text = best.word,
          .in_pages = true,
          .misspelt = true,
          .cost = best.cost,
          .pages = best.pages,
          .letters = letters_in(best.word)};
}

KeyboardReader::ChunkReading KeyboardReader::read_latin_word(std::string_view word) {
  const auto known = known_readings(vocabulary_, word);
  if (!known.empty()) {
    const LatinReading& best = known.front();
    return {.text = best.word, .in_pages = true, .cost = best.cost, .pages = best.pages, .letters = letters_in(best.word)};
  }
  ChunkReading best;
  for (const LatinReading& plain : plain_readings(word, kPlainReadings)) {
    ChunkReading one = judged(plain.word);
    one.cost = plain.cost;
    const bool better = (one.in_pages && !best.in_pages) || (one.in_dictionary && !best.in_dictionary && !best.in_pages);
    if (best.text.empty() || better) best = std::move(one);
  }
  return best;
}

/// Words are runs of letters and digits; hyphens between them and the marks of a sentence around them stay.
KeyboardReader::ChunkReading KeyboardReader::read_as_letters(std::string_view chunk) {
  ChunkReading all;
  all.in_pages = all.in_dictionary = true;
  const std::string_view inside = without_marks(chunk);
  for (std::size_t i = 0; i < chunk.size();) {
    std::size_t end = i;
    while (end < chunk.size() && is_word_character(chunk[end])) ++end;
    const std::string_view word = chunk.substr(i, end - i);
    if (word.empty()) {
      const bool is_inside = chunk.data() + i >= inside.data() && chunk.data() + i < inside.data() + inside.size();
      all.sign_left_over = all.sign_left_over || (is_inside && chunk[i] != '-');
      all.text.push_back(chunk[i++]);
      continue;
    }
    i = end;
    if (std::ranges::none_of(word, ascii::is_alpha)) {
      all.text.append(word);
      continue;
    }
    const ChunkReading one = read_latin_word(ascii::lower(word));
    all.text.append(one.text.empty() ? word : one.text);
    all.in_pages = all.in_pages && one.in_pages;
    all.in_dictionary = all.in_dictionary && (one.in_dictionary || one.in_pages);
    all.cost = std::max(all.cost, one.cost);
    all.pages = all.letters == 0 ? one.pages : std::min(all.pages, one.pages);
    all.letters = std::max(all.letters, one.letters);
  }
  all.in_pages = all.in_pages && all.letters > 0;
  return all;
}

/// A mark at the end may be a letter of the layout or a mark.
KeyboardReader::ChunkReading KeyboardReader::read_as_keys(KeyboardLayout meant, std::string_view chunk) {
  ChunkReading read = judged(typed_under(meant, chunk));
  const std::string_view inside = without_marks(chunk);
  if (!read.in_pages && inside.size() < chunk.size() && !inside.empty()) {
    ChunkReading without = judged(typed_under(meant, inside));
    const std::size_t before = static_cast<std::size_t>(inside.data() - chunk.data());
    without.text.insert(0, chunk.substr(0, before)).append(chunk.substr(before + inside.size()));
    if (without.in_pages) read = std::move(without);
  }
  read.sign_left_over = has_layout_sign(without_marks(read.text));
  return read;
}

/// Capitals are shifted keys: the letters alone matter.
KeyboardReader::ChunkReading KeyboardReader::read_cyrillic_keys(const Way& way, std::string_view chunk) {
  std::string keys = keys_of(way.on, chunk);
  if (way.kind == ReadingKind::kOtherLayout) keys = typed_under(way.meant, keys);
  const bool sign = has_layout_sign(keys);
  ChunkReading read = judged(std::move(keys));
  read.sign_left_over = sign;
  read.sounds_alike = way.kind == ReadingKind::kLayoutLeftOn && way.on != KeyboardLayout::kBds;
  return read;
}

KeyboardReader::ChunkReading KeyboardReader::read_chunk(const Way& way, const Chunk& chunk) {
  if (way.kind == ReadingKind::kLatinLetters) return read_as_letters(chunk.typed);
  if (way.kind == ReadingKind::kWrongLayout) return read_as_keys(way.meant, chunk.typed);
  const std::span<const Token> tokens = words_.tokens_of(chunk.typed);
  if (tokens.empty() || tokens_at_place(tokens) != tokens.size()) return {};
  return read_cyrillic_keys(way, std::string(tokens.front().exact));
}

bool KeyboardReader::written_capital(const Chunk& chunk, std::string_view read) {
  return chunk.capitals == TypedCase::kFirst && capitals_.has(without_marks(read));
}

void KeyboardReader::take(const Chunk& chunk, ChunkReading read, WholeReading& whole) {
  ++whole.words_read;
  whole.letters_read += read.letters;
  if (!read.in_pages) whole.likelihood -= kOfDictionaryOnly;
  whole.likelihood += kWorthOfPages * std::log(1.0 + read.pages) - read.cost - (is_layout(whole.way.kind) ? kLayoutCost : 0);
  ReadEvidence& all = whole.read;
  all.misspelt = all.misspelt || read.misspelt;
  all.sounds_alike = all.sounds_alike || read.sounds_alike;
  all.cost = std::max(all.cost, read.cost);
  all.words = whole.words_read;
  if (read.letters > all.letters) {
    all.letters = read.letters;
    // The longest word says whether the query is a name: "Cifrovi uslugi" is none.
    whole.typed.capitals = chunk.capitals;
  }
  all.pages = whole.words_read == 1 ? read.pages : std::min(all.pages, read.pages);
  whole.edits.push_back({chunk.begin, chunk.end(), std::move(read.text)});
}

KeyboardReader::WholeReading KeyboardReader::read_whole(const Way& way, std::span<const Chunk> chunks) {
  WholeReading whole;
  whole.way = way;
  whole.read.kind = way.kind;
  whole.read.in_pages = true;
  for (const Chunk& chunk : chunks) {
    const bool settled = chunk.settled(way.kind);
    const bool kept = chunk.capitals == TypedCase::kAll && (settled || is_layout(way.kind));
    if (settled && !chunk.is_short()) whole.letters_settled += letters_in(chunk.typed);
    if (kept || (settled && !chunk.is_short())) continue;
    ChunkReading read = read_chunk(way, chunk);
    const bool fits = read.in_pages && !read.sign_left_over;
    if (settled) {
      if (fits && chunk.capitals == TypedCase::kNone) whole.edits.push_back({chunk.begin, chunk.end(), std::move(read.text)});
    } else if (fits || (read.in_dictionary && !read.sign_left_over && chunks.size() > 1)) {
      // Beside words of the index one of the dictionary alone is read, too; it says nothing for the way.
      take(chunk, std::move(read), whole);
    } else if (chunk.capitals != TypedCase::kAll) {
      ChunkReading mend = read.sign_left_over || chunks.size() > kMostMended ? ChunkReading() : mended(read.text);
      if (mend.in_pages) {
        take(chunk, std::move(mend), whole);
      } else {
        ++whole.words_unread;
      }
    }
  }
  whole.read.incomplete = whole.words_unread * kMostUnread > whole.words_read + whole.words_unread;
  whole.read.among_known = whole.letters_settled > whole.letters_read;
  return whole;
}

/// The way that leaves the fewest words unread; of those the likeliest.
std::vector<Reading> KeyboardReader::best_of(std::span<const Way> ways, std::span<const Chunk> chunks) {
  std::optional<WholeReading> best;
  const auto rank = [](const WholeReading& one) {
    return std::pair(-static_cast<double>(one.words_unread) - (one.read.misspelt ? 0.5 : 0.0), one.likelihood);
  };
  for (const Way& way : ways) {
    WholeReading whole = read_whole(way, chunks);
    if (whole.words_read == 0 || (best && rank(whole) <= rank(*best))) continue;
    best = std::move(whole);
  }
  if (!best) return {};
  if (best->typed.capitals == TypedCase::kFirst) {
    const auto small = [&](const TextEdit& edit) {
      const auto chunk = std::ranges::find(chunks, edit.begin, &Chunk::begin);
      return chunk->capitals == TypedCase::kFirst && !written_capital(*chunk, edit.to);
    };
    best->read.written_capital = std::ranges::none_of(best->edits, small);
  }
  Reading reading{best->way.kind, strength_of(best->typed, best->read), std::move(best->edits), true};
  if (reading.strength == Strength::kIgnored) return {};
  std::vector<Reading> readings;
  readings.push_back(std::move(reading));
  return readings;
}

/// Words that are known as typed, each by itself.
std::vector<Reading> KeyboardReader::read_each(std::span<const Way> ways, std::span<const Chunk> chunks, ReadingKind replaced) {
  std::vector<Reading> readings;
  for (const Chunk& chunk : chunks) {
    if (!chunk.known.known() || chunk.is_short() || chunk.capitals == TypedCase::kAll) continue;
    Reading best;
    for (const Way& way : ways) {
      ChunkReading read = read_chunk(way, chunk);
      if (!read.in_pages) continue;
      const TypedEvidence typed{chunk.known.in_pages, chunk.known.in_dictionary, chunk.known.dictionary_name, chunk.known.pages,
                                chunk.capitals,       chunk.known.letters};
      const ReadEvidence evidence{.kind = way.kind,
                                  .in_pages = true,
                                  .sign_left_over = read.sign_left_over,
                                  .with_clause = way.kind == replaced,
                                  .written_capital = capitals_.has(without_marks(read.text)),
                                  .cost = read.cost,
                                  .letters = read.letters,
                                  .pages = read.pages};
      const Strength strength = strength_of(typed, evidence);
      if (strength > best.strength) best = {way.kind, strength, {{chunk.begin, chunk.end(), std::move(read.text)}}, false};
    }
    if (best.strength > Strength::kIgnored) readings.push_back(std::move(best));
  }
  return readings;
}

std::vector<Reading> KeyboardReader::read_latin(std::string_view clause) {
  std::vector<Chunk> chunks = chunks_of(clause);
  std::erase_if(chunks, [](const Chunk& chunk) { return !chunk.latin; });
  if (chunks.empty() || chunks.size() > kMaxChunks) return {};
  std::vector<Way> ways = {{ReadingKind::kLatinLetters, {}, {}}};
  for (const KeyboardLayout meant : kAllLayouts) ways.push_back({ReadingKind::kWrongLayout, {}, meant});
  std::vector<Reading> readings = best_of(ways, chunks);
  const bool whole = !readings.empty() && readings.front().strength == Strength::kReplacing;
  // A word that is known as typed is not part of a layout's reading: "plan" is plan under any of them.
  const ReadingKind kind = whole ? readings.front().kind : ReadingKind::kSpelling;
  for (Reading& one : read_each(std::span(ways), chunks, kind)) {
    const auto taken = [&](const Reading& other) {
      return std::ranges::any_of(other.edits, [&](const TextEdit& edit) { return edit.begin == one.edits.front().begin; });
    };
    if (std::ranges::none_of(readings, taken)) readings.push_back(std::move(one));
  }
  return readings;
}

std::vector<Reading> KeyboardReader::read_cyrillic(std::string_view clause) {
  std::vector<Chunk> chunks = chunks_of(clause);
  std::erase_if(chunks, [](const Chunk& chunk) { return !chunk.cyrillic; });
  const auto unknown = [](const Chunk& chunk) { return !chunk.known.known() && letters_in(chunk.typed) > 1; };
  if (chunks.size() > kMaxChunks || std::ranges::none_of(chunks, unknown)) return {};
  std::vector<Way> ways;
  for (const KeyboardLayout on : kAllLayouts) {
    ways.push_back({ReadingKind::kLayoutLeftOn, on, {}});
    for (const KeyboardLayout meant : kAllLayouts)
      if (meant != on) ways.push_back({ReadingKind::kOtherLayout, on, meant});
  }
  return best_of(ways, chunks);
}

}  // namespace izvor
