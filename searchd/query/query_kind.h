// QueryKind: what sort of question somebody asks, and the weights of the ranking that fit it.
//
// What the settings say is right for a phrase, a question or a headline. Whoever types one or two words asks for a thing in
// any form, and words of the same root are mostly other things. Whoever types a name wants the pages that have its words side
// by side, be it once and far below. Whoever pastes a passage wants the page that has these very words. So the weights of
// these kinds are those of the settings times a few factors (searchd/search/README.md has what each kind gains by them); what
// an operator sets shifts all kinds together.
//
// The kind is told by the content words of the plan (those that are no stop words), quoted ones included:
//
//   passage    kLeastPassage of them or more
//   name       two to kLongestName, one of them capitalised beside the first, and half of them or more in all
//   few words  up to kMostFewWords
//   phrase     all the rest
//
// Pure; safe from any thread.
#pragma once

#include <cstddef>

#include "izvor/settings.h"
#include "searchd/query/query_plan.h"

namespace izvor {

inline constexpr std::size_t kMostFewWords = 2;
inline constexpr std::size_t kLongestName = 4;
inline constexpr std::size_t kLeastPassage = 12;

enum class QueryKind { kFewWords, kName, kPhrase, kPassage };

struct QueryWeights : RankingSettings {
  /// What a word of the same root adds in titles and headings, at the beginning and near others, in parts of what the word
  /// itself adds there.
  double related = 1;
};

/// How many words of the plan are no stop words.
[[nodiscard]] std::size_t content_words(const QueryPlan& plan);

[[nodiscard]] QueryKind kind_of(const QueryPlan& plan);

[[nodiscard]] QueryWeights weights_for(QueryKind kind, const RankingSettings& settings);

}  // namespace izvor
