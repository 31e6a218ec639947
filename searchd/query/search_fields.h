// The fields of a search in one table: how each is called in a query ("вид:", "type:") and in an address ("type="), which
// values it takes, where the index keeps them, what they are counted by and how pages call them.
//
// The query parser, the API, the page of results, facets and help all read this table, so that "сайт:Example.EU",
// "site:example.eu" and "?site=Example.EU" are one question. To add a field: a member of Filters (searchd/search_types.h), a
// row of the table (search_fields.cc), its sentences (searchd/wording/sentences.h), its parameter in openapi.json. Pure, no
// Xapian; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/index_schema.h"
#include "izvor/page_facets.h"
#include "searchd/search_types.h"
#include "searchd/wording/sentences.h"

namespace izvor {

enum class FieldKind {
  kTitle,   ///< Words that the title must have.
  kValues,  ///< Any of some values.
  kStart,   ///< The beginning of a span of time.
  kEnd,     ///< Its end.
};

/// Which terms of the index a value means.
enum class TermMatch {
  kEqual,  ///< The one that is the value.
  kHost,   ///< Those of the host and of the hosts below it.
  kNamed,  ///< Those that are the value in any letter case; without one, those that begin so.
};

struct SearchField {
  std::string_view parameter;            ///< In an address; a name in queries, too.
  std::string_view bulgarian, english;   ///< In queries, small letters.
  std::string_view example;              ///< A query.
  FieldKind kind = FieldKind::kValues;
  const Sentence* help = nullptr;        ///< What the example finds.
  const Sentence* chip = nullptr;        ///< "сайт {value}".
  const Sentence* heading = nullptr;     ///< Of the list on the page, if there is one: "Сайт".

  /// kValues: the place of the values, where the index has them, and what makes them of what a person writes.
  std::vector<std::string> Filters::*values = nullptr;
  std::string_view prefix = {};
  TermMatch match = TermMatch::kEqual;
  std::optional<std::string> (*normalise)(std::string_view) = nullptr;
  bool commas = false;                   ///< A comma sets values apart: none has one in it.

  /// kStart and kEnd: this end of the span, the other one, and the slot of the index.
  std::optional<UtcTime> Filters::*time = nullptr;
  std::optional<UtcTime> Filters::*other_end = nullptr;
  schema::Slot slot = schema::kPublished;

  /// What pages are counted by, where they are: the name in the JSON, the place of the counts, a page's values.
  std::string_view facet = {};
  std::vector<FacetValue> Facets::*counts = nullptr;
  std::vector<std::string> (*values_of_page)(const PageFacets&) = nullptr;

  /// Whether the filters ask for something here; of a span, at either end.
  [[nodiscard]] bool narrows(const Filters& filters) const;
  /// Takes that away.
  void clear(Filters& filters) const;
};

[[nodiscard]] std::span<const SearchField> search_fields();

/// The field that an address calls so, or null.
[[nodiscard]] const SearchField* field_of_parameter(std::string_view parameter);

/// What the index calls the values that a person wrote, or nothing when the field takes no such value. Of kValues.
[[nodiscard]] std::optional<std::vector<std::string>> values_of(const SearchField& field, std::string_view written);

/// Adds what a person wrote to the filters. False: the field takes no such value, and nothing was added.
[[nodiscard]] bool add_to(const SearchField& field, std::string_view written, Filters& filters);

/// How many fields the filters ask something of.
[[nodiscard]] std::size_t fields_in(const Filters& filters);

/// Moves what `from` asks to `to`; its dates replace those of `to`.
void move_filters(Filters& from, Filters& to);

}  // namespace izvor
