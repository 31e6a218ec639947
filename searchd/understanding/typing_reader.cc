#include "searchd/understanding/typing_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "crawler/platform/ascii.h"
#include "searchd/understanding/latin_reading.h"
#include "searchd/understanding/spelling.h"

namespace izvor {
namespace {

/// So much more of the query must be known than as typed before it is read otherwise.
constexpr double kClearlyBetter = 0.25;
/// A word with an error that the spelling can mend is nearly known.
constexpr double kNearlyKnown = 0.6;
constexpr double kWellKnown = 0.9;
constexpr std::size_t kPlainReadings = 12;
/// A Latin word that few pages have, where many have its Cyrillic reading, was meant in Cyrillic.
constexpr double kRarer = 4;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
/// Signs and digits alone say nothing in any alphabet: "?" is a letter on one keyboard and a question everywhere.
bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_alpha(c) || (static_cast<unsigned char>(c) & 0x80U) != 0; });
}
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool is_in_capitals(std::string_view chunk) { return chunk.size() > 1 && std::all_of(chunk.begin(), chunk.end(), is_capital); }

double weight_of(std::string_view chunk) {
  const auto letters =
      std::count_if(chunk.begin(), chunk.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return letters == 1 ? 0.3 : static_cast<double>(letters);
}

}  // namespace

std::vector<TypingReader::Chunk> TypingReader::chunks_of(std::string_view text) {
  std::vector<Chunk> chunks;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && is_space(text[i])) ++i;
    std::size_t end = i;
    while (end < text.size() && !is_space(text[end])) ++end;
    if (end == i) break;
    Chunk chunk;
    chunk.typed = text.substr(i, end - i);
    const bool ascii =
        std::all_of(chunk.typed.begin(), chunk.typed.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const bool number = ascii && std::any_of(chunk.typed.begin(), chunk.typed.end(), ascii::is_digit) &&
                        std::none_of(chunk.typed.begin(), chunk.typed.end(), ascii::is_alpha);
    chunk.latin = ascii && !number;
    chunk.cyrillic = !ascii;
    chunk.weight = number ? 0 : weight_of(chunk.typed);
    chunks.push_back(chunk);
    i = end;
  }
  return chunks;
}

bool TypingReader::applies(const Way& way, const Chunk& chunk) {
  const bool from_latin = way.typing == Typing::kLatinLetters || way.typing == Typing::kWrongLayout;
  return from_latin ? chunk.latin : chunk.cyrillic;
}

/// What pages have as it was typed is no misspelt word of another alphabet: no walk through the vocabulary is made for it.
bool TypingReader::may_be_misspelt(const Chunk& chunk) { return chunk.known < kWellKnown; }

/// Whether the spelling would find a word of the index.
double TypingReader::nearly_known(std::string_view word) const {
  constexpr std::size_t kShortest = 10;  // Bytes: five letters.
  if (word.size() < kShortest) return 0;
  const auto near = corrections(vocabulary_, word, 1);
  return near.empty() ? 0 : kNearlyKnown - 0.02 * near.front().cost;
}

TypingReader::Reading TypingReader::read_latin_word(std::string_view word, bool may_be_misspelt) {
  const auto known = known_readings(vocabulary_, word);
  if (!known.empty()) return {known.front().word, 1 - 0.02 * known.front().cost, known.front().pages};
  Reading best;
  for (const LatinReading& plain : plain_readings(word, kPlainReadings)) {
    const Familiarity familiarity = words_.familiarity(plain.word);
    const double share = std::max(0.0, familiarity.share() - 0.02 * plain.cost);
    if (best.text.empty() || share > best.known) best = {plain.word, share, familiarity.pages};
  }
  if (best.known > 0 || !may_be_misspelt) return best;
  for (const LatinReading& plain : plain_readings(word, 4)) {
    const double share = std::max(0.0, nearly_known(plain.word) - 0.02 * plain.cost);
    if (share > best.known) best = {plain.word, share, 0};
  }
  return best;
}

