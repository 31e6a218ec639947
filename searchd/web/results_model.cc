#include "searchd/web/results_model.h"

#include <algorithm>
#include <initializer_list>

#include "searchd/http/target.h"
#include "searchd/query/search_fields.h"
#include "searchd/web/markup.h"
#include "searchd/wording/wording.h"

namespace izvor {
namespace {

using kainjow::mustache::data;
constexpr std::size_t kDayLength = std::string_view("2024-06-13").size();

/// The address of the same search; it begins at the first result unless the parameters say otherwise.
std::string link_to(const Parameters& parameters) {
  std::string link = "/search";
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    link += (link.find('?') == std::string::npos ? '?' : '&') + encode_component(name) + '=' + encode_component(value);
  }
  return link;
}

Parameters without(const Parameters& parameters, std::initializer_list<std::string_view> names) {
  Parameters rest;
  for (const auto& parameter : parameters)
    if (parameter.first != "offset" && std::ranges::find(names, parameter.first) == names.end()) rest.push_back(parameter);
  return rest;
}

std::string link_with(const Parameters& parameters, std::string_view name, const std::string& value) {
  Parameters changed = without(parameters, {name});
  changed.emplace_back(name, value);
  return link_to(changed);
}

/// The search with one value more, or without it where it is chosen.
std::string link_toggling(const Parameters& parameters, std::string_view name, const std::string& value) {
  Parameters changed = without(parameters, {});
  if (std::erase(changed, std::pair(std::string(name), value)) == 0) changed.emplace_back(name, value);
  return link_to(changed);
}

std::string value_of(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

data choice(const std::string& name, const std::string& link, bool current, const std::string& tally = {}) {
  data entry;
  if (!tally.empty()) entry.set("tally", tally);
  entry.set("name", name);
  entry.set("link", link);
  entry.set("current", current);
  return entry;
}

/// The year that from and to span; empty when they span none.
std::string chosen_year(const Parameters& parameters) {
  const std::string from = value_of(parameters, "from"), to = value_of(parameters, "to"), year = from.substr(0, 4);
  return from == year + "-01-01" && to == year + "-12-31" ? year : std::string();
}

bool has_own_dates(const Parameters& parameters) {
  const bool any = !value_of(parameters, "from").empty() || !value_of(parameters, "to").empty();
  return any && chosen_year(parameters).empty();
}

/// Beyond so many, a list of values is folded.
constexpr std::size_t kShownValues = 8;

std::string name_of_value(const SearchField& field, const std::string& value, Language language) {
  if (field.parameter == "type") return std::string(name_of_types(value, language));
  return field.parameter == "lang" ? name_of_language(value, language) : value;
}

/// A list of values on the page: those that occur, and those that are chosen, so that they can be taken away.
class ValueList {
 public:
  ValueList(const SearchField& field, const ResultsView& view, Language language)
      : field_(field), view_(view), language_(language), values_(view.answer.facets.*field.counts) {
    for (const std::string& value : chosen())
      if (std::ranges::find(values_, value, &FacetValue::value) == values_.end()) values_.push_back({value, 0});
  }

  [[nodiscard]] data model() const {
    if (values_.empty()) return data{data::type::bool_false};
    data first{data::type::list}, rest{data::type::list};
    first << all();
    for (std::size_t i = 0; i < values_.size(); ++i) (i < kShownValues ? first : rest) << entry(values_[i]);
    data list;
    list.set("parameter", std::string(field_.facet));
    list.set("heading", say(language_, *field_.heading));
    list.set("years", is_year());
    list.set("values", first);
    if (values_.size() <= kShownValues) return list;
    data more;
    more.set("heading", say(language_, sentence("more_values"), {{"count", std::to_string(values_.size() - kShownValues)}}));
    more.set("values", rest);
    list.set("more", more);
    return list;
  }

 private:
  [[nodiscard]] bool is_year() const { return field_.time != nullptr; }

  [[nodiscard]] std::vector<std::string> chosen() const {
    if (!is_year()) return view_.request.*field_.values;
    const std::string year = chosen_year(view_.parameters);
    return year.empty() ? std::vector<std::string>() : std::vector{year};
  }

  [[nodiscard]] data all() const {
    const Parameters rest = is_year() ? without(view_.parameters, {"from", "to"}) : without(view_.parameters, {field_.parameter});
    return choice(say(language_, sentence("all")), link_to(rest), !field_.narrows(view_.request));
  }

  /// Of years one is chosen, of other values several.
  [[nodiscard]] data entry(const FacetValue& value) const {
    const std::vector<std::string> current = chosen();
    const bool is_chosen = std::ranges::find(current, value.value) != current.end();
    const std::string tally =
        value.count == 0 ? std::string() : (view_.answer.facets.exact ? "" : "≈") + grouped(value.count, language_);
    Parameters year = without(view_.parameters, {"from", "to"});
    if (!is_chosen) {
      year.emplace_back("from", value.value + "-01-01");
      year.emplace_back("to", value.value + "-12-31");
    }
    return choice(name_of_value(field_, value.value, language_),
                  is_year() ? link_to(year) : link_toggling(view_.parameters, field_.parameter, value.value), is_chosen, tally);
  }

  const SearchField& field_;
  const ResultsView& view_;
  Language language_;
  std::vector<FacetValue> values_;
};

data value_lists(const ResultsView& view, Language language) {
  data lists{data::type::list};
  for (const SearchField& field : search_fields()) {
    if (field.counts == nullptr) continue;
    if (data list = ValueList(field, view, language).model(); !list.is_false()) lists << list;
  }
  return lists;
}

data sort_choices(const ResultsView& view, Language language) {
  data list{data::type::list};
  const auto add = [&](const Sentence& name, const char* code, SortOrder order) {
    list << choice(say(language, name), link_with(view.parameters, "sort", code), view.request.sort == order);
  };
  add(sentence("by_relevance"), "", SortOrder::kRelevance);
  add(sentence("newest_first"), "newest", SortOrder::kNewest);
  add(sentence("oldest_first"), "oldest", SortOrder::kOldest);
  return list;
}

/// "2024-06-13" → "13 юни 2024 г."; anything else as it is.
std::string readable_day(const std::string& value, Language language) {
  const auto day = parse_rfc3339(value);
  return day && value.size() == kDayLength ? written_date(*day, language) : value;
}

/// Conditions: each can be taken away, those that have a list on the page from there, too.
data chips(const ResultsView& view, Language language) {
  data each{data::type::list};
  bool any = false;
  for (const auto& [name, value] : view.parameters) {
    const SearchField* const field = field_of_parameter(name);
    const Sentence* const label = name == "as_of" ? &sentence("chip_as_of") : field != nullptr ? field->chip : nullptr;
    if (label == nullptr || value.empty() || name == "type") continue;
    if ((name == "from" || name == "to") && !chosen_year(view.parameters).empty()) continue;
    const bool dated = field == nullptr || field->time != nullptr;
    data chip;
    chip.set("name", say(language, *label,
                         {{"value", dated ? readable_day(value, language) : name_of_value(*field, value, language)}}));
    chip.set("link", link_toggling(view.parameters, name, value));
    each << chip;
    any = true;
  }
  if (!any) return data{data::type::bool_false};
  data model;
  model.set("each", each);
  return model;
}

/// Hidden fields of the date form: everything but what it asks for itself.
data kept_fields(const ResultsView& view) {
  data list{data::type::list};
  for (const auto& [name, value] : view.parameters) {
    if (name == "q" || name == "from" || name == "to" || name == "as_of" || name == "offset" || value.empty()) continue;
    data field;
    field.set("name", name);
    field.set("value", value);
    list << field;
  }
  return list;
}

std::string readable(std::string_view segment) {
  auto decoded = decode_component(segment, false);
  return decoded && is_utf8(*decoded) ? *decoded : std::string(segment);
}

/// "https://example.eu/bg/policies/x" → site "example.eu", steps "bg", "policies", "x".
void set_where(data& model, std::string_view url) {
  const auto host = url.find("://") == std::string_view::npos ? 0 : url.find("://") + 3;
  const auto path = std::min(url.find('/', host), url.size());
  model.set("site", std::string(url.substr(host, path - host)));
  data steps{data::type::list};
  std::string_view rest = url.substr(path);
  rest = rest.substr(0, rest.find('?'));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto slash = std::min(rest.find('/'), rest.size());
    if (slash > 0) steps << data(readable(rest.substr(0, slash)));
    rest = rest.substr(slash);
  }
  model.set("steps", steps);
}

void set_date(data& model, const SearchHit& hit, Language language) {
  const auto& when = hit.published ? hit.published : hit.modified;
  if (!when) return;
  std::string date = written_date(*when, language);
  model.set("date", hit.published ? date : say(language, sentence("changed_on"), {{"date", date}}));
  model.set("datetime", format_rfc3339(*when));
}

void set_duplicates(data& model, const SearchHit& hit, Language language) {
  data addresses{data::type::list};
  std::size_t count = 0;
  for (const std::string& address : hit.duplicates) {
    if (!is_web_address(address)) continue;
    addresses << data(address);
    ++count;
  }
  if (count == 0) return;
  data duplicates;
  duplicates.set("heading", count == 1 ? say(language, sentence("nearly_same_one"))
                                       : say(language, sentence("nearly_same_many"), {{"count", std::to_string(count)}}));
  duplicates.set("addresses", addresses);
  model.set("duplicates", duplicates);
}

data hit_model(const SearchHit& hit, Language language) {
  data model;
  model.set("id", hit.id);
  // The passage that matched is a better place to arrive at than the top of the page.
  const std::string& target = hit.snippets.empty() || hit.snippets.front().link.empty() ? hit.url : hit.snippets.front().link;
  model.set("url", is_web_address(target) ? target : "#");
  model.set("title", hit.title.text.empty() ? escape_html(hit.url) : marked_html(hit.title));
  const std::string snippet = marked_html(hit.snippets);
  if (!snippet.empty()) model.set("snippet", snippet);
  model.set("language", hit.language.empty() ? "bg" : hit.language);
  if (!hit.language.empty() && hit.language != "bg")
    model.set("foreign", say(language, sentence("in_language"), {{"language", name_of_language(hit.language, language)}}));
  if (!hit.type.empty()) model.set("type", std::string(name_of_type(hit.type, language)));
  if (!hit.why.empty()) model.set("why", hit.why);
  set_where(model, hit.url);
  set_date(model, hit, language);
  set_duplicates(model, hit, language);
  return model;
}

/// Numbers of at most nine pages around the current one, within what the API may page to.
data paging(const ResultsView& view) {
  const std::uint64_t limit = view.request.limit;
  const std::uint64_t reachable = std::min<std::uint64_t>(view.answer.total, SearchRequest::kMaxOffset + limit);
  const std::uint64_t pages = (reachable + limit - 1) / limit;
  if (pages < 2) return data{data::type::bool_false};
  const std::uint64_t current = view.request.offset / limit + 1;
  const auto link_to_page = [&](std::uint64_t page) {
    return link_with(view.parameters, "offset", page == 1 ? "" : std::to_string((page - 1) * limit));
  };
  data model;
  if (current > 1) model.set("previous", choice("", link_to_page(std::min(current - 1, pages)), false));
  if (current < pages) model.set("next", choice("", link_to_page(current + 1), false));
  const std::uint64_t first = current > 5 ? std::min(current - 4, pages > 8 ? pages - 8 : 1) : 1;
  data numbers{data::type::list};
  for (std::uint64_t page = first; page <= std::min(pages, first + 8); ++page)
    numbers << choice(std::to_string(page), link_to_page(page), page == current);
  model.set("numbers", numbers);
  return model;
}

data understood_sentences(const SearchAnswer& answer, Language language) {
  data list{data::type::list};
  for (const Understood& understood : answer.understood)
    if (const std::string text = sentence_of(understood, language); !text.empty()) list << data(text);
  return list;
}

data offered_queries(const ResultsView& view) {
  data list{data::type::list};
  for (const Offer& offer : view.answer.offers) list << choice(offer.query, link_with(view.parameters, "q", offer.query), false);
  return list;
}

bool is_narrowed(const Parameters& parameters) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [](const auto& parameter) { return parameter.first != "q" && !parameter.second.empty(); });
}

}  // namespace

