#include <algorithm>

#include "searchd/routes/answers.h"
#include "searchd/routes/parameters.h"

namespace izvor {
namespace {

/// The searcher names the bound in English; visitors may read Bulgarian.
Wording detail_of(const SearchError& error) {
  if (error.kind == SearchErrorKind::kUnavailable)
    return say_in_both(sentence("cannot_search_now"), {{"problem", error.message}});
  Wording detail = say_in_both(sentence("not_understood"), {{"problem", error.message}});
  const auto bound = [](auto value) { return std::to_string(value); };
  if (error.bound == "query bytes")
    return say_in_both(sentence("query_too_long"), {{"bytes", bound(SearchRequest::kMaxQueryBytes)}});
  if (error.bound == "limit") return say_in_both(sentence("limit_bound"), {{"bound", bound(SearchRequest::kMaxLimit)}});
  if (error.bound == "offset") return say_in_both(sentence("offset_bound"), {{"bound", bound(SearchRequest::kMaxOffset)}});
  // The searcher's own words say more: which prefix it was, and how deep.
  if (error.bound == "prefix expansions") detail.bulgarian = say(Language::kBulgarian, sentence("prefix_bound"));
  if (error.bound == "nesting") detail.bulgarian = say(Language::kBulgarian, sentence("nesting_bound"));
  return detail;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  });
}

}  // namespace

std::optional<Problem> refuse_parameters(const Visit& visit) {
  if (visit.target.parameters.empty() || visit.audience == Audience::kPeople) return std::nullopt;
  return unknown_parameter(visit.target.parameters.front().first);
}

std::optional<Problem> refuse_other_media(const HttpRequest& request) {
  if (equal_ignoring_case(request.field("Content-Type").substr(0, 16), "application/json")) return std::nullopt;
  return Problem{415, say_in_both(sentence("send_json")), {}};
}

Problem no_question() { return bad_parameter("q", say_in_both(sentence("no_question"))); }

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
  return {refused ? 400 : 503, detail_of(error), refused ? "q" : ""};
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
  if (!is_page_id(id)) return tl::unexpected(Problem{404, say_in_both(sentence("page_not_kept")), {}});
  auto versions = visit.services.versions_of(id);
  if (!versions)
    return tl::unexpected(
        Problem{503, say_in_both(sentence("archive_unreadable"), {{"problem", versions.error().message}}), {}});
  if (versions->empty()) return tl::unexpected(Problem{404, say_in_both(sentence("page_not_kept")), {}});
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