/// Words are runs of letters and digits; what stands between them stays.
TypingReader::Reading TypingReader::read_latin(std::string_view chunk, bool may_be_misspelt) {
  Reading all;
  double weight = 0;
  for (std::size_t i = 0; i < chunk.size();) {
    std::size_t end = i;
    while (end < chunk.size() && (ascii::is_alpha(chunk[end]) || ascii::is_digit(chunk[end]))) ++end;
    const std::string_view word = chunk.substr(i, end - i);
    if (word.empty()) {
      all.text.push_back(chunk[i++]);
      continue;
    }
    i = end;
    const double letters = weight_of(word);
    weight += letters;
    if (std::none_of(word.begin(), word.end(), ascii::is_alpha)) {
      all.text.append(word);
      continue;
    }
    Reading one = read_latin_word(ascii::lower(word), may_be_misspelt);
    all.text.append(one.text.empty() ? word : one.text);
    all.known += letters * one.known;
    all.pages = all.pages == 0 ? one.pages : std::min(all.pages, one.pages);
  }
  if (weight > 0) all.known /= weight;
  return all;
}

TypingReader::Reading TypingReader::read_chunk(const Way& way, const Chunk& chunk) {
  if (way.typing == Typing::kLatinLetters) return read_latin(chunk.typed, may_be_misspelt(chunk));
  Reading reading;
  if (way.typing == Typing::kWrongLayout) {
    reading.text = typed_under(way.meant, chunk.typed);
  } else {
    // Capitals are shifted keys: the letters alone matter.
    const std::span<const Token> tokens = words_.tokens_of(chunk.typed);
    if (tokens.size() != 1) return reading;
    reading.text = keys_of(way.on, tokens.front().exact);
    if (way.typing == Typing::kOtherLayout) reading.text = typed_under(way.meant, reading.text);
  }
  const Familiarity familiarity = words_.familiarity(reading.text);
  reading.known = familiarity.share();
  reading.pages = familiarity.pages;
  if (reading.known <= 0 && way.typing == Typing::kWrongLayout && may_be_misspelt(chunk))
    reading.known = nearly_known(reading.text);
  return reading;
}

std::vector<TypingReader::Way> TypingReader::ways_for(std::span<const Chunk> chunks) {
  using enum KeyboardLayout;
  constexpr std::array kAll = {kTraditionalPhonetic, kNewPhonetic, kBds};
  std::vector<Way> ways;
  if (std::ranges::any_of(chunks, &Chunk::latin)) {
    ways.push_back({Typing::kLatinLetters, {}, {}});
    for (const KeyboardLayout meant : kAll) ways.push_back({Typing::kWrongLayout, {}, meant});
  }
  const auto gibberish = [](const Chunk& chunk) { return chunk.cyrillic && chunk.weight > 1 && chunk.known <= 0; };
  if (!std::ranges::any_of(chunks, gibberish)) return ways;
  for (const KeyboardLayout on : kAll) {
    ways.push_back({Typing::kLayoutLeftOn, on, {}});
    for (const KeyboardLayout meant : kAll)
      if (meant != on) ways.push_back({Typing::kOtherLayout, on, meant});
  }
  return ways;
}

TypingReader::Reading TypingReader::read_all(const Way& way, std::span<const Chunk> chunks) {
  Reading all;
  for (const Chunk& chunk : chunks) {
    Reading one;
    if (applies(way, chunk)) one = read_chunk(way, chunk);
    const bool acronym = is_in_capitals(chunk.typed);
    const bool taken = one.known > 0 && one.known + 0.1 > chunk.known && !(acronym && chunk.known > 0);
    const bool rarer = taken && chunk.known > 0 && one.known > 0.9 && one.pages > kRarer * chunk.pages;
    all.text.append(all.text.empty() ? "" : " ").append(taken ? std::string_view(one.text) : chunk.typed);
    all.known += chunk.weight * ((taken ? one.known : chunk.known) + (rarer ? kClearlyBetter + 0.05 : 0));
  }
  return all;
}

TypingReading TypingReader::read(std::string_view text) {
  std::vector<Chunk> chunks = chunks_of(text);
  TypingReading best{Typing::kAsTyped, std::string(text)};
  if (!has_letter(text) || chunks.empty() || chunks.size() > kMaxChunks) return best;
  double weight = 0, least = 0;
  for (Chunk& chunk : chunks) {
    if (chunk.weight <= 0) continue;
    const Familiarity familiarity = words_.familiarity(chunk.typed);
    chunk.known = familiarity.share();
    chunk.pages = familiarity.pages;
    weight += chunk.weight;
    least += chunk.weight * (chunk.known + kClearlyBetter);
  }
  if (weight <= 0) return best;
  for (const Way& way : ways_for(chunks)) {
    Reading reading = read_all(way, chunks);
    if (reading.known <= least + 1e-9) continue;
    least = reading.known;
    best = {way.typing, std::move(reading.text)};
  }
  return best;
}

}  // namespace izvor