data results_model(const ResultsView& view, Language language) {
  data model;
  model.set("query", view.request.text);
  model.set("found", found_pages(view.answer.total, view.answer.total_exact, language));
  if (view.request.offset > 0) model.set("page_number", std::to_string(view.request.offset / view.request.limit + 1));
  model.set("lists", value_lists(view, language));
  model.set("sorts", sort_choices(view, language));
  model.set("chips", chips(view, language));
  model.set("kept", kept_fields(view));
  model.set("own_dates", has_own_dates(view.parameters) || view.request.as_of.has_value());
  model.set("from", value_of(view.parameters, "from"));
  model.set("to", value_of(view.parameters, "to"));
  model.set("as_of", value_of(view.parameters, "as_of").substr(0, kDayLength));
  model.set("understood", understood_sentences(view.answer, language));
  model.set("offers", offered_queries(view));
  if (view.answer.undoable) {
    data undo = choice("", link_with(view.parameters, "literally", "true"), false);
    undo.set("exactly", say(language, sentence("exactly_as_typed"), {{"query", view.request.text}}));
    model.set("undo", undo);
  }
  model.set("any", !view.answer.hits.empty());
  model.set("first", std::to_string(view.request.offset + 1));
  data hits{data::type::list};
  for (const SearchHit& hit : view.answer.hits) hits << hit_model(hit, language);
  model.set("hits", hits);
  model.set("paging", paging(view));
  if (is_narrowed(view.parameters))
    model.set("narrowed", choice("", "/search?q=" + encode_component(view.request.text), false));
  return model;
}

}  // namespace izvor
