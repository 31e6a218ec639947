// Any bytes as a query: the parser ends, stays inside the text, and keeps the clauses in order and apart.
#include "searchd/query/query_parser.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using namespace izvor;

void check_inside(const std::vector<QueryClause>& clauses, std::string_view outer, std::size_t depth) {
  fuzz::demand(clauses.empty() || depth <= kMaxNesting, "groups are nested as deep as is allowed");
  const char* end = outer.data();
  for (const QueryClause& clause : clauses) {
    fuzz::demand(clause.text.data() >= end, "clauses are in order and apart");
    end = clause.text.data() + clause.text.size();
    fuzz::demand(end <= outer.data() + outer.size(), "clauses lie inside the query, and those of a group inside it");
    check_inside(clause.group, clause.text, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::view(bytes, size);
  const auto parsed = parse_query(text);
  const bool sound = text.size() <= SearchRequest::kMaxQueryBytes && fuzz::is_utf8(text);
  const bool nested = !parsed && parsed.error().bound == "nesting";
  fuzz::demand(parsed.has_value() || !sound || nested, "every query within the bounds is understood");
  fuzz::demand(sound || !parsed, "no other is");
  if (!parsed) return 0;
  fuzz::demand(parsed->understood.size() <= 2, "one note for each kind of quote");
  check_inside(parsed->clauses, text, 0);
  return 0;
}
