// Reading: another way to read what was typed, and how strongly it is held.
//
// All readings of the understanding are this one type, so that one place (reading_strength.h) decides about them and one place
// (understanding.h) applies them. Values; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

enum class ReadingKind {
  kSpelling,      ///< One word for another of nearly the same letters.
  kSpaceAdded,    ///< Two words for one.
  kLatinLetters,  ///< "cifrovi", "tsifrovi" for „цифрови“.
  kWrongLayout,   ///< A Cyrillic word typed with the Latin layout on: "[rb,flr".
  kLayoutLeftOn,  ///< A Latin word typed with a Cyrillic layout on: „жази“ for GDPR.
  kOtherLayout,   ///< A Cyrillic word typed with another Cyrillic layout on.
};

[[nodiscard]] constexpr bool is_layout(ReadingKind kind) { return kind >= ReadingKind::kWrongLayout; }

/// The kind as answers name it: "spelling", "space added", "latin letters", "keyboard layout".
[[nodiscard]] constexpr std::string_view name_of(ReadingKind kind) {
  if (is_layout(kind)) return "keyboard layout";
  if (kind == ReadingKind::kLatinLetters) return "latin letters";
  return kind == ReadingKind::kSpaceAdded ? "space added" : "spelling";
}

/// What is done with a reading, from nothing to everything.
enum class Strength {
  kIgnored,
  kOffered,   ///< Beside the results; nothing is searched for it.
  kWidening,  ///< Searched beside what was typed, which weighs more.
  kReplacing  ///< Searched in place of what was typed.
};

/// Bytes [begin, end) of the clause, and what is read there.
struct TextEdit {
  std::size_t begin = 0, end = 0;
  std::string to;
};

struct Reading {
  ReadingKind kind = ReadingKind::kSpelling;
  Strength strength = Strength::kIgnored;
  std::vector<TextEdit> edits;  ///< Ascending and apart.
  bool of_whole_clause = false;  ///< The clause was judged as one: it is named whole.
};

/// The text with ascending edits that lie apart.
[[nodiscard]] std::string with_edits(std::string_view text, const std::vector<TextEdit>& edits);

}  // namespace izvor
