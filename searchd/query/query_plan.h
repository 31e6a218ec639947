// QueryPlan: a query as words in three grades: what is searched, before Xapian.
//
// Compiled to a Xapian query by query_compiler, and compared with texts by WordMatcher. A value; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"
#include "searchd/query/act_question.h"
#include "searchd/query/parsed_query.h"
#include "searchd/query/query_words.h"
#include "searchd/understanding/understanding.h"

namespace izvor {

/// What a page must have: words that stand next to each other (a single word is a phrase of one), or a group of such.
struct QueryPhrase {
  std::vector<QueryWord> words;  ///< Empty in a group that has only `also`.
  QueryField field = QueryField::kAny;
  std::vector<QueryPhrase> alternatives = {};  ///< Any of them is enough in place of all the rest.
  std::vector<QueryPhrase> also = {};          ///< Needed, too.
  std::vector<QueryPhrase> without = {};       ///< Must not be there.
  bool any_form = false;                       ///< One word, in derived forms too: it was typed without quotes.

  [[nodiscard]] bool is_group() const { return !alternatives.empty() || !also.empty() || !without.empty(); }
};

/// Other expressions for the words at places [first, last]: each is one word, or words that stand together.
struct QueryWidening {
  std::uint32_t first = 0, last = 0;
  std::vector<QueryPhrase> expressions;
  double factor = 1;       ///< Of their weight.
  bool parts = false;      ///< Not other words: what the word that was typed is made of.
  bool same_word = false;  ///< Not another word: a compound that is written otherwise.

  [[nodiscard]] bool covers(std::uint32_t place) const { return first <= place && place <= last; }
};

struct QueryPlan : AskedFilters {
  /// Words searched anywhere, in the order typed, each once. None is required by itself.
  std::vector<QueryWord> words;
  std::vector<QueryWidening> widenings;
  std::vector<QueryPhrase> required, excluded;
  std::vector<PageId> best_bets;  ///< Pages that come first: those of a typed address, and those that an editor chose.
  std::optional<PageId> act;      ///< The page of the act that the question refers to: it comes first.
  AskedArticle article;           ///< Of that act.
  std::vector<Understood> understood;
  std::vector<Offer> offers;
  bool reread = false;                 ///< The understanding changed or added words.
  std::optional<SearchError> refused;  ///< A bound was exceeded.

  [[nodiscard]] bool has_something_to_find() const { return !words.empty() || !required.empty(); }
};

/// Turns clauses into words with the index's own analyzer, as `understanding` reads them. `analysis` is scratch space, another
/// than the understanding's.
[[nodiscard]] QueryPlan make_plan(const ParsedQuery& query, const Analyzer& analyzer, Analysis& analysis,
                                  Understanding& understanding);

}  // namespace izvor
