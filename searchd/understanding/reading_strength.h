// ReadingStrength: whether a reading replaces what was typed, widens the search, is offered, or is ignored. The only place that
// decides it.
//
// A reading replaces only what cannot be meant: no page has what was typed in any form, no dictionary has it, and everything
// read is in the index. It widens the search where what was typed is rare beside it. Everything weaker is offered. The rules
// stand in the order of strength_of(); README.md has what each of them costs and saves. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include "searchd/understanding/reading.h"

namespace izvor {

enum class TypedCase {
  kNone,
  kFirst,  ///< A name, or the beginning of a sentence.
  kAll,    ///< An acronym.
};

/// What is known of what was typed.
struct TypedEvidence {
  bool in_pages = false;         ///< Each word, in this form or another.
  bool in_dictionary = false;    ///< Each word is one of Bulgarian or English.
  bool dictionary_name = false;  ///< The dictionary has it only as a name: "Sofia".
  std::uint32_t pages = 0;       ///< With the rarest word; 0 when one is in no page in this form.
  TypedCase capitals = TypedCase::kNone;
  std::size_t letters = 0;  ///< Of the longest word.
};

/// What is known of a reading.
struct ReadEvidence {
  ReadingKind kind = ReadingKind::kSpelling;
  bool in_pages = false;         ///< Each word, in a form that is certain.
  bool sign_left_over = false;   ///< Letters turned into signs, or signs stayed between letters.
  bool misspelt = false;         ///< Another layout or alphabet, and an error besides.
  bool incomplete = false;       ///< Words of the clause that nobody knows are not read.
  bool with_clause = false;      ///< The rest of the clause was typed in this way.
  bool ending_only = false;      ///< The same word with another ending.
  bool written_capital = false;  ///< Pages write what was typed with a capital with one, too.
  bool side_by_side = false;     ///< Two words for one: a page has them so.
  bool sounds_alike = false;     ///< Keys of a phonetic layout: typed and read sound alike.
  bool among_known = false;      ///< Most of the clause is known as typed.
  int cost = 0;                  ///< The dearest word: 10 an ordinary edit, or how unusual the Latin spelling is.
  std::size_t letters = 0;       ///< Of the longest word that is read otherwise.
  std::uint32_t pages = 0;       ///< With the rarest word that is read otherwise.
  std::size_t words = 1;         ///< That nobody knows as typed and that are read so, together.
};

/// What was typed is rare beside a reading that so many times as many pages have. Errors of writing in pages are that rare: of
/// the words of 6,000 mixed pages that are one edit from a known word and in no dictionary, nine of ten misspelt ones pass, and
/// one in a hundred right ones.
inline constexpr std::uint32_t kRareBeside = 30;

[[nodiscard]] Strength strength_of(const TypedEvidence& typed, const ReadEvidence& read);

}  // namespace izvor
