#include "indexer/extract/folded.h"

#include <unicode/uchar.h>

#include "crawler/html/utf8.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

char32_t fold(char32_t c) { return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)); }

}  // namespace

std::string fold_case(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c == utf8::kMalformed || is_invisible(c)) continue;
    if (!is_white_space(c))
      utf8::append(folded, fold(c));
    else if (folded.empty() || folded.back() != ' ')
      folded += ' ';
  }
  return folded;
}

std::string letters_and_digits(std::string_view text) {
  std::string folded;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c != utf8::kMalformed && u_isalnum(static_cast<UChar32>(c)) != 0) utf8::append(folded, fold(c));
  }
  return folded;
}

}  // namespace izvor
