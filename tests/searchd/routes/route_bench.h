// RouteBench: Routes with services made of values, and every answer held against /openapi.json.
#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>
#include <string>
#include <vector>

#include "searchd/routes/routes.h"
#include "searchd/web/embedded_file.h"
#include "tests/support/api_description.h"

namespace izvor::testing {

class RouteBench : public ::testing::Test {
 protected:
  HttpResponse ask(const HttpRequest& request) {
    HttpResponse response = routes().handle(request);
    check_description(request, response);
    return response;
  }
  HttpResponse get(const std::string& target, std::vector<HeaderField> fields = {}) {
    fields.emplace_back("Host", "search.example.eu");
    return ask({.method = "GET", .target = target, .fields = std::move(fields), .body = {}});
  }
  HttpResponse post(const std::string& target, const std::string& body, std::vector<HeaderField> fields = {}) {
    fields.emplace_back("Content-Type", "application/json");
    return ask({.method = "POST", .target = target, .fields = std::move(fields), .body = body});
  }
  static boost::json::object json_of(const HttpResponse& response) { return boost::json::parse(response.body).as_object(); }

  Routes& routes() {
    if (!routes_) {
      RouteServices services;
      services.search = [this](const SearchRequest& request) {
        last_request = request;
        return outcome;
      };
      services.count_query = [this](std::string_view query, std::uint64_t results) { counted.emplace_back(query, results); };
      services.suggest = [this](std::string_view typed, unsigned limit) {
        last_request.text = typed;
        last_request.limit = limit;
        return suggestions;
      };
      services.similar = [this](const PageId& id, unsigned limit) -> SimilarOutcome {
        last_request.limit = limit;
        if (id != known_page) return std::nullopt;
        return similar;
      };
      services.index_state = [this] { return index; };
      services.versions_of = [this](const PageId& id) -> Result<std::vector<PageVersion>> {
        return id == known_page ? versions : std::vector<PageVersion>();
      };
      services.text_of = [this](const PageVersion& version) -> Result<VersionText> {
        if (!text_fault.empty()) return fail(text_fault);
        return texts[version.sequence];
      };
      services.changes = [this](const ChangesRequest& request) {
        last_changes = request;
        return changes;
      };
      services.in_scope = [](const Url& url) { return url.host() == "example.eu"; };
      services.ping = [this](const std::vector<Url>& urls) -> Result<std::vector<AddedPing>> {
        if (!ping_fault.empty()) return fail(ping_fault);
        std::vector<AddedPing> added;
        for (const Url& url : urls) {
          pinged.push_back(url.str());
          added.push_back({.id = "id" + std::to_string(pinged.size()), .url = url, .is_new = true});
        }
        return added;
      };
      services.ping_fate = [this](std::string_view id) -> Result<std::optional<PingFate>> {
        return fate.id == id ? std::optional(fate) : std::nullopt;
      };
      routes_ = std::make_unique<Routes>(settings, std::move(services), metrics);
    }
    return *routes_;
  }

  SearchSettings settings;  ///< Change before the first request.
  RouteMetrics metrics;
  IndexState index{.ready = true, .problem = {}, .pages = 1234, .sequence = 77, .reopenings = 2};
  SearchOutcome outcome = SearchAnswer();
  SuggestionOutcome suggestions;
  SimilarOutcome similar = std::optional(std::vector<SimilarPage>());
  SearchRequest last_request;
  PageId known_page = "0123456789abcdef01234567";
  std::vector<PageVersion> versions;
  std::map<Sequence, VersionText> texts;
  std::string text_fault;
  Result<std::vector<PageChange>> changes = std::vector<PageChange>();
  ChangesRequest last_changes;
  std::vector<std::pair<std::string, std::uint64_t>> counted;
  std::vector<std::string> pinged;
  std::string ping_fault;
  PingFate fate;

 private:
  static void check_description(const HttpRequest& request, const HttpResponse& response) {
    static const ApiDescription description(embedded_file("assets/openapi.json").bytes);
    const std::string path = request.target.substr(0, request.target.find('?'));
    const std::string media(response.field("Content-Type").substr(0, response.field("Content-Type").find(';')));
    // What the description cannot know: addresses and methods that do not exist.
    const bool unknown = response.status == 404 && !description.has(request.method, path);
    if (unknown || response.status == 405 || request.method == "OPTIONS" || path.starts_with("/assets/") ||
        path.find('%') != std::string::npos)
      return;
    for (const std::string& fault : description.faults(request.method, path, response.status, media, response.body))
      ADD_FAILURE() << fault;
  }

  std::unique_ptr<Routes> routes_;
};

/// One result with everything in it; texts with all that needs escaping.
inline SearchHit full_hit() {
  SearchHit hit;
  hit.id = "0123456789abcdef01234567";
  hit.url = "https://example.eu/bg/policies/partnerships";
  hit.title = {"Цифрово партньорство <b>\"и\"</b> 😀 Сингапур", {{8, 20}, {35, 43}}};
  hit.snippets = {{{"Партньорството & договорът", {{0, 14}}}, "https://example.eu/bg/policies/partnerships#:~:text=x"},
                  {{"втори откъс", {}}, "https://example.eu/bg/policies/partnerships"}};
  hit.language = "bg";
  hit.type = "policies";
  hit.topics = {"Международни отношения"};
  hit.published = UtcTime(std::chrono::sys_days(std::chrono::year(2024) / 6 / 13));
  hit.fetched = UtcTime(std::chrono::sys_days(std::chrono::year(2024) / 7 / 1));
  hit.score = 12.5;
  hit.why = "и двете думи; „партньорство“ в заглавието";
  hit.duplicates = {"https://example.eu/bg/policies/copy"};
  return hit;
}

inline SearchAnswer answer_of(std::vector<SearchHit> hits) {
  SearchAnswer answer;
  answer.query = "партньорство";
  answer.total = hits.size();
  answer.hits = std::move(hits);
  answer.index_sequence = 77;
  return answer;
}

}  // namespace izvor::testing
