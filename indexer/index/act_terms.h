// Terms by which an act is found as such, and by which pages are found that cite it (prefix E of izvor/index_schema.h):
//
//   E32022R0868             the act, and each consolidated state of it
//   E02022R0868-20240101    a state
//   E=общ регламент защит   its name by roots, stop words left out; of a national act its title
//   E>32022R0868            a page that cites it
//
// Pure functions; safe from any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indexer/index/page_document.h"
#include "izvor/extracted_page.h"
#include "izvor/token.h"

namespace izvor {

/// The terms of a page, prefixed; none twice.
[[nodiscard]] std::vector<std::string> act_terms(const ExtractedPage& page, const PageAnalysis& analysis);

/// The name of an act as its term has it: the roots of its words, without stop words.
[[nodiscard]] std::string act_name_key(std::span<const Token> tokens);

[[nodiscard]] std::string act_term(std::string_view celex);
[[nodiscard]] std::string act_name_term(std::string_view key);
/// What the terms of cited acts begin with; a CELEX number follows.
[[nodiscard]] std::string citation_prefix();

}  // namespace izvor
