#include "izvor/index_schema.h"

#include <array>
#include <cstddef>

namespace izvor::schema {
namespace {

// Xapian's own limit on a term's key is 248 bytes with each NUL counted twice; 245 is what it promises.
constexpr std::size_t kMaxTermBytes = 245;

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

std::string join(std::string_view prefix, std::string_view text) {
  const std::string_view fitting = cut_to_key(text, kMaxTermBytes - prefix.size());
  std::string term;
  term.reserve(prefix.size() + fitting.size());
  return term.append(prefix).append(fitting);
}

}  // namespace

std::string_view prefix_of(Field field, Grade grade) {
  static constexpr std::array<std::array<std::string_view, 3>, 3> kPrefixes{
      {{"W", "L", "R"}, {"TW", "TL", "TR"}, {"HW", "HL", "HR"}}};
  return kPrefixes.at(static_cast<std::size_t>(field)).at(static_cast<std::size_t>(grade));
}

std::string term_for(Field field, Grade grade, std::string_view word) { return join(prefix_of(field, grade), word); }

std::string boolean_term(std::string_view prefix, std::string_view value) { return join(prefix, value); }

}  // namespace izvor::schema
