#include "searchd/routes/problem.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <utility>

namespace izvor {
namespace {

using Title = std::pair<int, const Sentence*>;

constexpr std::array<Title, 13> kTitles = {{
    {400, &sentence("status_400")},
    {401, &sentence("status_401")},
    {403, &sentence("status_403")},
    {404, &sentence("status_404")},
    {405, &sentence("status_405")},
    {406, &sentence("status_406")},
    {413, &sentence("status_413")},
    {415, &sentence("status_415")},
    {422, &sentence("status_422")},
    {500, &sentence("status_500")},
    {501, &sentence("status_501")},
    {503, &sentence("status_503")},
    {0, &sentence("status_other")},
}};

/// "bg-BG;q=0.8" → its weight for `tag`; -1 when it is about another language.
double weight_for(std::string_view range, std::string_view tag) {
  const auto semicolon = range.find(';');
  std::string_view name = range.substr(0, semicolon);
  while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  if (!equal_ignoring_case(name.substr(0, name.find('-')), tag)) return -1;
  if (semicolon == std::string_view::npos) return 1;
  const auto value = range.find("q=", semicolon);
  double weight = 1;
  if (value != std::string_view::npos) std::from_chars(range.data() + value + 2, range.data() + range.size(), weight);
  return weight;
}

double best_weight(std::string_view accept, std::string_view tag) {
  double best = -1;
  while (!accept.empty()) {
    const auto comma = accept.find(',');
    best = std::max(best, weight_for(accept.substr(0, comma), tag));
    accept = comma == std::string_view::npos ? std::string_view() : accept.substr(comma + 1);
  }
  return best;
}

}  // namespace

std::string_view tag_of(Language language) { return language == Language::kBulgarian ? "bg" : "en"; }

Language preferred_language(std::string_view accept_language, Language otherwise) {
  const double bulgarian = best_weight(accept_language, "bg");
  const double english = best_weight(accept_language, "en");
  if (bulgarian <= 0 && english <= 0) return otherwise;
  return bulgarian >= english ? Language::kBulgarian : Language::kEnglish;
}

const Sentence& title_of(int status) {
  for (const auto& [code, title] : kTitles)
    if (code == status) return *title;
  return *kTitles.back().second;
}

HttpResponse problem_document(const Problem& problem, Language language) {
  boost::json::object document;
  document["type"] = "about:blank";
  document["title"] = title_of(problem.status).in(language);
  document["status"] = problem.status;
  document["detail"] = problem.detail.in(language);
  if (!problem.parameter.empty()) document["parameter"] = problem.parameter;
  HttpResponse response;
  response.status = problem.status;
  response.set("Content-Type", "application/problem+json");
  response.set("Content-Language", std::string(tag_of(language)));
  response.body = boost::json::serialize(document);
  return response;
}

}  // namespace izvor
