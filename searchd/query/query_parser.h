// The query language: words, „phrases“, -without, fields, prefixes, dates; everything else is words.
//
//   query   = { clause [ "ИЛИ" | "OR" ] }, set apart by white space or control characters
//   clause  = [ "-" | "НЕ" | "NOT" ] [ field ":" ] ( quoted | "(" query ")" | bare )
//   field   = "заглавие" | "title" | "сайт" | "site" | "вид" | "type" | "тема" | "topic" | "език" | "lang" | "от" | "from" |
//             "до" | "to", in any case
//   quoted  = one of „ “ ” " «, text, and the next quote that closes it („“ and „” and „" are all typed)
//   bare    = everything to the next white space; a word of three letters or more and "*" is a prefix
//
// от: and до: take a year, a month (2024-06) or a day and bound the publication; „след 1 февруари 2023 г.“ and „преди май
// 2024“ among the words do, too. ИЛИ joins phrases and fields of which one is enough, and words with them; words alone are
// never all required. Parentheses mean something where they have an operator in them or a sign before them: "(а ИЛИ „б в“) г"
// needs one of both, "-(а б)" leaves out what has both, "заглавие:(а б)" needs both in the title; others, as in "(ЕС)
// 2024/1689", are letters of the text. They may be nested kMaxNesting deep; more is a kBadRequest. Nothing is a syntax error: a
// quote or a parenthesis that is not closed, a field without a value, a date that is none, a lone sign are searched as words.
// The cost is linear in the bytes. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "searchd/query/parsed_query.h"

namespace izvor {

inline constexpr std::size_t kMaxNesting = 4;

/// Parses at most SearchRequest::kMaxQueryBytes of valid UTF-8; anything else is a kBadRequest. The clauses are views of
/// `text`.
[[nodiscard]] tl::expected<ParsedQuery, SearchError> parse_query(std::string_view text,
                                                                 WrittenDates dates = WrittenDates::kFilter);

}  // namespace izvor
