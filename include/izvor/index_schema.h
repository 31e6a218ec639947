// The schema of the Xapian index: term prefixes, value slots, metadata keys. Written here as prose because the indexer writes
// it and searchd reads it; a change of meaning raises kSchemaVersion, and searchd then refuses the older index.
//
// One Xapian document is one page; its unique term is "Q" + PageId. Words are lower case, so a capital prefix cannot be
// mistaken for a letter of a word. A term is at most 245 bytes (Xapian); longer words are cut by term_for().
//
//   field       exact   lemma   root    positions
//   body        W       L       R       on L only, so a phrase finds its words in any of their forms
//   title       TW      TL      TR      on TL; the title's positions start at 1
//   headings    HW      HL      HR      none
//
// The body is the title and then the text: a page that says a word only in its title says it. A text that begins with the title
// has it once; otherwise the text's positions begin well after the title's.
//
// Boolean terms, one a value, not part of the text:
//   Q page id · J host ("example.eu") · K type ("news") · C topic · N language ("bg") · Y year published ("2024")
//   A acronym that the page introduces: acronym, tab, long form as written (indexer/index/acronym_terms.h)
//   S title, heading or repeated phrase, as written: what is suggested while typing (indexer/index/suggestion_terms.h)
//
// Values (sortable_serialise unless noted), for sorting and ranges:
//   0 published (Unix seconds) · 1 modified · 2 fetched · 3 type (text) · 4 language (text) · 5 site (text)
//
// The document data is a StoredPage (izvor/stored_page.h). Metadata: see the keys below.
#pragma once

#include <string>
#include <string_view>

namespace izvor::schema {

inline constexpr int kSchemaVersion = 2;

enum class Field { kBody, kTitle, kHeadings };
enum class Grade { kExact, kLemma, kRoot };

inline constexpr std::string_view kPagePrefix = "Q";
inline constexpr std::string_view kHostPrefix = "J";
inline constexpr std::string_view kTypePrefix = "K";
inline constexpr std::string_view kTopicPrefix = "C";
inline constexpr std::string_view kLanguagePrefix = "N";
inline constexpr std::string_view kYearPrefix = "Y";
inline constexpr std::string_view kAcronymPrefix = "A";
inline constexpr std::string_view kSuggestionPrefix = "S";

enum Slot : unsigned { kPublished = 0, kModified = 1, kFetched = 2, kType = 3, kLanguage = 4, kSite = 5 };

/// "2": kSchemaVersion as text.
inline constexpr std::string_view kSchemaKey = "izvor.schema";
/// Analyzer::fingerprint() that made the terms.
inline constexpr std::string_view kAnalyzerKey = "izvor.analyzer";
/// The last archive sequence number that the index holds, written in the same commit as its documents.
inline constexpr std::string_view kSequenceKey = "izvor.sequence";

/// "L", "TW"…: what is put before a word.
[[nodiscard]] std::string_view prefix_of(Field field, Grade grade);

/// The term of a word, cut at a character border to fit Xapian's 245 bytes.
[[nodiscard]] std::string term_for(Field field, Grade grade, std::string_view word);

/// The boolean term of a value, cut likewise.
[[nodiscard]] std::string boolean_term(std::string_view prefix, std::string_view value);

}  // namespace izvor::schema
