#include "searchd/routes/search_json.h"

#include <boost/json.hpp>

#include "searchd/web/markup.h"

namespace izvor {
namespace {

namespace json = boost::json;

json::array highlights_of(const HighlightedText& text) {
  json::array list;
  for (const Highlight& highlight : text.highlights) list.push_back(json::array{highlight.begin, highlight.end});
  return list;
}

json::array snippets_of(const SearchHit& hit) {
  json::array list;
  for (const Snippet& snippet : hit.snippets)
    list.push_back({{"text", snippet.text.text}, {"highlights", highlights_of(snippet.text)}, {"link", snippet.link}});
  return list;
}

json::array strings(const std::vector<std::string>& values) { return json::array(values.begin(), values.end()); }

json::value time_or_null(const std::optional<UtcTime>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

json::array explanation_of(const SearchHit& hit) {
  json::array list;
  for (const ScorePart& part : hit.explanation) list.push_back({{"part", part.name}, {"value", part.value}});
  return list;
}

json::object hit_json(const SearchHit& hit) {
  json::object out;
  out["id"] = hit.id;
  out["url"] = hit.url;
  out["title"] = hit.title.text;
  out["title_highlights"] = highlights_of(hit.title);
  out["snippets"] = snippets_of(hit);
  out["title_html"] = marked_html(hit.title);
  out["snippet_html"] = marked_html(hit.snippets);
  out["language"] = hit.language;
  out["type"] = hit.type;
  out["topics"] = strings(hit.topics);
  out["published"] = time_or_null(hit.published);
  out["modified"] = time_or_null(hit.modified);
  out["fetched"] = format_rfc3339(hit.fetched);
  out["score"] = hit.score;
  out["why"] = hit.why;
  if (!hit.explanation.empty()) out["explanation"] = explanation_of(hit);
  json::array acts;
  for (const CitedAct& act : hit.acts) acts.push_back({{"celex", act.celex}, {"title", act.title}, {"url", act.url}});
  out["acts"] = std::move(acts);
  out["duplicates"] = strings(hit.duplicates);
  return out;
}

json::array values_json(const std::vector<FacetValue>& values) {
  json::array list;
  for (const FacetValue& value : values) list.push_back({{"value", value.value}, {"count", value.count}});
  return list;
}

json::object facets_json(const Facets& facets) {
  return {{"exact", facets.exact},
          {"type", values_json(facets.types)},
          {"topic", values_json(facets.topics)},
          {"year", values_json(facets.years)},
          {"site", values_json(facets.sites)},
          {"lang", values_json(facets.languages)}};
}

}  // namespace

std::string search_json(const SearchAnswer& answer, std::chrono::steady_clock::duration took, std::string_view undo) {
  json::array understood;
  for (const Understood& reading : answer.understood)
    understood.push_back({{"kind", reading.kind}, {"from", reading.from}, {"to", reading.to}, {"widened", reading.widened}});
  json::array offers;
  for (const Offer& offer : answer.offers)
    offers.push_back({{"kind", offer.kind}, {"from", offer.from}, {"to", offer.to}, {"query", offer.query}});
  json::array results;
  results.reserve(answer.hits.size());
  for (const SearchHit& hit : answer.hits) results.push_back(hit_json(hit));
  json::object out;
  json::object query{{"text", answer.query}, {"understood", std::move(understood)}, {"offers", std::move(offers)}};
  if (!undo.empty()) query["undo"] = undo;
  if (answer.stages)
    query["stages"] = {
        {"parsed", answer.stages->parsed}, {"understood", answer.stages->understood}, {"compiled", answer.stages->compiled}};
  out["query"] = std::move(query);
  out["total"] = {{"value", answer.total}, {"exact", answer.total_exact}};
  out["results"] = std::move(results);
  out["facets"] = facets_json(answer.facets);
  out["took_ms"] = std::chrono::duration<double, std::milli>(took).count();
  return json::serialize(out);
}

}  // namespace izvor
