// ParsedQuery: what a person typed, cut into clauses; syntax only, no words yet.
//
// A value; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/query/search_fields.h"
#include "searchd/search_types.h"

namespace izvor {

enum class QueryField { kAny, kTitle };

/// A piece of the query that is analysed as one text. Neighbouring bare words are one clause, so that "13 юни 2024 г." and
/// "чл. 5, ал. 2" stay whole.
struct QueryClause {
  std::string_view text;  ///< Of the query that was parsed, without quotes, sign and field.
  QueryField field = QueryField::kAny;
  bool phrase = false;
  bool excluded = false;
  bool prefix = false;       ///< Words that begin so.
  bool alternative = false;  ///< Enough instead of the clause before it.
  /// What stands in parentheses, `text` with them: of clauses that are set apart by "alternative" one is enough, and of that
  /// every word and phrase is needed. Empty when this is no group.
  std::vector<QueryClause> group = {};
};

/// What the query asks of a page beside its words.
struct AskedFilters : Filters {
  Filters excluded;  ///< A page must have none of these values.
  /// "вид:новини ИЛИ сайт:example.eu": of each, one of its kinds of filters is enough.
  std::vector<AskedFilters> either = {};

  [[nodiscard]] std::size_t kinds() const { return fields_in(*this); }
  [[nodiscard]] bool narrow() const { return kinds() > 0 || !either.empty(); }
  [[nodiscard]] bool exclude() const { return fields_in(excluded) > 0; }
};

struct ParsedQuery : AskedFilters {
  std::string_view text;  ///< What was parsed; the clauses are views into it.
  std::vector<QueryClause> clauses;
  bool dates_in_words = false;  ///< The dates come from a bare expression: words again when nothing was published then.
  std::vector<Understood> understood;
};

/// Whether expressions like „след 1 февруари 2023 г.“ bound the publication or are words.
enum class WrittenDates { kFilter, kWords };

}  // namespace izvor
