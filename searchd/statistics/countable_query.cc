#include "searchd/statistics/countable_query.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstddef>

namespace izvor {
namespace {

constexpr std::size_t kMostBytes = 200;
constexpr int kDigitsOfANumber = 7;
constexpr UChar32 kFullWidthAt = 0xFF20, kSmallAt = 0xFE6B;

bool is_space(UChar32 c) { return u_isUWhiteSpace(c) || u_iscntrl(c); }

/// What stands inside a telephone number as people write it.
bool joins_digits(UChar32 c) { return is_space(c) || c == '-' || c == '+' || c == '(' || c == ')' || c == '.' || c == '/'; }

bool may_be_personal(const icu::UnicodeString& text) {
  bool letters = false;
  int digits = 0;
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (c == '@' || c == kFullWidthAt || c == kSmallAt) return true;
    letters = letters || u_isalpha(c);
    if (u_isdigit(c)) {
      if (++digits >= kDigitsOfANumber) return true;
    } else if (!joins_digits(c)) {
      digits = 0;
    }
  }
  return !letters;
}

icu::UnicodeString with_single_spaces(const icu::UnicodeString& text) {
  icu::UnicodeString out;
  bool space = false;
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (is_space(c)) {
      space = !out.isEmpty();
      continue;
    }
    if (space) out.append(static_cast<UChar32>(' '));
    space = false;
    out.append(c);
  }
  return out;
}

}  // namespace

std::optional<std::string> countable_query(std::string_view query) {
  if (query.empty() || query.size() > kMostBytes) return std::nullopt;
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(query.data(), static_cast<std::int32_t>(query.size())));
  text = with_single_spaces(text.toLower());
  if (may_be_personal(text)) return std::nullopt;
  std::string normalised;
  text.toUTF8String(normalised);
  return normalised;
}

}  // namespace izvor
