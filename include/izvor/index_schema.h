// The schema of the Xapian index: term prefixes, value slots, metadata keys. Written here as prose because the indexer writes
// it and searchd reads it; a change of meaning raises kSchemaVersion, and searchd then refuses the older index.
//
// One Xapian document is one page; its unique term is "Q" + PageId. A word's term is the word in compact form (one byte a
// Cyrillic letter: indexer/index/compact_text.h) and one capital letter that tells field and grade. Words are lower case, so
// the letter is no part of them; and the terms of one word stand together, which makes lists of them small. A term is at most
// 245 bytes (Xapian); longer words are cut by term_for().
//
//   field       exact   lemma   root   in capitals
//   body        W       L       R      M
//   title       T       U       V      O
//   headings    G       H       I      X
//   anchors                     F      Y
//
// A root is a term of its own only where it differs from the lemma: the pages of a root are those of its root term and of the
// lemma that is spelt like it. So "съюзът" in a text gives "съюзътW" and "съюзL"; a page with a word of the root "съюз" has
// "съюзR" or "съюзL".
//
// A word written as acronyms are (izvor/token.h: Capitals) has a term in capitals beside its others, once for a lemma however
// many readings it has: "АД" gives "адM" as well as "адW" and "адL", "Ада" does not. So an acronym is found as itself, and the
// words that it is spelt like are found without regard to case.
//
// The headings are those of the page, and the references to acts that it introduces: in its first lines, or with their full
// name.
//
// Anchors are what other pages call this one where they link to it, as far as its title and headings do not say it: of each
// word only the root, also where it equals the lemma (indexer/index/anchor_terms.h).
//
// The body is the title and then the text: a page that says a word only in its title says it. A text that begins with the title
// has it once. There are no Xapian positions: the order of words is the value kWords (izvor/word_sequence.h).
//
// Boolean terms, one a value, not part of the text:
//   Q page id · J host ("example.eu") · K type ("news") · C topic · N language ("bg") · Y year published ("2024")
//   A acronym that the page introduces: acronym, tab, long form as written (indexer/index/acronym_terms.h)
//   B link to another page: its page id in 12 bytes, the link's text (indexer/index/anchor_terms.h)
//   E an act, by its CELEX number or its name; behind ">" an act that the page cites (indexer/index/act_terms.h)
//   S what is suggested while typing: a letter for its kind, then a title, heading, repeated phrase, acronym or reference as
//     written (indexer/index/suggestion_terms.h)
//
// Values (sortable_serialise unless noted), for sorting, ranges, facets and folding:
//   0 published (Unix seconds) · 1 modified · 2 fetched · 3 facets: what the page is counted by (izvor/page_facets.h)
//   4 "1" for a listing, whose text is that of cards that lead to other pages; no value for any other page
//   5 group of near-duplicates (8 bytes): pages with the same value say nearly the same; every page has one
//   6 valid from: since when the page says this · 7 valid to: until when it did, only in the database `history`
//   8 words (izvor/word_sequence.h) · 9 signature, for the indexer (indexer/index/near_duplicates.h)
//
// Beside `live`, a generation has a database `history` for searches in time: the same documents of texts that were replaced or
// went away, with "valid to", under the unique term "Z" + archive number in place of "Q"; the page is the boolean term "P".
// At a time t a page said what the one document says that has valid from <= t < valid to, or <= t and no "valid to".
//
// The document data is a StoredPage (izvor/stored_page.h). Metadata: see the keys below.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace izvor::schema {

inline constexpr int kSchemaVersion = 9;

enum class Field { kBody, kTitle, kHeadings, kAnchors };
enum class Grade { kExact, kLemma, kRoot };

inline constexpr std::string_view kPagePrefix = "Q";
inline constexpr std::string_view kHostPrefix = "J";
inline constexpr std::string_view kTypePrefix = "K";
inline constexpr std::string_view kTopicPrefix = "C";
inline constexpr std::string_view kLanguagePrefix = "N";
inline constexpr std::string_view kYearPrefix = "Y";
inline constexpr std::string_view kAcronymPrefix = "A";
inline constexpr std::string_view kAnchorPrefix = "B";
inline constexpr std::string_view kActPrefix = "E";
inline constexpr std::string_view kSuggestionPrefix = "S";
/// Of `history` only.
inline constexpr std::string_view kVersionPrefix = "Z";
inline constexpr std::string_view kHistoryPagePrefix = "P";

enum Slot : unsigned {
  kPublished = 0,
  kModified = 1,
  kFetched = 2,
  kFacets = 3,
  kListing = 4,
  kGroup = 5,
  kValidFrom = 6,
  kValidTo = 7,
  kWords = 8,
  kSignature = 9
};
/// The value of kListing where there is one.
inline constexpr std::string_view kIsListing = "1";

/// "9": kSchemaVersion as text.
inline constexpr std::string_view kSchemaKey = "izvor.schema";
/// Analyzer::fingerprint() that made the terms.
inline constexpr std::string_view kAnalyzerKey = "izvor.analyzer";
/// The version of the extraction that the texts come from.
inline constexpr std::string_view kExtractorKey = "izvor.extractor";
/// The last archive sequence number that the index holds, written in the same commit as its documents.
inline constexpr std::string_view kSequenceKey = "izvor.sequence";

/// Xapian's own limit on a term's key is 248 bytes with each NUL counted twice; 245 is what it promises.
inline constexpr std::size_t kMaxTermBytes = 245;

/// 'L', 'T'…: what stands at the end of a word's term.
[[nodiscard]] char letter_of(Field field, Grade grade);

/// The term of a word, cut at a character border to fit Xapian's 245 bytes.
[[nodiscard]] std::string term_for(Field field, Grade grade, std::string_view word);

/// The term of a word in capitals; `word` is its exact form, in small letters.
[[nodiscard]] std::string term_in_capitals(Field field, std::string_view word);

/// What the terms of all words begin with that begin with `beginning`, in every field and grade: for Database::allterms_begin.
[[nodiscard]] std::string term_beginning(std::string_view beginning);

/// A word's term taken apart.
struct TermParts {
  std::string word;  ///< UTF-8.
  Field field = Field::kBody;
  Grade grade = Grade::kExact;
};
/// None for a boolean term and for a word in capitals.
[[nodiscard]] std::optional<TermParts> parts_of(std::string_view term);

struct TermInCapitals {
  std::string word;  ///< In small letters.
  Field field = Field::kBody;
};
/// None for every other term.
[[nodiscard]] std::optional<TermInCapitals> capitals_of(std::string_view term);

/// The boolean term of a value, cut likewise.
[[nodiscard]] std::string boolean_term(std::string_view prefix, std::string_view value);

}  // namespace izvor::schema
