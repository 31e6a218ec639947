#include "searchd/query/query_kind.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "searchd/query/utf8_cursor.h"

namespace izvor {
namespace {

/// By what a kind of query differs from a phrase.
struct Factors {
  double exact = 1, lemma = 1, root = 1, title = 1, presence = 1, early = 1, proximity = 1;
  double related = 1;  ///< QueryWeights::related itself.
};

constexpr Factors kOfFewWords{.exact = 0.5, .lemma = 2, .presence = 0, .proximity = 2, .related = 0.5};
constexpr Factors kOfNames{.root = 0.4, .title = 0.5, .presence = 4, .early = 0.2, .proximity = 2.5, .related = 0.5};
constexpr Factors kOfPassages{.exact = 3, .root = 0.4, .early = 0.2, .proximity = 2.5, .related = 0.5};

Factors factors_of(QueryKind kind) {
  switch (kind) {
    case QueryKind::kFewWords: return kOfFewWords;
    case QueryKind::kName: return kOfNames;
    case QueryKind::kPassage: return kOfPassages;
    case QueryKind::kPhrase: break;
  }
  return {};
}

std::vector<std::string_view> content_of(const QueryPlan& plan) {
  std::vector<std::string_view> words;
  const auto add = [&](const std::vector<QueryWord>& some) {
    for (const QueryWord& word : some)
      if (!word.stop_word) words.push_back(word.text);
  };
  add(plan.words);
  for (const QueryPhrase& phrase : plan.required) add(phrase.words);
  return words;
}

/// "Иванов"; "ЕС" says no more than that somebody shouts, or means an acronym.
bool is_capitalised(std::string_view word) {
  if (word.empty()) return false;
  const auto is_capital = [](CodePoint letter) { return u_isupper(static_cast<UChar32>(letter.value)) != 0; };
  const CodePoint first = code_point_at(word, 0);
  return is_capital(first) && first.next < word.size() && !is_capital(code_point_at(word, first.next));
}

bool is_name(const std::vector<std::string_view>& words) {
  if (words.size() < 2 || words.size() > kLongestName) return false;
  const auto capitalised = std::ranges::count_if(words, is_capitalised);
  // A sentence begins with a capital, too.
  const bool inside = std::any_of(words.begin() + 1, words.end(), is_capitalised);
  return inside && static_cast<std::size_t>(capitalised) * 2 >= words.size();
}

}  // namespace

std::size_t content_words(const QueryPlan& plan) { return content_of(plan).size(); }

QueryKind kind_of(const QueryPlan& plan) {
  const std::vector<std::string_view> words = content_of(plan);
  if (words.size() >= kLeastPassage) return QueryKind::kPassage;
  if (is_name(words)) return QueryKind::kName;
  return words.size() <= kMostFewWords ? QueryKind::kFewWords : QueryKind::kPhrase;
}

QueryWeights weights_for(QueryKind kind, const RankingSettings& settings) {
  const Factors factors = factors_of(kind);
  QueryWeights weights{settings, factors.related};
  weights.exact *= factors.exact;
  weights.lemma *= factors.lemma;
  weights.root *= factors.root;
  weights.title *= factors.title;
  weights.presence *= factors.presence;
  weights.early *= factors.early;
  weights.proximity *= factors.proximity;
  return weights;
}

}  // namespace izvor
