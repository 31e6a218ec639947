// The query language: words, „phrases“, -without, заглавие:/title:, сайт:/site:; everything else is words.
//
//   query   = { clause }, set apart by white space or control characters
//   clause  = [ "-" ] [ field ":" ] ( quoted | bare )
//   field   = "заглавие" | "title" | "сайт" | "site", in any case
//   quoted  = one of „ “ ” " «, text, and the next quote that closes it („“ and „” and „" are all typed)
//   bare    = everything to the next white space
//
// Nothing is a syntax error: a quote that is not closed, a field without a value, a site that is not a host, a lone sign are
// searched as words. The cost is linear in the bytes. Pure; safe from any thread.
#pragma once

#include <string_view>

#include "searchd/query/parsed_query.h"

namespace izvor {

/// Parses at most SearchRequest::kMaxQueryBytes of valid UTF-8; anything else is a kBadRequest. The clauses are views of
/// `text`.
[[nodiscard]] tl::expected<ParsedQuery, SearchError> parse_query(std::string_view text);

}  // namespace izvor
