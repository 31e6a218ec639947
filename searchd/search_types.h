// The question and the answer of a search, between routes (which speak HTTP) and the searcher (which speaks Xapian).
//
// Plain values, no library types, so that routes compile without Xapian and the searcher without Beast. Safe from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "izvor/page_id.h"
#include "izvor/utc_time.h"

namespace izvor {

enum class SortOrder { kRelevance, kNewest, kOldest };

/// What a page must be besides having the words: of each list any of the values, and all that is asked must hold. What the
/// members mean in queries, addresses and the index says query/search_fields.h.
struct Filters {
  std::vector<std::string> types, topics, sites, languages;  ///< As search_fields.h normalises them.
  std::optional<UtcTime> from, to;                           ///< Publication, [from, to).
  std::optional<UtcTime> changed_from, changed_to;           ///< Last change, [from, to).
};

struct SearchRequest : Filters {
  static constexpr unsigned kMaxLimit = 100;
  static constexpr unsigned kMaxOffset = 1000;
  static constexpr std::size_t kMaxAddressBytes = 4096;  ///< Of a text that comes in an address.
  static constexpr std::size_t kMaxQueryBytes = 32'768;  ///< Of a text that comes in a body.

  std::string text;                 ///< As the user typed it; valid UTF-8, at most kMaxQueryBytes.
  std::vector<std::string> titles;  ///< Words of which the title must have those of one.
  unsigned limit = 10;
  unsigned offset = 0;
  SortOrder sort = SortOrder::kRelevance;
  std::optional<UtcTime> as_of;  ///< What pages said at that time; otherwise what they say now.
  bool fold = true;
  bool count_facets = true;    ///< SearchAnswer::facets is wanted.
  bool count_choices = false;  ///< Each facet is counted without its own filter: what could be chosen, too.
  bool explain = false;        ///< SearchHit::explanation and SearchAnswer::stages are wanted.
  bool literally = false;      ///< Searched as typed: no other alphabet, keyboard, spelling or synonym.
};

/// [begin, end) in UTF-16 code units, as JavaScript counts.
struct Highlight {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Plain text, unescaped, with what matched.
struct HighlightedText {
  std::string text;
  std::vector<Highlight> highlights;
};

struct Snippet {
  HighlightedText text;
  std::string link;  ///< The page's address with a #:~:text= or heading fragment.
};

/// What one thing adds to a score: "партньорство: title, any form".
struct ScorePart {
  std::string name;
  double value = 0;
};

/// An act that a page cites and the index has.
struct CitedAct {
  std::string celex, title, url;
};

struct SearchHit {
  PageId id;
  std::string url;
  HighlightedText title;
  std::vector<Snippet> snippets;
  std::string language, type;
  std::vector<std::string> topics;
  std::optional<UtcTime> published, modified;
  UtcTime fetched;
  double score = 0;
  std::string why;                      ///< One line of plain Bulgarian.
  std::vector<ScorePart> explanation;   ///< What adds up to the score; empty unless asked for and sorted by relevance.
  std::vector<CitedAct> acts;           ///< That the page cites, at most ten.
  std::vector<std::string> duplicates;  ///< Addresses of near-duplicates folded into this hit.
};

/// One reading of the query that differs from its letters. Of its syntax: "words dropped" (more than the bound; `from` the
/// words left out), "quotes" (unbalanced: searched as words), "dates" (`from` bounds the publication), "only exclusions"
/// (nothing to search for; no results), "phrase as words". Of what was meant: "latin letters", "keyboard layout", "spelling",
/// "space added" (searched instead, or beside what was typed: `widened`), "compound" (the same in one word, or apart),
/// "synonym"
/// (`to`: several); these can be undone by asking again with
/// SearchRequest::literally.
struct Understood {
  std::string kind, from, to;
  bool widened = false;  ///< Searched beside `from`, not in its place.
};

/// A reading that was not searched, since what was typed can be meant: `kind` as in Understood, and the whole query with it.
struct Offer {
  std::string kind, from, to, query;
};

/// How many of the pages found have a value.
struct FacetValue {
  std::string value;
  std::uint64_t count = 0;
  bool operator==(const FacetValue&) const = default;
};

/// Counts of what the list of results shows: within the filters of the request, near-duplicates once where they are folded. A
/// site's count has the pages of the hosts below it, as its filter has.
struct Facets {
  bool exact = true;  ///< Otherwise estimates from a sample of the pages.
  std::vector<FacetValue> types, topics, years, sites, languages;
};

/// How long the stages of an answer took.
struct SearchTimes {
  std::chrono::nanoseconds understanding{0};  ///< From the parsed query to the words to search.
  std::chrono::nanoseconds matching{0};       ///< Finding, ranking, counting.
  std::chrono::nanoseconds showing{0};        ///< Titles, snippets, near-duplicates.
};

/// What became of a query on its way, as text (searchd/query/query_text.h).
struct QueryStages {
  std::string parsed, understood;
  std::string compiled;  ///< Empty when there was nothing to search for.
};

struct SearchAnswer {
  std::string query;
  std::vector<Understood> understood;
  std::vector<Offer> offers;  ///< The likeliest first.
  bool undoable = false;      ///< The same request, asked literally, would search something else.
  std::uint64_t total = 0;
  bool total_exact = true;
  std::vector<SearchHit> hits;
  Facets facets;
  SearchTimes times;
  std::optional<QueryStages> stages;  ///< Only when explained.
  std::uint64_t index_sequence = 0;   ///< The archive number that the index held; keys ETags.
};

/// What somebody who is typing may mean.
struct Suggestion {
  std::string text;
  std::uint32_t pages = 0;  ///< Where it is a title, a heading or a repeated phrase.
  bool operator==(const Suggestion&) const = default;
};

/// A page that is about the same as another one.
struct SimilarPage {
  PageId id;
  std::string url, title, language, type;
  std::optional<UtcTime> published;
  double score = 0;  ///< Comparable within one answer only.
};

/// Whose fault a failed search is, and so its HTTP status.
enum class SearchErrorKind {
  kBadRequest,   ///< 400: a bound is exceeded or the text is not UTF-8.
  kUnavailable,  ///< 503: the index is missing, of another version, damaged, or moved on too fast.
};

struct SearchError {
  SearchErrorKind kind = SearchErrorKind::kUnavailable;
  std::string message;  ///< English, ready to print: what happened, and the bound or what to run.
  std::string bound;    ///< The bound that was exceeded ("query bytes", "limit", "offset"); empty otherwise.
};

using SearchOutcome = tl::expected<SearchAnswer, SearchError>;
using SuggestionOutcome = tl::expected<std::vector<Suggestion>, SearchError>;
/// Nothing when the index does not have the page.
using SimilarOutcome = tl::expected<std::optional<std::vector<SimilarPage>>, SearchError>;

}  // namespace izvor
