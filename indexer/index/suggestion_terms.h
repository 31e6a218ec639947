// What searchd suggests while somebody types: titles, headings, phrases that a page repeats, acronyms and references, kept in
// the index as terms.
//
// A boolean term for each (schema::kSuggestionPrefix, a letter for the kind, then the words as written, in compact form), so
// that a suggestion comes and goes with its pages, in their commit, and the term's frequency is its count. The indexer writes
// them; searchd reads them all when it opens an index, and decides then what may be shown (shown_phrase.h), because that takes
// the dictionary. Nothing of what people ask is in them. Pure functions: safe from any thread, one database each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/result.h"
#include "izvor/stored_page.h"

namespace izvor {

/// The letters in the terms.
enum class SuggestionKind : char { kTitle = 't', kHeading = 'h', kPhrase = 'p', kMention = 'm' };

/// Words that somebody may mean to type, and on how many pages they are a title, a heading, a phrase that is repeated or an
/// acronym.
struct SuggestedPhrase {
  std::string text;  ///< Of the forms that differ in case or inflection only, the one of most pages, titles first.
  std::uint32_t pages = 0;
  bool leads = false;         ///< A title or a question.
  bool only_heading = false;  ///< Neither that nor a phrase of any text: often the same on all pages of a site.
  bool operator==(const SuggestedPhrase&) const = default;
};

/// What puts one phrase before another. Counts up to a bound: what stands on hundreds of pages is a form's or a site's.
[[nodiscard]] double worth_of(const SuggestedPhrase& phrase);

/// The boolean terms of a page, each once: its title, its first 40 headings (of a form the questions only), the five phrases that
/// it repeats most, at least three times each, and the five acronyms and references that it has most. `text` is the analysis of
/// page.text.
[[nodiscard]] std::vector<std::string> suggestion_terms(const StoredPage& page, const Analysis& text);

/// Every phrase of the index that may be shown, the worthiest first, then the shorter before the longer; acronyms that pages
/// introduce with what they stand for: "Общ регламент (ОР)". Reads the phrases' terms only. Fails when the database cannot be
/// read; after a commit under the reader, reopen and ask again.
[[nodiscard]] Result<std::vector<SuggestedPhrase>> suggested_phrases(const Xapian::Database& database,
                                                                     const Analyzer& analyzer);

}  // namespace izvor
