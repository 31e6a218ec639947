#include "searchd/web/results_model.h"

#include <algorithm>

#include "searchd/http/target.h"
#include "searchd/web/markup.h"
#include "searchd/web/wording.h"

namespace izvor {
namespace {

using kainjow::mustache::data;
using Changes = std::vector<std::pair<std::string_view, std::string>>;  ///< An empty value takes the parameter away.

/// The address of the same search with some parameters changed; it always begins at the first result unless a change says
/// otherwise.
std::string link_with(const Parameters& parameters, const Changes& changes) {
  std::string link = "/search";
  const auto add = [&link](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    link += (link.find('?') == std::string::npos ? '?' : '&') + encode_component(name) + '=' + encode_component(value);
  };
  const auto changed = [&](std::string_view name) {
    return std::any_of(changes.begin(), changes.end(), [&](const auto& change) { return change.first == name; });
  };
  for (const auto& [name, value] : parameters)
    if (name != "offset" && !changed(name)) add(name, value);
  for (const auto& [name, value] : changes) add(name, value);
  return link;
}

std::string value_of(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

/// The count of a value among the pages found, with a sign where it is an estimate; nothing where the list itself is narrowed,
/// because the other values are then not among those pages.
std::string tally_of(const std::vector<FacetValue>& values, std::string_view value, const Facets& facets, bool narrowed) {
  if (narrowed) return {};
  const auto found = std::find_if(values.begin(), values.end(), [&](const FacetValue& each) { return each.value == value; });
  const std::uint64_t count = found == values.end() ? 0 : found->count;
  return (facets.exact ? "" : "≈") + std::to_string(count);
}

data choice(const std::string& name, const std::string& link, bool current, const std::string& tally = {}) {
  data entry;
  if (!tally.empty()) entry.set("tally", tally);
  entry.set("name", name);
  entry.set("link", link);
  entry.set("current", current);
  return entry;
}

data type_choices(const ResultsView& view) {
  const std::string chosen = value_of(view.parameters, "type");
  data list{data::type::list};
  list << choice("Всички", link_with(view.parameters, {{"type", ""}}), chosen.empty());
  for (const auto& [code, name] : page_types())
    list << choice(std::string(name), link_with(view.parameters, {{"type", std::string(code)}}), chosen == code,
                   tally_of(view.answer.facets.types, code, view.answer.facets, !chosen.empty()));
  return list;
}

constexpr int kYearsShown = 6;
constexpr std::size_t kDayLength = std::string_view("2024-06-13").size();

/// The year that from and to span, when it is one of those listed; 0 otherwise.
int chosen_year(const ResultsView& view) {
  const std::string from = value_of(view.parameters, "from"), to = value_of(view.parameters, "to");
  for (int year = view.this_year; year > view.this_year - kYearsShown; --year)
    if (from == std::to_string(year) + "-01-01" && to == std::to_string(year) + "-12-31") return year;
  return 0;
}

bool has_own_dates(const ResultsView& view) {
  const bool any = !value_of(view.parameters, "from").empty() || !value_of(view.parameters, "to").empty();
  return any && chosen_year(view) == 0;
}

data year_choices(const ResultsView& view) {
  const int chosen = chosen_year(view);
  data list{data::type::list};
  list << choice("Всички", link_with(view.parameters, {{"from", ""}, {"to", ""}}), chosen == 0 && !has_own_dates(view));
  for (int year = view.this_year; year > view.this_year - kYearsShown; --year) {
    const std::string name = std::to_string(year);
    list << choice(name, link_with(view.parameters, {{"from", name + "-01-01"}, {"to", name + "-12-31"}}), year == chosen,
                   tally_of(view.answer.facets.years, name, view.answer.facets, chosen != 0 || has_own_dates(view)));
  }
  return list;
}

data sort_choices(const ResultsView& view) {
  data list{data::type::list};
  const auto add = [&](const char* name, const char* code, SortOrder order) {
    list << choice(name, link_with(view.parameters, {{"sort", code}}), view.request.sort == order);
  };
  add("по близост", "", SortOrder::kRelevance);
  add("най-нови", "newest", SortOrder::kNewest);
  add("най-стари", "oldest", SortOrder::kOldest);
  return list;
}

/// "2024-06-13" → "13 юни 2024 г."; anything else as it is.
std::string readable_day(const std::string& value) {
  const auto day = parse_rfc3339(value);
  return day && value.size() == kDayLength ? bulgarian_date(*day) : value;
}

/// Conditions that have no list of their own on the page: each can at least be taken away.
data chips(const ResultsView& view) {
  static constexpr std::pair<std::string_view, const char*> kNamed[] = {
      {"topic", "тема"},
      {"site", "сайт"},
      {"lang", "език"},
      {"from", "от"},
      {"to", "до"},
      {"changed_from", "променено от"},
      {"changed_to", "променено до"},
      {"as_of", "каквото е пишело към"},
  };
  data each{data::type::list};
  bool any = false;
  for (const auto& [name, value] : view.parameters) {
    for (const auto& [known, label] : kNamed) {
      if (name != known || value.empty()) continue;
      if ((name == "from" || name == "to") && chosen_year(view) != 0) continue;
      data chip;
      chip.set("name", std::string(label) + " " + readable_day(value));
      chip.set("link", link_with(view.parameters, {{known, ""}}));
      each << chip;
      any = true;
    }
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

void set_date(data& model, const SearchHit& hit) {
  const auto& when = hit.published ? hit.published : hit.modified;
  if (!when) return;
  model.set("date", (hit.published ? "" : "променена ") + bulgarian_date(*when));
  model.set("datetime", format_rfc3339(*when));
}

void set_duplicates(data& model, const SearchHit& hit) {
  data addresses{data::type::list};
  std::size_t count = 0;
  for (const std::string& address : hit.duplicates) {
    if (!is_web_address(address)) continue;
    addresses << data(address);
    ++count;
  }
  if (count == 0) return;
  data duplicates;
  duplicates.set("count", std::to_string(count) + (count == 1 ? " адрес" : " адреса"));
  duplicates.set("addresses", addresses);
  model.set("duplicates", duplicates);
}

data hit_model(const SearchHit& hit) {
  data model;
  model.set("id", hit.id);
  // The passage that matched is a better place to arrive at than the top of the page.
  const std::string& target = hit.snippets.empty() || hit.snippets.front().link.empty() ? hit.url : hit.snippets.front().link;
  model.set("url", is_web_address(target) ? target : "#");
  model.set("title", hit.title.text.empty() ? escape_html(hit.url) : marked_html(hit.title));
  const std::string snippet = marked_html(hit.snippets);
  if (!snippet.empty()) model.set("snippet", snippet);
  model.set("language", hit.language.empty() ? "bg" : hit.language);
  if (hit.language == "en") model.set("foreign", "английски");
  if (!hit.type.empty()) model.set("type", std::string(name_of_type(hit.type)));
  if (!hit.why.empty()) model.set("why", hit.why);
  set_where(model, hit.url);
  set_date(model, hit);
  set_duplicates(model, hit);
  return model;
}

/// Numbers of at most nine pages around the current one, within what the API may page to.
data paging(const ResultsView& view) {
  const std::uint64_t limit = view.request.limit;
  const std::uint64_t reachable = std::min<std::uint64_t>(view.answer.total, SearchRequest::kMaxOffset + limit);
  const std::uint64_t pages = (reachable + limit - 1) / limit;
  if (pages < 2) return data{data::type::bool_false};
  const std::uint64_t current = view.request.offset / limit + 1;
  const auto link_to = [&](std::uint64_t page) {
    return link_with(view.parameters, {{"offset", page == 1 ? "" : std::to_string((page - 1) * limit)}});
  };
  data model;
  if (current > 1) model.set("previous", choice("", link_to(std::min(current - 1, pages)), false));
  if (current < pages) model.set("next", choice("", link_to(current + 1), false));
  const std::uint64_t first = current > 5 ? std::min(current - 4, pages > 8 ? pages - 8 : 1) : 1;
  data numbers{data::type::list};
  for (std::uint64_t page = first; page <= std::min(pages, first + 8); ++page)
    numbers << choice(std::to_string(page), link_to(page), page == current);
  model.set("numbers", numbers);
  return model;
}

data understood_sentences(const SearchAnswer& answer) {
  data list{data::type::list};
  for (const Understood& understood : answer.understood)
    if (const std::string sentence = sentence_of(understood); !sentence.empty()) list << data(sentence);
  return list;
}

data offered_queries(const ResultsView& view) {
  data list{data::type::list};
  for (const Offer& offer : view.answer.offers)
    list << choice(offer.query, link_with(view.parameters, {{"q", offer.query}, {"offset", ""}}), false);
  return list;
}

bool is_narrowed(const Parameters& parameters) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [](const auto& parameter) { return parameter.first != "q" && !parameter.second.empty(); });
}

}  // namespace

data results_model(const ResultsView& view) {
  data model;
  model.set("query", view.request.text);
  model.set("found", found_pages(view.answer.total, view.answer.total_exact));
  if (view.request.offset > 0) model.set("page_number", std::to_string(view.request.offset / view.request.limit + 1));
  model.set("types", type_choices(view));
  model.set("years", year_choices(view));
  model.set("sorts", sort_choices(view));
  model.set("chips", chips(view));
  model.set("kept", kept_fields(view));
  model.set("own_dates", has_own_dates(view) || view.request.as_of.has_value());
  model.set("from", value_of(view.parameters, "from"));
  model.set("to", value_of(view.parameters, "to"));
  model.set("as_of", value_of(view.parameters, "as_of").substr(0, kDayLength));
  model.set("understood", understood_sentences(view.answer));
  model.set("offers", offered_queries(view));
  if (view.answer.undoable) model.set("undo", link_with(view.parameters, {{"literally", "true"}}));
  model.set("any", !view.answer.hits.empty());
  model.set("first", std::to_string(view.request.offset + 1));
  data hits{data::type::list};
  for (const SearchHit& hit : view.answer.hits) hits << hit_model(hit);
  model.set("hits", hits);
  model.set("paging", paging(view));
  if (is_narrowed(view.parameters))
    model.set("narrowed", choice("", "/search?q=" + encode_component(view.request.text), false));
  return model;
}

}  // namespace izvor
