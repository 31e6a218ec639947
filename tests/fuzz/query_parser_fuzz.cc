// Any bytes as a query: the parser ends, stays inside the text, and keeps the clauses in order and apart.
#include "searchd/query/query_parser.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace izvor;
  const std::string_view text = fuzz::view(bytes, size);
  const auto parsed = parse_query(text);
  const bool sound = text.size() <= SearchRequest::kMaxQueryBytes && fuzz::is_utf8(text);
  fuzz::demand(parsed.has_value() == sound, "every query within the bounds is understood, no other is");
  if (!parsed) return 0;
  fuzz::demand(parsed->understood.size() <= 2, "one note for each kind of quote");
  const char* end = text.data();
  for (const QueryClause& clause : parsed->clauses) {
    fuzz::demand(clause.text.data() >= end, "clauses are in order and apart");
    end = clause.text.data() + clause.text.size();
    fuzz::demand(end <= text.data() + text.size(), "clauses lie inside the query");
  }
  return 0;
}
