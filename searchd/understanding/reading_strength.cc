#include "searchd/understanding/reading_strength.h"

#include <algorithm>

namespace izvor {
namespace {

/// Shorter words are words of another alphabet by chance.
constexpr std::size_t kShortestSure = 4;
/// Cyrillic letters are a foreign word's own spelling more easily: „датасет“ is dataset typed with a phonetic layout on.
constexpr std::size_t kShortestOtherLayout = 6;
/// A Latin spelling that costs more is nobody's habit ("docker" is not „докер“); but no so many words are one by chance.
constexpr int kDearestHabit = 5;
constexpr std::size_t kNoChance = 3;

/// What Bulgarians hesitate about, and what fingers swap, is an error in a word of this length; another letter is often another
/// word.
constexpr int kHesitationOrSwap = 8, kOneEdit = 10;
constexpr std::size_t kSureOfHesitation = 6, kSureOfEdit = 8, kSureOfEditAmongKnown = 6;

Strength strength_of_correction(const TypedEvidence& typed, const ReadEvidence& read) {
  if (read.ending_only) return Strength::kWidening;
  const bool name = typed.capitals == TypedCase::kFirst;
  if (read.cost <= kHesitationOrSwap && typed.letters >= kSureOfHesitation + (name ? 2U : 0U)) return Strength::kReplacing;
  const std::size_t shortest = read.among_known ? kSureOfEditAmongKnown : kSureOfEdit;
  if (read.cost <= kOneEdit && typed.letters >= shortest && !name) return Strength::kWidening;
  return Strength::kOffered;
}

Strength strength_of_keys(const TypedEvidence& typed, const ReadEvidence& read) {
  const bool from_cyrillic = read.kind == ReadingKind::kLayoutLeftOn || read.kind == ReadingKind::kOtherLayout;
  if (from_cyrillic && (typed.capitals != TypedCase::kNone || read.sounds_alike)) return Strength::kOffered;
  if (read.kind == ReadingKind::kOtherLayout && read.letters < kShortestOtherLayout) return Strength::kOffered;
  const bool habit = read.cost <= kDearestHabit || read.words >= kNoChance;
  if (read.kind == ReadingKind::kLatinLetters && !habit) return Strength::kOffered;
  return read.among_known ? Strength::kWidening : Strength::kReplacing;
}

/// Longer words in capitals are typed with the key for them held.
bool is_acronym(const TypedEvidence& typed) {
  constexpr std::size_t kLongestAcronym = 6;
  return typed.capitals == TypedCase::kAll && typed.letters <= kLongestAcronym;
}

bool capitals_agree(const TypedEvidence& typed, const ReadEvidence& read) {
  return typed.capitals == TypedCase::kNone || (typed.capitals == TypedCase::kFirst && read.written_capital);
}

/// Of what pages have or a dictionary knows.
Strength beside_known(const TypedEvidence& typed, const ReadEvidence& read) {
  const bool same_alphabet = read.kind == ReadingKind::kSpelling || read.kind == ReadingKind::kSpaceAdded;
  if (read.with_clause && !read.misspelt && typed.capitals != TypedCase::kAll) return Strength::kWidening;
  if (typed.in_dictionary) {
    if (typed.in_pages || same_alphabet || is_layout(read.kind)) return Strength::kIgnored;
    return typed.dictionary_name && read.written_capital && read.cost <= kDearestHabit ? Strength::kWidening
                                                                                       : Strength::kOffered;
  }
  const bool rare = read.pages / kRareBeside >= typed.pages && typed.pages > 0;
  if (!rare || read.letters < kShortestSure || read.misspelt) return Strength::kIgnored;
  if (!capitals_agree(typed, read)) return Strength::kIgnored;
  if (same_alphabet) return std::min(strength_of_correction(typed, read), Strength::kWidening);
  return Strength::kWidening;
}

}  // namespace

Strength strength_of(const TypedEvidence& typed, const ReadEvidence& read) {
  if (!read.in_pages || read.sign_left_over) return Strength::kIgnored;
  if (is_layout(read.kind) && typed.capitals == TypedCase::kAll) return Strength::kIgnored;
  if (read.kind == ReadingKind::kSpelling && is_acronym(typed)) return Strength::kIgnored;
  if (typed.in_pages || typed.in_dictionary) return beside_known(typed, read);
  if (read.misspelt || read.incomplete || read.letters < kShortestSure || !capitals_agree(typed, read))
    return Strength::kOffered;
  if (read.kind == ReadingKind::kSpelling) return strength_of_correction(typed, read);
  if (read.kind == ReadingKind::kSpaceAdded) return read.side_by_side ? Strength::kWidening : Strength::kOffered;
  return strength_of_keys(typed, read);
}

}  // namespace izvor
