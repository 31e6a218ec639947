#include "izvor/index_schema.h"

#include <algorithm>
#include <cstddef>

#include "indexer/index/compact_text.h"

namespace izvor::schema {
namespace {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// The longest beginning of `text` that ends at a character border and fits into `room` bytes of key.
std::string_view cut_to_key(std::string_view text, std::size_t room) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // A NUL takes two bytes of the key: without this a term of NULs passes add_document and makes commit() fail.
    used += text[i] == '\0' ? 2U : 1U;
    if (used <= room) continue;
    while (i > 0 && continues_character(text[i])) --i;
    return text.substr(0, i);
  }
  return text;
}

constexpr std::string_view kLetters = "WLRTUVGHIDEF";  // By field, then grade.
constexpr std::string_view kCapitalLetters = "MOXY";   // By field.
constexpr std::size_t kGrades = 3;

std::string word_term(std::string_view word, char letter) {
  std::string term;
  append_compact(term, cut_to_key(word, kMaxTermBytes - 1));
  // Only what is no UTF-8 grows in compact form.
  term.resize(std::min(term.size(), kMaxTermBytes - 1));
  term.push_back(letter);
  return term;
}

/// Boolean terms begin with a capital.
bool is_word_term(std::string_view term) { return !term.empty() && (term.front() < 'A' || term.front() > 'Z'); }

}  // namespace

char letter_of(Field field, Grade grade) {
  return kLetters[static_cast<std::size_t>(field) * kGrades + static_cast<std::size_t>(grade)];
}

std::string term_for(Field field, Grade grade, std::string_view word) { return word_term(word, letter_of(field, grade)); }

std::string term_in_capitals(Field field, std::string_view word) {
  return word_term(word, kCapitalLetters[static_cast<std::size_t>(field)]);
}

std::string term_beginning(std::string_view beginning) {
  std::string term;
  append_compact(term, beginning);
  return term;
}

std::optional<TermParts> parts_of(std::string_view term) {
  if (!is_word_term(term)) return std::nullopt;
  const std::size_t place = kLetters.find(term.back());
  if (place == std::string_view::npos) return std::nullopt;
  TermParts parts{.word = {}, .field = static_cast<Field>(place / kGrades), .grade = static_cast<Grade>(place % kGrades)};
  append_expanded(parts.word, term.substr(0, term.size() - 1));
  return parts;
}

std::optional<TermInCapitals> capitals_of(std::string_view term) {
  if (!is_word_term(term)) return std::nullopt;
  const std::size_t field = kCapitalLetters.find(term.back());
  if (field == std::string_view::npos) return std::nullopt;
  TermInCapitals found{.word = {}, .field = static_cast<Field>(field)};
  append_expanded(found.word, term.substr(0, term.size() - 1));
  return found;
}

std::string boolean_term(std::string_view prefix, std::string_view value) {
  const std::string_view fitting = cut_to_key(value, kMaxTermBytes - prefix.size());
  std::string term;
  term.reserve(prefix.size() + fitting.size());
  return term.append(prefix).append(fitting);
}

}  // namespace izvor::schema
