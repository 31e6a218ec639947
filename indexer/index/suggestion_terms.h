// What searchd suggests while somebody types: titles, headings and the phrases that a page repeats, kept in the index as terms.
//
// A boolean term for each (schema::kSuggestionPrefix, then the words as written, in compact form), so that a suggestion comes
// and goes with its pages, in their commit, and the term's frequency is its count. The indexer writes them; searchd reads them
// all when it opens an index. Nothing of what people ask is in them. Pure functions: safe from any thread, one database each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/result.h"
#include "izvor/stored_page.h"

namespace izvor {

/// Words that somebody may mean to type, and on how many pages they are a title, a heading or a phrase that is repeated.
struct SuggestedPhrase {
  std::string text;  ///< Of the forms that differ in case or inflection only, the one of most pages.
  std::uint32_t pages = 0;
  bool operator==(const SuggestedPhrase&) const = default;
};

/// The boolean terms of a page, each once: its title, its first 40 headings and the five phrases that it repeats most, at least
/// three times each. Those too long to be terms, or without a word, are left out. `text` is the analysis of page.text.
[[nodiscard]] std::vector<std::string> suggestion_terms(const StoredPage& page, const Analysis& text);

/// Every phrase of the index, those of most pages first, the shorter before the longer. Reads the phrases' terms only. Fails
/// when the database cannot be read; after a commit under the reader, reopen and ask again.
[[nodiscard]] Result<std::vector<SuggestedPhrase>> suggested_phrases(const Xapian::Database& database,
                                                                     const Analyzer& analyzer);

}  // namespace izvor
