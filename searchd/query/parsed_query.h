// ParsedQuery: what a person typed, cut into clauses; syntax only, no words yet.
//
// A value; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
};

struct ParsedQuery {
  std::vector<QueryClause> clauses;
  std::vector<std::string> sites, excluded_sites;  ///< Normalised hosts.
  std::vector<Understood> understood;
};

}  // namespace izvor
