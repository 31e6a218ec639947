// The stages of a query as text: parsed (its syntax), understood (the words that are meant) and compiled (what Xapian is asked).
//
// For people who ask why something was found, and for golden files: a change of understanding shows in a diff
// (tests/searchd/query/query_stages_test.cc). Stable: no weights, no counts; what is compiled depends on which terms the index
// has, not on how many pages have them. Pure; safe from any thread.
//
//   word form    exact→lemma→root, without the last ones where they repeat: "съюзът→съюз", "кабел"
//   note         what SearchAnswer::understood says: kind, from, to
//   words a[text title]   pages with "a" by field, in the widest grade that the index has of it
//   (term a title lemma)  a term by itself
#pragma once

#include <string>
#include <string_view>

#include <xapian.h>

#include "searchd/query/parsed_query.h"
#include "searchd/query/query_plan.h"

namespace izvor {

[[nodiscard]] std::string text_of(const ParsedQuery& query);
[[nodiscard]] std::string text_of(const QueryPlan& plan);
/// Of a query by QueryCompiler.
[[nodiscard]] std::string text_of(const Xapian::Query& query);

}  // namespace izvor
