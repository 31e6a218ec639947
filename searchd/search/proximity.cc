#include "searchd/search/proximity.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <utility>

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;

/// A word at this place counts half as early as one at the very beginning.
constexpr double kBeginning = 20;

/// The lemmas of a word that the index has in this field.
std::vector<std::string> known_lemmas(const Xapian::Database& index, const QueryWord& word, Field field) {
  std::vector<std::string> terms;
  for (const WordForm& form : word.forms) {
    std::string term = schema::term_for(field, Grade::kLemma, form.lemma);
    if (std::find(terms.begin(), terms.end(), term) == terms.end() && index.term_exists(term)) terms.push_back(std::move(term));
  }
  return terms;
}

/// How far two words stand from where the query has them, at best: 0 side by side as typed. Turned round costs one more.
std::uint32_t nearest(const std::vector<Xapian::termpos>& left, const std::vector<Xapian::termpos>& right, std::uint32_t gap) {
  std::uint32_t best = std::numeric_limits<std::uint32_t>::max();
  auto r = right.begin();
  for (const Xapian::termpos l : left) {
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

Proximity::Proximity(const Xapian::Database& index, const RankingSettings& ranking, const CompiledQuery& compiled)
    : index_(index), ranking_(ranking) {
  for (std::size_t i = 0; i < compiled.words.size(); ++i) {
    const QueryWord& word = compiled.words[i];
    PlacedWord placed{{}, known_lemmas(index, word, Field::kTitle), compiled.selectivity[i], word.place};
    all_.push_back(placed);
    if (word.stop_word || words_.size() == kMaxWords) continue;
    placed.body_terms = known_lemmas(index, word, Field::kBody);
    whole_ += placed.selectivity;
    words_.push_back(std::move(placed));
  }
}

void Proximity::positions(Xapian::docid document, const std::vector<std::string>& terms,
                          std::vector<Xapian::termpos>& out) const {
  out.clear();
  for (const std::string& term : terms) {
    const auto end = index_.positionlist_end(document, term);
    for (auto position = index_.positionlist_begin(document, term); position != end && out.size() < kMaxOccurrences; ++position)
      out.push_back(*position);
  }
  if (terms.size() > 1) std::sort(out.begin(), out.end());
}

double Proximity::by_places(Xapian::docid document) {
  double gained = 0;
  left_.clear();
  for (std::size_t i = 0; i < words_.size(); ++i) {
    positions(document, words_[i].body_terms, right_);
    if (!right_.empty()) {
      const double part = kBeginning / (kBeginning + right_.front());
      gained += ranking_.early * words_[i].selectivity * part;
    }
    if (i > 0 && !left_.empty() && !right_.empty()) {
      const std::uint32_t gap = words_[i].place - words_[i - 1].place;
      const double apart = nearest(left_, right_, gap);
      const double rarer = std::min(words_[i].selectivity, words_[i - 1].selectivity);
      gained += ranking_.proximity * rarer / ((1 + apart) * (1 + apart));
    }
    std::swap(left_, right_);
  }
  return gained;
}

/// Whether the title is the query's words in order, in any of their forms, and nothing else.
bool Proximity::is_title(Xapian::docid document) {
  if (all_.empty()) return false;
  Xapian::termpos expected = 1;
  for (const PlacedWord& word : all_) {
    if (word.title_terms.empty()) return false;
    positions(document, word.title_terms, right_);
    if (!std::binary_search(right_.begin(), right_.end(), expected)) return false;
    ++expected;
  }
  // The title must end here: no lemma of it stands further on.
  const std::string prefix(schema::prefix_of(Field::kTitle, Grade::kLemma));
  auto term = index_.termlist_begin(document);
  const auto end = index_.termlist_end(document);
  for (term.skip_to(prefix); term != end && (*term).starts_with(prefix); ++term)
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position)
      if (*position >= expected) return false;
  return true;
}

double Proximity::gain(Xapian::docid document) {
  double gained = 0;
  if (ranking_.early > 0 || (ranking_.proximity > 0 && words_.size() > 1)) gained += by_places(document);
  if (ranking_.exact_title > 0 && is_title(document)) gained += ranking_.exact_title * whole_;
  return gained;
}

}  // namespace izvor
