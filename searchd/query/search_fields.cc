#include "searchd/query/search_fields.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "searchd/query/query_values.h"

namespace izvor {
namespace {

std::vector<std::string> one(const std::string& value) {
  return value.empty() ? std::vector<std::string>() : std::vector{value};
}

constexpr auto kFields = std::to_array<SearchField>({
    {.parameter = "title",
     .bulgarian = "заглавие",
     .english = "title",
     .example = "заглавие:стратегия",
     .kind = FieldKind::kTitle,
     .help = &sentence("help_title"),
     .chip = &sentence("chip_title")},
    {.parameter = "type",
     .bulgarian = "вид",
     .english = "type",
     .example = "вид:новини",
     .help = &sentence("help_type"),
     .chip = &sentence("chip_type"),
     .heading = &sentence("field_type"),
     .values = &Filters::types,
     .prefix = schema::kTypePrefix,
     .normalise = type_of,
     .commas = true,
     .facet = "type",
     .counts = &Facets::types,
     .values_of_page = [](const PageFacets& page) { return one(page.type); }},
    {.parameter = "topic",
     .bulgarian = "тема",
     .english = "topic",
     .example = "тема:данни",
     .help = &sentence("help_topic"),
     .chip = &sentence("chip_topic"),
     .heading = &sentence("field_topic"),
     .values = &Filters::topics,
     .prefix = schema::kTopicPrefix,
     .match = TermMatch::kNamed,
     .normalise = topic_of,
     .facet = "topic",
     .counts = &Facets::topics,
     .values_of_page = [](const PageFacets& page) { return page.topics; }},
    {.parameter = "from",
     .bulgarian = "от",
     .english = "from",
     .example = "от:2024-06",
     .kind = FieldKind::kStart,
     .help = &sentence("help_from"),
     .chip = &sentence("chip_from"),
     .heading = &sentence("year"),
     .time = &Filters::from,
     .other_end = &Filters::to,
     .facet = "year",
     .counts = &Facets::years,
     .values_of_page = [](const PageFacets& page) { return one(page.year); }},
    {.parameter = "to",
     .bulgarian = "до",
     .english = "to",
     .example = "до:2023",
     .kind = FieldKind::kEnd,
     .help = &sentence("help_to"),
     .chip = &sentence("chip_to"),
     .time = &Filters::to,
     .other_end = &Filters::from},
    {.parameter = "changed_from",
     .bulgarian = "променено-от",
     .english = "changed-from",
     .example = "променено-от:2024-06-13",
     .kind = FieldKind::kStart,
     .help = &sentence("help_changed_from"),
     .chip = &sentence("chip_changed_from"),
     .time = &Filters::changed_from,
     .other_end = &Filters::changed_to,
     .slot = schema::kModified},
    {.parameter = "changed_to",
     .bulgarian = "променено-до",
     .english = "changed-to",
     .example = "променено-до:2024",
     .kind = FieldKind::kEnd,
     .help = &sentence("help_changed_to"),
     .chip = &sentence("chip_changed_to"),
     .time = &Filters::changed_to,
     .other_end = &Filters::changed_from,
     .slot = schema::kModified},
    {.parameter = "site",
     .bulgarian = "сайт",
     .english = "site",
     .example = "сайт:example.eu",
     .help = &sentence("help_site"),
     .chip = &sentence("chip_site"),
     .heading = &sentence("field_site"),
     .values = &Filters::sites,
     .prefix = schema::kHostPrefix,
     .match = TermMatch::kHost,
     .normalise = host_of,
     .commas = true,
     .facet = "site",
     .counts = &Facets::sites,
     .values_of_page = [](const PageFacets& page) { return one(page.site); }},
    {.parameter = "lang",
     .bulgarian = "език",
     .english = "language",
     .example = "език:английски",
     .help = &sentence("help_lang"),
     .chip = &sentence("chip_lang"),
     .heading = &sentence("field_lang"),
     .values = &Filters::languages,
     .prefix = schema::kLanguagePrefix,
     .match = TermMatch::kNamed,
     .normalise = language_of,
     .commas = true,
     .facet = "lang",
     .counts = &Facets::languages,
     .values_of_page = [](const PageFacets& page) { return one(page.language); }},
});

}  // namespace

bool SearchField::narrows(const Filters& filters) const {
  if (values != nullptr) return !(filters.*values).empty();
  return time != nullptr && ((filters.*time).has_value() || (filters.*other_end).has_value());
}

void SearchField::clear(Filters& filters) const {
  if (values != nullptr) (filters.*values).clear();
  if (time != nullptr) (filters.*time).reset();
  if (other_end != nullptr) (filters.*other_end).reset();
}

std::span<const SearchField> search_fields() { return kFields; }

const SearchField* field_of_parameter(std::string_view parameter) {
  const auto found = std::ranges::find(kFields, parameter, &SearchField::parameter);
  return found == kFields.end() ? nullptr : &*found;
}

std::optional<std::vector<std::string>> values_of(const SearchField& field, std::string_view written) {
  std::vector<std::string> values;
  for (std::size_t begin = 0; begin <= written.size();) {
    const std::size_t end = field.commas ? std::min(written.find(',', begin), written.size()) : written.size();
    auto value = field.normalise(written.substr(begin, end - begin));
    if (!value) return std::nullopt;
    if (std::ranges::find(values, *value) == values.end()) values.push_back(std::move(*value));
    begin = end + 1;
  }
  return values;
}

bool add_to(const SearchField& field, std::string_view written, Filters& filters) {
  if (field.values != nullptr) {
    auto values = values_of(field, written);
    if (values) std::ranges::move(*values, std::back_inserter(filters.*field.values));
    return values.has_value();
  }
  const auto span = field.time != nullptr ? span_of(written) : std::nullopt;
  if (span) filters.*field.time = field.kind == FieldKind::kStart ? span->begin : span->end;
  return span.has_value();
}

std::size_t fields_in(const Filters& filters) {
  return static_cast<std::size_t>(std::ranges::count_if(kFields, [&](const SearchField& field) {
    return field.time != nullptr ? (filters.*field.time).has_value() : field.narrows(filters);
  }));
}

void move_filters(Filters& from, Filters& to) {
  for (const SearchField& field : kFields) {
    if (field.values != nullptr) std::ranges::move(from.*field.values, std::back_inserter(to.*field.values));
    if (field.time != nullptr && from.*field.time) to.*field.time = from.*field.time;
  }
  from = {};
}

}  // namespace izvor
