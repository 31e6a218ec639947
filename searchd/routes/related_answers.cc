#include <boost/json.hpp>
#include <set>

#include "searchd/routes/answers.h"
#include "searchd/routes/parameters.h"
#include "searchd/routes/revision.h"

namespace izvor {
namespace {

constexpr unsigned kMostSuggestions = 20, kUsualSuggestions = 8;
constexpr unsigned kMostSimilar = 50, kUsualSimilar = 5;

struct Wanted {
  std::string text;
  unsigned limit = 0;
};

/// Reads `limit`, and `q` where the route takes it.
tl::expected<Wanted, Problem> read_wanted(const Target& target, bool takes_text, unsigned usual, unsigned most) {
  Wanted wanted{.text = {}, .limit = usual};
  std::set<std::string_view> seen;
  for (const auto& [name, value] : target.parameters) {
    if (!seen.insert(name).second) return tl::unexpected(repeated_parameter(name));
    if (name == "limit") {
      if (auto fault = read_number(name, value, 1, most, wanted.limit)) return tl::unexpected(std::move(*fault));
    } else if (name == "q" && takes_text) {
      wanted.text = value;
    } else {
      return tl::unexpected(unknown_parameter(name));
    }
  }
  if (takes_text && !seen.contains("q")) {
    return tl::unexpected(no_question());
  }
  return wanted;
}

/// Cacheable until the index moves on.
HttpResponse dressed(std::string media, const boost::json::value& body, std::string tag) {
  HttpResponse response;
  response.set("Content-Type", std::move(media));
  response.set("ETag", std::move(tag));
  response.set("Cache-Control", "no-cache");
  response.body = boost::json::serialize(body);
  return response;
}

/// Suggestions for what was typed, as `body_of` writes them. Nothing typed yet suggests nothing.
template <class BodyOf>
Answer answer_suggestions(const Visit& visit, const char* media, const BodyOf& body_of) {
  const auto wanted = read_wanted(visit.target, true, kUsualSuggestions, kMostSuggestions);
  if (!wanted) return tl::unexpected(wanted.error());
  std::string tag = revision_of(visit.services.index_state());
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  SuggestionOutcome suggestions;
  if (!wanted->text.empty()) suggestions = visit.services.suggest(wanted->text, wanted->limit);
  if (!suggestions) return tl::unexpected(problem_of(suggestions.error()));
  return dressed(media, body_of(wanted->text, *suggestions), std::move(tag));
}

boost::json::object similar_json(const SimilarPage& page) {
  boost::json::object out;
  out["id"] = page.id;
  out["url"] = page.url;
  out["title"] = page.title;
  out["language"] = page.language;
  out["type"] = page.type;
  out["published"] = page.published ? boost::json::value(format_rfc3339(*page.published)) : boost::json::value(nullptr);
  out["score"] = page.score;
  return out;
}

}  // namespace

Answer answer_suggest(const Visit& visit) {
  const auto body_of = [](const std::string& typed, const std::vector<Suggestion>& suggestions) {
    boost::json::array list;
    for (const Suggestion& suggestion : suggestions) list.push_back({{"text", suggestion.text}, {"pages", suggestion.pages}});
    return boost::json::object{{"query", typed}, {"suggestions", std::move(list)}};
  };
  return answer_suggestions(visit, "application/json", body_of);
}

/// OpenSearch Suggestions 1.1: [query, [completions], [descriptions], [addresses]].
Answer answer_browser_suggest(const Visit& visit) {
  const auto body_of = [&](const std::string& typed, const std::vector<Suggestion>& suggestions) {
    const std::string search = public_address(visit) + "/search?q=";
    boost::json::array completions, descriptions, addresses;
    for (const Suggestion& suggestion : suggestions) {
      completions.emplace_back(suggestion.text);
      descriptions.emplace_back("");
      addresses.emplace_back(search + encode_component(suggestion.text));
    }
    return boost::json::array{typed, std::move(completions), std::move(descriptions), std::move(addresses)};
  };
  return answer_suggestions(visit, "application/x-suggestions+json", body_of);
}

Answer answer_similar(const Visit& visit) {
  const auto wanted = read_wanted(visit.target, false, kUsualSimilar, kMostSimilar);
  if (!wanted) return tl::unexpected(wanted.error());
  const Problem unknown{404, say_in_both(sentence("page_not_in_index")), {}};
  const PageId id(visit.variable);
  if (!is_page_id(id)) return tl::unexpected(unknown);
  std::string tag = revision_of(visit.services.index_state());
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  const auto outcome = visit.services.similar(id, wanted->limit);
  if (!outcome) return tl::unexpected(problem_of(outcome.error()));
  if (!*outcome) return tl::unexpected(unknown);
  boost::json::array results;
  for (const SimilarPage& page : **outcome) results.push_back(similar_json(page));
  return dressed("application/json", boost::json::object{{"id", id}, {"results", std::move(results)}}, std::move(tag));
}

}  // namespace izvor
