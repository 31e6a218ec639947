#include "indexer/extract/white_space.h"

#include "crawler/html/utf8.h"

namespace izvor {

bool is_white_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
  if (c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x3000) return true;
  return (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F;
}

bool is_invisible(char32_t c) {
  if (c < 0xA0) return c < 0x20 || c >= 0x7F;
  if (c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF || c == 0x61C) return true;
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || (c >= 0xFFF9 && c <= 0xFFFB);
}

std::string collapse(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = utf8::next(text, at);
    if (c == utf8::kMalformed) c = 0xFFFD;
    if (is_white_space(c)) {
      space = true;
      continue;
    }
    if (is_invisible(c)) continue;
    if (space && !out.empty()) out += ' ';
    space = false;
    utf8::append(out, c);
  }
  return out;
}

}  // namespace izvor
