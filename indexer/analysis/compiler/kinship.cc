#include "indexer/analysis/compiler/kinship.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "indexer/analysis/bulgarian_letters.h"
#include "indexer/analysis/derivation.h"

namespace izvor::compiler {

namespace {

constexpr std::size_t kShortestBeginning = 2;
constexpr std::size_t kLongestEnd = 9;
/// From so many letters after the prefix on, lemmas that begin alike are seldom strangers: the rates come from there.
constexpr std::size_t kLongStem = 5;
constexpr std::size_t kShortestStemLetters = 2;
/// Two letters say little, and hundreds of lemmas share them.
constexpr std::size_t kMostOfShortStem = 400;
/// Pairs of longer words that a pair of ends needs.
constexpr std::uint32_t kLeastAttested = 2;
constexpr double kLeastStrength = 0.05;
constexpr std::size_t kShortestPart = 4;
/// Pairs that stand on less than consonant, vowel, consonant need this: "издам" and "издавам".
constexpr double kStrongEnough = 0.95;
/// One in so many lemmas has just the consonant that alternates with the other's.
constexpr double kAlternatingShare = 0.25;

std::string_view letter_at(std::string_view word, std::size_t place) {
  return word.substr(std::min(word.size(), place * kBytesPerLetter), kBytesPerLetter);
}

bool is_vowel_letter(std::string_view letter) {
  return !letter.empty() && std::string_view("аеиоуъюя").find(letter) != std::string_view::npos;
}

bool alternate(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty() || a == b) return false;
  return std::ranges::any_of(std::array<std::string_view, 5>{"кчц", "гжз", "хшс", "тщ", "дж"}, [&](std::string_view row) {
    return row.find(a) != std::string_view::npos && row.find(b) != std::string_view::npos;
  });
}

/// Whether two words that begin with so many letters differ from there on, and in ends, not in the second parts of compounds
/// ("много-виден", "много-образен").
bool differ_after(std::string_view a, std::string_view b, std::size_t letters) {
  const std::size_t shared = letters * kBytesPerLetter;
  if (a.size() > shared && b.size() > shared && letter_at(a, letters) == letter_at(b, letters)) return false;
  const auto [shorter, longer] = std::minmax({a.size() - shared, b.size() - shared});
  if (longer > kLongestEnd * kBytesPerLetter) return false;
  return shorter < kShortestPart * kBytesPerLetter || letter_at(a, letters - 1) != "о";
}

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) { return (std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b); }

char group_of(WordClass word_class) {
  switch (word_class) {
    case WordClass::kAdjective:
      return 'A';
    case WordClass::kVerb:
      return 'V';
    case WordClass::kName:
      return 'P';
    case WordClass::kOther:
      return 'O';
    default:
      return 'N';
  }
}

template <class Counts>
void count_at(Counts& counts, std::uint32_t place) {
  if (counts.size() <= place) counts.resize(place + 1);
  ++counts[place];
}

}  // namespace

std::string with_even_vowels(std::string word) {
  const std::size_t letters = word.size() / kBytesPerLetter;
  for (std::size_t i = 1; i + 1 < letters; ++i) {
    if (letter_at(word, i) == "я" && !is_vowel_letter(letter_at(word, i + 1)))
      word.replace(i * kBytesPerLetter, kBytesPerLetter, "е");
  }
  return word;
}

Kinship::Kinship(const std::vector<Lemma>& lemmas) : entries_(spell(lemmas)) {
  count_ends();
  count_pairs();
}

Kinship::End Kinship::number_of(std::string_view end, WordClass word_class, bool after_alternation) {
  std::string name = after_alternation ? "~" : "";
  name.append(end).push_back(group_of(word_class));
  return numbers_.try_emplace(std::move(name), static_cast<End>(numbers_.size())).first->second;
}

std::vector<Kinship::Entry> Kinship::spell(const std::vector<Lemma>& lemmas) {
  std::vector<Entry> entries;
  for (std::uint32_t number = 0; number < lemmas.size(); ++number) {
    Entry entry{with_even_vowels(lemmas[number].word), number, 0, {}, {}};
    const std::size_t letters = entry.spelling.size() / kBytesPerLetter;
    entry.prefix = static_cast<std::uint32_t>(verbal_prefix(entry.spelling).size() / kBytesPerLetter);
    for (std::size_t i = 0; i <= letters; ++i) {
      const std::string_view end = std::string_view(entry.spelling).substr(i * kBytesPerLetter);
      entry.ends.push_back(number_of(end, lemmas[number].word_class, false));
      entry.after_alternation.push_back(number_of(end, lemmas[number].word_class, true));
    }
    entries.push_back(std::move(entry));
  }
  std::ranges::sort(entries, {}, [](const Entry& entry) { return std::tie(entry.spelling, entry.number); });
  return entries;
}

