#include <algorithm>

#include "searchd/routes/answers.h"
#include "searchd/routes/parameters.h"

namespace izvor {
namespace {

/// The searcher names the bound in English; visitors may read Bulgarian.
std::string in_bulgarian(const SearchError& error) {
  if (error.kind == SearchErrorKind::kUnavailable) return "В момента не може да се търси. За администратора: " + error.message;
  if (error.bound == "query bytes") return "Въпросът е по-дълъг от 2048 байта.";
  if (error.bound == "limit") return "„limit“ е най-много 100.";
  if (error.bound == "prefix expansions") return "Началото на думата стои за повече от 100 думи; дайте му още букви.";
  if (error.bound == "nesting") return "Скобите са вложени повече от 4 пъти една в друга.";
  if (error.bound == "offset") return "„offset“ е най-много 1000.";
  return "Въпросът не може да бъде разбран: " + error.message;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  });
}

}  // namespace

std::optional<Problem> refuse_parameters(const Visit& visit) {
  if (visit.target.parameters.empty()) return std::nullopt;
  return unknown_parameter(visit.target.parameters.front().first);
}

Problem no_question() { return {400, {"Липсва въпрос: дайте го в „q“.", "There is no query: give one in \"q\"."}, "q"}; }

HttpResponse html_response(std::string body) {
  HttpResponse response;
  response.set("Content-Type", "text/html; charset=utf-8");
  response.set("Content-Language", "bg");
  response.set("Cache-Control", "no-cache");
  response.body = std::move(body);
  return response;
}

Problem problem_of(const SearchError& error) {
  const bool refused = error.kind == SearchErrorKind::kBadRequest;
  return {refused ? 400 : 503, {in_bulgarian(error), error.message}, refused ? "q" : ""};
}

tl::expected<SearchAnswer, Problem> ask_index(const Visit& visit, const SearchRequest& request) {
  SearchOutcome outcome = visit.services.search(request);
  if (!outcome) return tl::unexpected(problem_of(outcome.error()));
  visit.metrics.count_search(*outcome);
  return std::move(*outcome);
}

void count_question(const Visit& visit, const SearchRequest& request, const SearchAnswer& answer) {
  // The first page of results is the question; the others are its reading.
  if (visit.services.count_query && request.offset == 0) visit.services.count_query(request.text, answer.total);
}

tl::expected<std::vector<PageVersion>, Problem> find_versions(const Visit& visit) {
  const PageId id(visit.variable);
  if (!is_page_id(id)) return tl::unexpected(Problem{404, {"Такава страница не е запазена.", "No such page is kept."}, {}});
  auto versions = visit.services.versions_of(id);
  if (!versions)
    return tl::unexpected(
        Problem{503, {"Архивът не може да бъде прочетен: " + versions.error().message, versions.error().message}, {}});
  if (versions->empty()) return tl::unexpected(Problem{404, {"Такава страница не е запазена.", "No such page is kept."}, {}});
  return std::move(*versions);
}

std::string public_address(const Visit& visit) {
  std::string address = visit.settings.public_url;
  if (address.empty()) {
    const std::string_view host = visit.request.field("Host");
    address = "http://" + (is_host(host) ? std::string(host) : visit.settings.listen);
  }
  while (!address.empty() && address.back() == '/') address.pop_back();
  return address;
}

}  // namespace izvor
