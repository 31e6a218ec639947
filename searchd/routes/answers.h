// The answers: one function for each route that routes.cc lists, grouped in files by whom they serve.
//
// Pure but for the services of the Visit. Called from the thread that owns the Routes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searchd/routes/visit.h"

namespace izvor {

// People: pages of HTML (html_answers.cc).
[[nodiscard]] Answer answer_start_page(const Visit& visit);
[[nodiscard]] Answer answer_search_page(const Visit& visit);
[[nodiscard]] Answer answer_versions_page(const Visit& visit);
[[nodiscard]] Answer answer_embed_page(const Visit& visit);
[[nodiscard]] Answer answer_embed_script(const Visit& visit);
[[nodiscard]] Answer answer_asset(const Visit& visit);
[[nodiscard]] Answer answer_opensearch(const Visit& visit);

// Programs: JSON (api_answers.cc).
[[nodiscard]] Answer answer_search(const Visit& visit);
[[nodiscard]] Answer answer_posted_search(const Visit& visit);
[[nodiscard]] Answer answer_versions(const Visit& visit);
[[nodiscard]] Answer answer_openapi(const Visit& visit);

// What to ask or read next: JSON (related_answers.cc).
[[nodiscard]] Answer answer_suggest(const Visit& visit);
[[nodiscard]] Answer answer_browser_suggest(const Visit& visit);
[[nodiscard]] Answer answer_similar(const Visit& visit);

// What changed, and when (change_answers.cc, diff_answers.cc).
[[nodiscard]] Answer answer_changes(const Visit& visit);
[[nodiscard]] Answer answer_changes_feed(const Visit& visit);
[[nodiscard]] Answer answer_search_feed(const Visit& visit);
[[nodiscard]] Answer answer_diff(const Visit& visit);
[[nodiscard]] Answer answer_diff_page(const Visit& visit);

// Editors who changed a page (ping_answers.cc).
[[nodiscard]] Answer answer_ping(const Visit& visit);
[[nodiscard]] Answer answer_ping_fate(const Visit& visit);

// Operators: is it alive, can it search, what does it do (operation_answers.cc).
[[nodiscard]] Answer answer_health(const Visit& visit);
[[nodiscard]] Answer answer_readiness(const Visit& visit);
[[nodiscard]] Answer answer_metrics(const Visit& visit);

// Shared by people's and programs' answers (shared_answers.cc).

/// A Problem when the address has any parameter: for routes that take none. People may bring what others added to a link.
[[nodiscard]] std::optional<Problem> refuse_parameters(const Visit& visit);
/// A Problem when the body is not said to be JSON.
[[nodiscard]] std::optional<Problem> refuse_other_media(const HttpRequest& request);
/// Of a search without a question.
[[nodiscard]] Problem no_question();
/// A page for people, in Bulgarian.
[[nodiscard]] HttpResponse html_response(std::string body);
/// What the index answered instead, in both languages.
[[nodiscard]] Problem problem_of(const SearchError& error);
/// Asks the index, counts the search, and says what went wrong in both languages.
[[nodiscard]] tl::expected<SearchAnswer, Problem> ask_index(const Visit& visit, const SearchRequest& request);
/// For the statistics: what a person or a program asked. Feeds ask by themselves and are not counted.
void count_question(const Visit& visit, const SearchRequest& request, const SearchAnswer& answer);
/// The versions of the page that the route's variable names: at least one.
[[nodiscard]] tl::expected<std::vector<PageVersion>, Problem> find_versions(const Visit& visit);
/// Where visitors see this server: from the settings, or from the request's Host when it looks like one. Without a slash at the
/// end.
[[nodiscard]] std::string public_address(const Visit& visit);

}  // namespace izvor
