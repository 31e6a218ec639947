#include "indexer/analysis/word_breaker.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <array>
#include <stdexcept>

namespace izvor {

struct WordBreaker::Icu {
  UBreakIterator* iterator = nullptr;
  UText text = UTEXT_INITIALIZER;

  Icu() {
    UErrorCode status = U_ZERO_ERROR;
    iterator = ubrk_open(UBRK_WORD, "bg", nullptr, 0, &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no word rules; install its data (Debian: libicu72)");
  }
  Icu(const Icu&) = delete;
  Icu& operator=(const Icu&) = delete;
  ~Icu() {
    ubrk_close(iterator);
    utext_close(&text);
  }
};

WordBreaker::WordBreaker() : icu_(std::make_unique<Icu>()) {}
WordBreaker::WordBreaker(WordBreaker&&) noexcept = default;
WordBreaker& WordBreaker::operator=(WordBreaker&&) noexcept = default;
WordBreaker::~WordBreaker() = default;

namespace {

enum class Plain : std::uint8_t { kBreak, kLetter, kDigit, kMiddle, kMiddleOfNumber, kUnknown };

/// What an ASCII byte is in UAX #29. '_', '@' and ':' are left to ICU: their rules differ from version to version.
constexpr std::array<Plain, 128> kAscii = [] {
  std::array<Plain, 128> classes{};
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = Plain::kDigit;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = Plain::kLetter;
  classes['.'] = classes['\''] = Plain::kMiddle;
  classes[','] = classes[';'] = Plain::kMiddleOfNumber;
  classes['_'] = classes['@'] = Plain::kUnknown;
  return classes;
}();

/// Unicode joins words over U+202F, for numbers like "2 500"; the tokenizer knows those better.
constexpr std::array<std::string_view, 12> kPlainSigns = {"–", "—", "„", "“", "”", "…", "•", "«", "»", "№", "\u00A0", "\u202F"};

bool is_space(unsigned char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

/// A character of a plain run: its class and its bytes.
struct PlainCharacter {
  Plain kind = Plain::kUnknown;
  std::size_t bytes = 1;
};

PlainCharacter plain_at(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x80) return {kAscii[byte], 1};
  if (byte == 0xD0 || byte == 0xD1) {  // U+0400 to U+047F: all letters
    const bool whole = i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U;
    return {whole ? Plain::kLetter : Plain::kUnknown, 2};
  }
  if (text.substr(i).starts_with("’")) return {Plain::kMiddle, 3};
  for (const std::string_view sign : kPlainSigns) {
    if (text.substr(i).starts_with(sign)) return {Plain::kBreak, sign.size()};
  }
  return {};
}

bool joins(Plain before, Plain middle, Plain after) {
  if (before == Plain::kLetter) return middle == Plain::kMiddle && after == Plain::kLetter;
  return after == Plain::kDigit && (middle == Plain::kMiddle || middle == Plain::kMiddleOfNumber);
}

/// Breaks the run that begins at `begin` and ends before white space. False when it holds what only ICU knows.
bool break_plain_run(std::string_view text, std::size_t begin, std::size_t end, std::vector<WordSpan>& words) {
  std::size_t word = end;  // where the open word began; `end` when none is open
  Plain before = Plain::kBreak;
  for (std::size_t i = begin; i < end;) {
    const PlainCharacter here = plain_at(text, i);
    if (here.kind == Plain::kUnknown || i + here.bytes > end) return false;
    const bool of_word = here.kind == Plain::kLetter || here.kind == Plain::kDigit;
    if (of_word && word == end) word = i;
    if (!of_word && word != end) {
      const std::size_t next = i + here.bytes;
      const PlainCharacter after = next < end ? plain_at(text, next) : PlainCharacter{Plain::kBreak, 1};
      if (after.kind == Plain::kUnknown || (text[i] == ':' && after.kind == Plain::kLetter)) return false;
      if (!joins(before, here.kind, after.kind)) {
        words.push_back({static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(i)});
        word = end;
      }
    }
    before = of_word ? here.kind : Plain::kBreak;
    i += here.bytes;
  }
  if (word != end) words.push_back({static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(end)});
  return true;
}

}  // namespace

void WordBreaker::find_words(std::string_view text, std::vector<WordSpan>& words) {
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(static_cast<unsigned char>(text[i]))) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && !is_space(static_cast<unsigned char>(text[end]))) ++end;
    const std::size_t known = words.size();
    if (!break_plain_run(text, i, end, words)) {
      words.resize(known);
      find_words_with_icu(text, i, end, words);
    }
    i = end;
  }
}

void WordBreaker::find_words_with_icu(std::string_view text, std::size_t from, std::size_t to, std::vector<WordSpan>& words) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&icu_->text, text.data() + from, static_cast<std::int64_t>(to - from), &status);
  ubrk_setUText(icu_->iterator, &icu_->text, &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot break a text into words");
  const auto offset = static_cast<std::uint32_t>(from);
  std::int32_t begin = ubrk_first(icu_->iterator);
  for (std::int32_t end = ubrk_next(icu_->iterator); end != UBRK_DONE; end = ubrk_next(icu_->iterator)) {
    if (ubrk_getRuleStatus(icu_->iterator) != UBRK_WORD_NONE) {
      words.push_back({offset + static_cast<std::uint32_t>(begin), offset + static_cast<std::uint32_t>(end)});
    }
    begin = end;
  }
}

}  // namespace izvor
