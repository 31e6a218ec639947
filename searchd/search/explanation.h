// Explanation: a result's score as the sum it is: each word in each field and grade, then what the refinement added.
//
// The parts of the match are weighed again by Xapian, each by itself and over the pages shown only, so nothing is explained
// that was not counted. Throws Xapian::Error. One thread, one index revision.
#pragma once

#include <vector>

#include <xapian.h>

#include "searchd/query/query_compiler.h"
#include "searchd/search/proximity.h"
#include "searchd/search_types.h"

namespace izvor {

/// For each of `pages`, the parts of its score that are not nothing; they add up to it.
[[nodiscard]] std::vector<std::vector<ScorePart>> explain_scores(const Xapian::Database& index, const Xapian::Weight& weighting,
                                                                 const std::vector<QueryPart>& parts,
                                                                 const std::vector<RankedPage>& pages);

}  // namespace izvor