void Kinship::count_ends() {
  after_long_stems_.resize(numbers_.size());
  for (auto& counts : by_stem_) counts.resize(numbers_.size());
  for (const Entry& entry : entries_) {
    const std::size_t letters = entry.spelling.size() / kBytesPerLetter;
    for (std::size_t i = kShortestBeginning; i <= letters; ++i) {
      if (letters - i > kLongestEnd || i < entry.prefix + kShortestStemLetters) continue;
      const std::size_t stem = i - entry.prefix;
      for (const End end : {entry.ends[i], entry.after_alternation[i]}) {
        if (stem >= kLongStem) ++after_long_stems_[end];
      }
      ++by_stem_[std::min(stem, kLongestStem)][entry.ends[i]];
      if (i < letters) ++by_stem_[std::min(stem, kLongestStem)][entry.after_alternation[i + 1]];
      all_by_stem_[std::min(stem, kLongestStem)] += 1;
    }
  }
}

template <class Visit>
void Kinship::each_pair(std::size_t shortest_stem, Visit&& visit) const {
  // A stretch of the sorted list begins alike; an entry belongs to one stretch for each of its beginnings.
  for (std::size_t first = 0; first < entries_.size(); ++first) {
    const Entry& entry = entries_[first];
    const std::size_t letters = entry.spelling.size() / kBytesPerLetter;
    for (std::size_t shared = std::max(kShortestBeginning, entry.prefix + shortest_stem); shared <= letters; ++shared) {
      const std::string_view beginning = std::string_view(entry.spelling).substr(0, shared * kBytesPerLetter);
      if (first > 0 && entries_[first - 1].spelling.starts_with(beginning)) continue;
      std::size_t last = first;
      while (last < entries_.size() && entries_[last].spelling.starts_with(beginning)) ++last;
      const std::size_t stem = shared - entry.prefix;
      if (stem < 3 && last - first > kMostOfShortStem) continue;
      for (std::size_t a = first; a < last; ++a) {
        for (std::size_t b = a + 1; b < last; ++b) {
          if (differ_after(entries_[a].spelling, entries_[b].spelling, shared))
            visit(Pair{entries_[a], entries_[b], shared, stem, last - first});
        }
      }
    }
  }
}

Kinship::Ends Kinship::ends_of(const Pair& pair) {
  const std::size_t place = pair.letters;
  if (alternate(letter_at(pair.first.spelling, place), letter_at(pair.second.spelling, place)))
    return {pair.first.after_alternation[place + 1], pair.second.after_alternation[place + 1], true};
  return {pair.first.ends[place], pair.second.ends[place], false};
}

void Kinship::count_pairs() {
  each_pair(kLongStem - 1, [this](const Pair& pair) {
    const Ends ends = ends_of(pair);
    if (pair.stem + (ends.alternate ? 1 : 0) >= kLongStem) ++pairs_[key_of(ends.first, ends.second)];
  });
}

KinLink Kinship::link(const Pair& pair) const {
  const Ends ends = ends_of(pair);
  KinLink link{pair.first.number, pair.second.number, 0, ends.alternate, 0};
  const auto attested = pairs_.find(key_of(ends.first, ends.second));
  if (attested == pairs_.end() || attested->second < kLeastAttested) return link;
  link.attested = attested->second;
  const std::uint32_t rarer = std::min(after_long_stems_[ends.first], after_long_stems_[ends.second]);
  const double rate = (attested->second - 1.0) / std::max(3.0, static_cast<double>(rarer));
  const std::size_t stem = std::min(pair.stem, kLongestStem);
  const double share = ends.alternate ? kAlternatingShare : 1;
  const double by_chance =
      std::sqrt((share * by_stem_[stem][ends.first] + 1) * (share * by_stem_[stem][ends.second] + 1)) / all_by_stem_[stem];
  const double likely = rate / (rate + static_cast<double>(pair.nodes - 1) * by_chance);
  const std::string_view stem_letters =
      std::string_view(pair.first.spelling).substr(0, (pair.letters + (ends.alternate ? 1 : 0)) * kBytesPerLetter);
  if (likely >= kStrongEnough || holds_syllable(stem_letters)) link.strength = likely;
  return link;
}

std::vector<KinLink> Kinship::links() const {
  std::vector<KinLink> links;
  each_pair(kShortestStemLetters, [&](const Pair& pair) {
    const KinLink found = link(pair);
    if (found.strength >= kLeastStrength) links.push_back(found);
  });
  return links;
}

}  // namespace izvor::compiler
