#include "searchd/search/proximity.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>

namespace izvor {
namespace {

/// A word at this place counts half as early as one at the very beginning.
constexpr double kBeginning = 20;
/// Nothing reaches from the title into the text.
constexpr std::uint32_t kGap = 20;

/// Nearness is asked of roots: who searches for "активиране на лиценз" is answered by "активирайте лиценза", too.
WordCode root_of(WordCode code) { return code & kRootBits; }

std::vector<WordCode> codes_of(const QueryWord& word) {
  std::vector<WordCode> codes;
  for (const WordForm& form : word.forms) codes.push_back(word_code(form.root, form.lemma));
  return codes;
}

bool continues_place(WordCode entry) { return (entry & kSamePlace) != 0; }

bool begins_with(const WordCodes& text, const WordCodes& title) {
  if (text.size() < title.size()) return false;
  for (std::size_t i = 0; i < title.size(); ++i)
    if (text[i] != title[i]) return false;
  return true;
}

/// How far two words stand from where the query has them, at best: 0 side by side as typed. Turned round costs one more.
std::uint32_t nearest(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right, std::uint32_t gap) {
  std::uint32_t best = std::numeric_limits<std::uint32_t>::max();
  auto r = right.begin();
  for (const std::uint32_t l : left) {
    while (r != right.end() && *r <= l) ++r;
    if (r != right.end())
      best = std::min(best, static_cast<std::uint32_t>(std::abs(static_cast<int>(*r - l) - static_cast<int>(gap))));
    if (r != right.begin()) {
      const std::uint32_t back = l - *std::prev(r);
      if (back > 0)
        best = std::min(best, static_cast<std::uint32_t>(std::abs(static_cast<int>(back) - static_cast<int>(gap))) + 1);
    }
  }
  return best;
}

}  // namespace

Proximity::Proximity(const RankingSettings& ranking, const CompiledQuery& compiled)
    : ranking_(ranking), words_of_root_(kRootBits + 1, 0) {
  for (std::size_t i = 0; i < compiled.words.size(); ++i) {
    const QueryWord& word = compiled.words[i];
    PlacedWord placed{codes_of(word), compiled.selectivity[i], word.place};
    all_.push_back(placed);
    if (word.stop_word || words_.size() == kMaxWords) continue;
    for (const WordCode code : placed.codes)
      words_of_root_[root_of(code)] = static_cast<std::uint16_t>(words_of_root_[root_of(code)] | (1U << words_.size()));
    whole_ += placed.selectivity;
    words_.push_back(std::move(placed));
  }
  places_.resize(words_.size());
}

void Proximity::find_places(const WordSequence& page) {
  for (Places& places : places_) places.clear();
  std::uint32_t place = 0;
  const auto look_through = [&](const WordCodes& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!continues_place(words[i])) ++place;
      std::uint32_t here = words_of_root_[root_of(words[i])];
      for (std::size_t word = 0; here != 0; ++word, here >>= 1U) {
        Places& places = places_[word];
        const bool wanted = (here & 1U) != 0 && places.size() < kMaxOccurrences;
        if (wanted && (places.empty() || places.back() != place)) places.push_back(place);
      }
    }
  };
  if (!begins_with(page.text, page.title)) {
    look_through(page.title);
    place += kGap - 1;
  }
  look_through(page.text);
}

void Proximity::add_by_places(Gains& gains) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (places_[i].empty()) continue;
    const double part = kBeginning / (kBeginning + places_[i].front());
    gains.early += ranking_.early * words_[i].selectivity * part;
    if (i == 0 || places_[i - 1].empty()) continue;
    const std::uint32_t gap = words_[i].place - words_[i - 1].place;
    const double apart = nearest(places_[i - 1], places_[i], gap);
    const double rarer = std::min(words_[i].selectivity, words_[i - 1].selectivity);
    gains.nearness += ranking_.proximity * rarer / ((1 + apart) * (1 + apart));
  }
}

/// Whether the title is the query's words in order, in any of their forms, and nothing else.
bool Proximity::is_title(const WordCodes& title) const {
  std::size_t i = 0;
  for (const PlacedWord& word : all_) {
    bool here = false;
    const std::size_t begin = i;
    while (i < title.size() && (i == begin || continues_place(title[i]))) {
      here = here || std::find(word.codes.begin(), word.codes.end(), title[i] & kWordBits) != word.codes.end();
      ++i;
    }
    if (!here) return false;
  }
  return i == title.size() && !all_.empty();
}

Gains Proximity::gains(std::string_view words) {
  const WordSequence page = read_word_sequence(words);
  Gains gains;
  if (ranking_.early > 0 || (ranking_.proximity > 0 && words_.size() > 1)) {
    find_places(page);
    add_by_places(gains);
  }
  if (ranking_.exact_title > 0 && is_title(page.title)) gains.exact_title = ranking_.exact_title * whole_;
  return gains;
}

}  // namespace izvor
