#include "indexer/analysis/normalizer.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdint>

namespace izvor {

namespace {

constexpr unsigned char kCyrillicLead1 = 0xD0;
constexpr unsigned char kCyrillicLead2 = 0xD1;

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// Small letters of ASCII and of the Cyrillic letters А to я, into `out` of the same size. False when there is anything else.
bool lower_plain(std::string_view word, char* out) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const unsigned char byte = byte_at(word, i);
    if (byte < 0x80) {
      out[i] = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      continue;
    }
    if (i + 1 == word.size()) return false;
    const unsigned char trail = byte_at(word, i + 1);
    if (byte == kCyrillicLead1 && trail >= 0x90 && trail <= 0xBF) {
      const bool capital = trail <= 0xAF;
      out[i] = static_cast<char>(trail >= 0xA0 && capital ? kCyrillicLead2 : kCyrillicLead1);
      out[i + 1] = static_cast<char>(!capital ? trail : trail <= 0x9F ? trail + 0x20 : trail - 0x20);
    } else if (byte == kCyrillicLead2 && trail >= 0x80 && trail <= 0x8F) {
      out[i] = word[i];
      out[i + 1] = word[i + 1];
    } else {
      return false;
    }
    ++i;
  }
  return true;
}

bool is_dropped(UChar32 c) { return c == 0x300 || c == 0x301 || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT); }

/// ‘ ’ ʼ ‛ ＇: one sign to whoever types them.
bool is_apostrophe(UChar32 c) { return c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x201B || c == 0xFF07; }

/// Where ʼ (a letter to Unicode) is a quotation mark, it stands at the end of the word.
std::string_view without_outer_apostrophes(std::string_view word) {
  while (word.starts_with('\'')) word.remove_prefix(1);
  while (word.ends_with('\'')) word.remove_suffix(1);
  return word;
}

icu::UnicodeString fold(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* decompose = icu::Normalizer2::getNFDInstance(status);
  const auto* compose = icu::Normalizer2::getNFCInstance(status);
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
  text.foldCase();
  if (U_FAILURE(status)) return text;
  const icu::UnicodeString apart = decompose->normalize(text, status);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 c = apart.char32At(i);
    if (is_apostrophe(c)) {
      kept.append(UChar32{'\''});
    } else if (!is_dropped(c)) {
      kept.append(c);
    }
  }
  return compose->normalize(kept, status);
}

}  // namespace

std::string_view cut_at_character(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (byte_at(text, bytes) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

std::string_view normalize_word(std::string_view word, TextArena& arena) {
  // The cut comes first: ICU puts combining marks in order in quadratic time.
  word = cut_at_character(word, 2 * kMaxWordBytes);
  char* out = arena.allocate(word.size());
  if (lower_plain(word, out)) return cut_at_character({out, word.size()}, kMaxWordBytes);
  std::string folded;
  fold(word).toUTF8String(folded);
  return arena.copy(cut_at_character(without_outer_apostrophes(folded), kMaxWordBytes));
}

}  // namespace izvor
