// The decision, row by row.
#include "searchd/understanding/reading_strength.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace izvor::testing {
namespace {

using enum ReadingKind;
using enum Strength;

struct Row {
  std::string what;
  TypedEvidence typed;
  ReadEvidence read;
  Strength expected;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(strength_of(row.typed, row.read), row.expected) << row.what;
}

TypedEvidence unknown(TypedCase capitals = TypedCase::kNone, std::size_t letters = 8) {
  TypedEvidence typed;
  typed.capitals = capitals;
  typed.letters = letters;
  return typed;
}

TypedEvidence in_pages(std::uint32_t pages) {
  TypedEvidence typed = unknown();
  typed.in_pages = true;
  typed.pages = pages;
  return typed;
}

TypedEvidence in_dictionary(bool name = false) {
  TypedEvidence typed = unknown();
  typed.in_dictionary = true;
  typed.dictionary_name = name;
  return typed;
}

ReadEvidence read(ReadingKind kind, int cost = 0) {
  ReadEvidence evidence;
  evidence.kind = kind;
  evidence.in_pages = true;
  evidence.cost = cost;
  evidence.letters = 8;
  evidence.pages = 100;
  return evidence;
}

/// With one thing otherwise.
template <class Value>
ReadEvidence with(ReadEvidence evidence, Value ReadEvidence::*member, Value value) {
  evidence.*member = value;
  return evidence;
}

TEST(ReadingStrength, AReadingThatIsNotWhollyInTheIndexIsNone) {
  check({{"not in pages", unknown(), with(read(kLatinLetters), &ReadEvidence::in_pages, false), kIgnored},
         {"a sign left over", unknown(), with(read(kLayoutLeftOn), &ReadEvidence::sign_left_over, true), kIgnored}});
}

TEST(ReadingStrength, WhatCannotBeMeantIsReplaced) {
  check({{"Latin letters", unknown(), read(kLatinLetters), kReplacing},
         {"the wrong layout", unknown(), read(kWrongLayout), kReplacing},
         {"a layout left on", unknown(), read(kLayoutLeftOn), kReplacing},
         {"a hesitation", unknown(), read(kSpelling, 6), kReplacing}});
}

TEST(ReadingStrength, WhatIsTooShortOrTooFarIsOffered) {
  check({{"three letters", unknown(), with(read(kWrongLayout), &ReadEvidence::letters, std::size_t{3}), kOffered},
         {"an error in a short word", unknown(TypedCase::kNone, 4), read(kSpelling, 10), kOffered},
         {"two errors", unknown(TypedCase::kNone, 14), read(kSpelling, 20), kOffered},
         {"a foreign word in Cyrillic letters", unknown(), with(read(kLayoutLeftOn), &ReadEvidence::sounds_alike, true),
          kOffered},
         {"two words that stand nowhere side by side", unknown(), read(kSpaceAdded, 10), kOffered},
         {"a Latin spelling that is nobody's habit", unknown(), read(kLatinLetters, 9), kOffered},
         {"three words so spelt", unknown(), with(read(kLatinLetters, 9), &ReadEvidence::words, std::size_t{3}), kReplacing},
         {"an error in another alphabet", unknown(), with(read(kLatinLetters), &ReadEvidence::misspelt, true), kOffered},
         {"words left unread", unknown(), with(read(kLatinLetters), &ReadEvidence::incomplete, true), kOffered}});
}

TEST(ReadingStrength, CapitalsAreRespected) {
  const TypedEvidence name = unknown(TypedCase::kFirst, 9), acronym = unknown(TypedCase::kAll, 4);
  check({{"a name is no common word", name, read(kSpelling, 10), kOffered},
         {"but another name", name, with(read(kSpelling, 6), &ReadEvidence::written_capital, true), kReplacing},
         {"and a hesitation away", name, with(read(kSpelling, 10), &ReadEvidence::written_capital, true), kOffered},
         {"a name is no layout", name, with(read(kOtherLayout), &ReadEvidence::written_capital, true), kOffered},
         {"an acronym has no layout", acronym, read(kLayoutLeftOn), kIgnored},
         {"nor has it in Latin letters", acronym, read(kWrongLayout), kIgnored},
         {"nor an error", acronym, read(kSpelling, 10), kIgnored},
         {"a long word in capitals", unknown(TypedCase::kAll, 9), read(kSpelling, 10), kOffered},
         {"an acronym in Latin letters", acronym, read(kLatinLetters), kOffered}});
}

TEST(ReadingStrength, WordsOfADictionaryStay) {
  check({{"a Bulgarian word", in_dictionary(), read(kSpelling, 6), kIgnored},
         {"an English word under a layout", in_dictionary(), read(kWrongLayout), kIgnored},
         {"an English word in Latin letters", in_dictionary(), read(kLatinLetters), kOffered},
         {"a name in Latin letters", in_dictionary(true), with(read(kLatinLetters), &ReadEvidence::written_capital, true),
          kWidening},
         {"beside words in Latin letters", in_dictionary(), with(read(kLatinLetters), &ReadEvidence::with_clause, true),
          kWidening}});
}

TEST(ReadingStrength, WhatIsRareBesideItsReadingIsWidened) {
  check({{"one page beside a hundred", in_pages(1), read(kLatinLetters), kWidening},
         {"an error that a page made", in_pages(1), read(kSpelling, 10), kWidening},
         {"ten pages beside a hundred", in_pages(10), read(kLatinLetters), kIgnored}});
}

TEST(ReadingStrength, WhatIsLikelyTheSameIsSearchedBeside) {
  check({{"one error", unknown(), read(kSpelling, 10), kWidening},
         {"in a word of six letters", unknown(TypedCase::kNone, 6), read(kSpelling, 10), kOffered},
         {"the same among known words", unknown(TypedCase::kNone, 6),
          with(read(kSpelling, 10), &ReadEvidence::among_known, true), kWidening},
         {"a forgotten space", unknown(), with(read(kSpaceAdded, 10), &ReadEvidence::side_by_side, true), kWidening},
         {"an unknown form", unknown(), with(read(kSpelling), &ReadEvidence::ending_only, true), kWidening}});
}

TEST(ReadingStrength, AmongKnownWordsAReadingOnlyWidens) {
  check({{"most of the query is English", unknown(), with(read(kLatinLetters), &ReadEvidence::among_known, true), kWidening}});
}

}  // namespace
}  // namespace izvor::testing
