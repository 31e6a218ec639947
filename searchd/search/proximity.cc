#include "searchd/search/proximity.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace izvor {
namespace {

/// A word at this place counts half as early as one at the very beginning.
constexpr double kBeginning = 20;
/// What a title adds that asks, as the query does, "как" or "защо", in parts of the query's weight.
constexpr double kQuestion = 0.3;
constexpr std::array<std::string_view, 10> kQuestionWords = {"как",  "защо", "какво",  "какъв", "кой",
                                                             "кога", "къде", "колко", "откъде", "чий"};
/// Nothing reaches from the title into the text.
constexpr std::uint32_t kGap = 20;

WordCode root_of(WordCode code) { return code & kRootBits; }

bool continues_place(WordCode entry) { return (entry & kSamePlace) != 0; }

bool is_question_word(const QueryWord& word) {
  return word.stop_word && std::ranges::any_of(word.forms, [](const WordForm& form) {
    return std::ranges::find(kQuestionWords, form.lemma) != kQuestionWords.end();
  });
}

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

/// In parts of two words side by side as typed.
double closeness(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right, std::uint32_t gap) {
  if (left.empty() || right.empty()) return 0;
  const double apart = nearest(left, right, gap);
  return 1 / ((1 + apart) * (1 + apart));
}

/// Whether both are one word somewhere; both ascend.
bool are_joined(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
  return std::ranges::any_of(left, [&](std::uint32_t place) { return std::ranges::binary_search(right, place); });
}

/// In parts of a word at the very beginning.
double beginning(const std::vector<std::uint32_t>& places) {
  return places.empty() ? 0 : kBeginning / (kBeginning + places.front());
}

}  // namespace

Proximity::Proximity(const QueryWeights& ranking, const CompiledQuery& compiled)
    : ranking_(ranking), words_of_root_(kRootBits + 1, 0) {
  for (const std::vector<QueryWord>& words : spellings(compiled)) titles_.push_back(codes_of(words));
  if (!compiled.words.empty() && is_question_word(compiled.words.front())) question_ = titles_.front().front().codes;
  for (std::size_t i = 0; i < compiled.words.size(); ++i) {
    const QueryWord& word = compiled.words[i];
    if (word.stop_word || words_.size() == kMaxWords) continue;
    PlacedWord placed{titles_.front()[i].codes, compiled.selectivity[i], word.place};
    add_joined(compiled.compounds, placed);
    for (const WordCode code : placed.codes)
      words_of_root_[root_of(code)] = static_cast<std::uint16_t>(words_of_root_[root_of(code)] | (1U << words_.size()));
    whole_ += placed.selectivity;
    words_.push_back(std::move(placed));
  }
  places_.resize(words_.size());
}

/// The joined word stands for each of its parts where it stands.
void Proximity::add_joined(const std::vector<QueryWidening>& compounds, PlacedWord& part) {
  for (const QueryWidening& compound : compounds) {
    if (!compound.covers(part.place) || compound.first == compound.last) continue;
    const std::vector<QueryWord>& written = compound.expressions.front().words;
    if (written.size() != 1) continue;
    for (const WordForm& form : written.front().forms) part.codes.push_back(word_code(form.root, form.lemma));
  }
}

void Proximity::look_through(const WordCodes& words, std::uint32_t& place) {
  const auto note = [&](std::vector<std::uint32_t>& places) {
    if (places.size() < kMaxOccurrences && (places.empty() || places.back() != place)) places.push_back(place);
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const WordCode entry = words[i];
    if (!continues_place(entry)) ++place;
    std::uint32_t here = words_of_root_[root_of(entry)];
    for (std::size_t word = 0; here != 0; ++word, here >>= 1U) {
      if ((here & 1U) == 0) continue;
      note(places_[word].related);
      const std::vector<WordCode>& codes = words_[word].codes;
      if (std::ranges::find(codes, entry & kWordBits) != codes.end()) note(places_[word].own);
    }
  }
}

void Proximity::find_places(const WordSequence& page) {
  for (Places& places : places_) {
    places.related.clear();
    places.own.clear();
  }
  std::uint32_t place = 0;
  if (!begins_with(page.text, page.title)) {
    look_through(page.title, place);
    place += kGap - 1;
  }
  look_through(page.text, place);
}

double Proximity::earliness(const Places& places) const {
  return std::max(beginning(places.own), ranking_.related * beginning(places.related));
}

double Proximity::nearness(const Places& left, const Places& right, std::uint32_t gap) const {
  if (gap == 1 && are_joined(left.own, right.own)) return 1;
  return std::max(closeness(left.own, right.own, gap), ranking_.related * closeness(left.related, right.related, gap));
}

void Proximity::add_by_places(Gains& gains) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    gains.early += ranking_.early * words_[i].selectivity * earliness(places_[i]);
    if (i == 0) continue;
    const std::uint32_t gap = words_[i].place - words_[i - 1].place;
    const double rarer = std::min(words_[i].selectivity, words_[i - 1].selectivity);
    gains.nearness += ranking_.proximity * rarer * nearness(places_[i - 1], places_[i], gap);
  }
}

bool Proximity::asks_the_same(const WordCodes& title) const {
  for (std::size_t i = 0; i < title.size(); ++i)
    if (std::ranges::find(question_, title[i] & kWordBits) != question_.end()) return true;
  return false;
}

double Proximity::most() const {
  double most = ranking_.early * whole_ + (question_.empty() ? 0 : kQuestion * whole_);
  for (std::size_t i = 1; i < words_.size(); ++i)
    most += ranking_.proximity * std::min(words_[i].selectivity, words_[i - 1].selectivity);
  return most;
}

Gains Proximity::gains(std::string_view words) {
  const WordSequence page = read_word_sequence(words);
  Gains gains;
  if (ranking_.early > 0 || (ranking_.proximity > 0 && words_.size() > 1)) {
    find_places(page);
    add_by_places(gains);
  }
  const auto is_title = [&](const PhraseCodes& spelling) { return is_phrase(page.title, spelling); };
  if (ranking_.exact_title > 0 && std::ranges::any_of(titles_, is_title)) gains.exact_title = ranking_.exact_title * whole_;
  if (!question_.empty() && asks_the_same(page.title)) gains.question = kQuestion * whole_;
  return gains;
}

}  // namespace izvor
