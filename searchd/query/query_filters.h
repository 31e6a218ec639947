// The filters of a search, those of its parameters and those of its query, as an unweighted Xapian query.
//
// Throws Xapian::Error. One thread, one index revision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "searchd/query/query_plan.h"

namespace izvor {

/// What a result must be besides holding the words, if anything is asked. A site means its subdomains too.
[[nodiscard]] std::optional<Xapian::Query> filter_query(const Xapian::Database& index, const SearchRequest& request,
                                                        const QueryPlan& plan);

/// What the query's own fields exclude.
[[nodiscard]] Xapian::Query excluded_query(const Xapian::Database& index, const AskedFilters& asked);

/// Pages on any of the sites; MatchNothing when the index has none of them.
[[nodiscard]] Xapian::Query site_query(const Xapian::Database& index, const std::vector<std::string>& sites);

}  // namespace izvor
