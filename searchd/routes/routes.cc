#include "searchd/routes/routes.h"

#include <optional>

#include "searchd/http/target.h"
#include "searchd/routes/answers.h"
#include "searchd/routes/cors.h"
#include "searchd/routes/search_question.h"

namespace izvor {
namespace {

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< "{}" stands for one segment.
  Audience audience;
  Answer (*answer)(const Visit&);
};

constexpr Route kRoutes[] = {
    {"GET", "/", Audience::kPeople, answer_start_page},
    {"GET", "/search", Audience::kPeople, answer_search_page},
    {"GET", "/pages/{}", Audience::kPeople, answer_versions_page},
    {"GET", "/pages/{}/diff", Audience::kPeople, answer_diff_page},
    {"GET", "/embed", Audience::kPeople, answer_embed_page},
    {"GET", "/assets/{}", Audience::kPeople, answer_asset},
    {"GET", "/opensearch.xml", Audience::kPrograms, answer_opensearch},

    {"GET", "/api/v1/search", Audience::kPrograms, answer_search},
    {"POST", "/api/v1/search", Audience::kPrograms, answer_posted_search},
    {"GET", "/api/v1/pages/{}", Audience::kPrograms, answer_versions},
    {"POST", "/api/v1/pings", Audience::kPrograms, answer_ping},
    {"GET", "/api/v1/pings/{}", Audience::kPrograms, answer_ping_fate},
    {"GET", "/openapi.json", Audience::kPrograms, answer_openapi},

    {"GET", "/healthz", Audience::kPrograms, answer_health},
    {"GET", "/readyz", Audience::kPrograms, answer_readiness},
    {"GET", "/metrics", Audience::kPrograms, answer_metrics},

    {"GET", "/api/v1/suggest", Audience::kPrograms, answer_suggest},
    {"GET", "/api/v1/pages/{}/similar", Audience::kPrograms, answer_similar},
    {"GET", "/api/v1/pages/{}/diff", Audience::kPrograms, answer_diff},
    {"GET", "/api/v1/changes", Audience::kPrograms, answer_changes},
    {"GET", "/suggest", Audience::kPrograms, answer_browser_suggest},
    {"GET", "/search.atom", Audience::kPrograms, answer_search_feed},
    {"GET", "/changes.atom", Audience::kPrograms, answer_changes_feed},
    {"GET", "/embed/izvor-search.js", Audience::kPrograms, answer_embed_script},
};

/// What {} stands for when the path fits the pattern; an empty view where the pattern has none.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
  const auto brace = pattern.find("{}");
  if (brace == std::string_view::npos) return pattern == path ? std::optional<std::string_view>("") : std::nullopt;
  const std::string_view before = pattern.substr(0, brace), after = pattern.substr(brace + 2);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
  const std::string_view variable = path.substr(before.size(), path.size() - before.size() - after.size());
  return variable.find('/') == std::string_view::npos ? std::optional(variable) : std::nullopt;
}

struct Found {
  const Route* route = nullptr;
  std::string_view variable;
  std::string allow;  ///< Methods of the path, when the method is not one of them.
};

Found find_route(std::string_view method, std::string_view path) {
  if (method == "HEAD") method = "GET";
  Found found;
  for (const Route& route : kRoutes) {
    const auto variable = match(route.pattern, path);
    if (!variable) continue;
    if (route.method == method) return {&route, *variable, {}};
    found.allow.append(found.allow.empty() ? "" : ", ").append(route.method == "GET" ? "GET, HEAD" : route.method);
  }
  return found;
}

Problem bad_target(const Error& error) { return {400, say_in_both(sentence("bad_address"), {{"problem", error.message}}), {}}; }

Problem nothing_here() { return {404, say_in_both(sentence("nothing_here")), {}}; }

Problem no_such_method(const std::string& allow) {
  return {405, say_in_both(sentence("takes_methods"), {{"methods", allow}}), {}};
}

/// Visitors may send any word as a method; the metrics know these.
std::string_view known_method(std::string_view method) {
  for (const std::string_view known : {"GET", "HEAD", "POST", "OPTIONS"})
    if (method == known) return known;
  return "other";
}

/// For programs that name no language in Accept-Language, the `lang` they search in is the best guess.
Language language_of(const HttpRequest& request, const Target* target) {
  Language otherwise = Language::kBulgarian;
  if (target)
    for (const auto& [name, value] : target->parameters)
      if (name == "lang" && value == "en") otherwise = Language::kEnglish;
  return preferred_language(request.field("Accept-Language"), otherwise);
}

std::string question_in(const Target* target) {
  if (target)
    for (const auto& [name, value] : target->parameters)
      if (name == "q") return value.substr(0, value.size() > SearchRequest::kMaxAddressBytes ? 0 : value.size());
  return {};
}

bool is_page_for_people(const HttpRequest& request, const Route* route) {
  if (route) return route->audience == Audience::kPeople;
  return request.field("Accept").find("text/html") != std::string_view::npos;
}

void set_security_fields(HttpResponse& response) {
  // Nothing but our own style, script, icon and form; nobody may frame us.
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
               "frame-ancestors 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("X-Frame-Options", "DENY");
  // What people search for stays between them and this server.
  response.set("Referrer-Policy", "no-referrer");
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  response.set("Server", "Izvor");
}

}  // namespace

Routes::Routes(const SearchSettings& settings, RouteServices services, RouteMetrics& metrics)
    : settings_(settings), services_(std::move(services)), metrics_(metrics) {}

HttpResponse Routes::handle(const HttpRequest& request) const {
  const auto started = std::chrono::steady_clock::now();
  const auto target = Target::parse(request.target);
  HttpResponse response = target ? route(request, *target) : show(bad_target(target.error()), request, nullptr);
  set_security_fields(response);
  if (!request.field("If-None-Match").empty()) metrics_.count_validation(response.status == 304);
  const Route* counted = target ? find_route(request.method, target->path).route : nullptr;
  metrics_.count(counted ? counted->pattern : "other", known_method(request.method), response.status,
                 std::chrono::steady_clock::now() - started);
  return response;
}

HttpResponse Routes::route(const HttpRequest& request, const Target& target) const {
  const Found found = find_route(request.method, target.path);
  auto answer = [&]() -> Answer {
    if (found.route) {
      const Language language = language_of(request, &target);
      return found.route->answer({request, target, language, found.route->audience, found.variable, settings_, services_, metrics_, pages_});
    }
    if (found.allow.empty()) return tl::unexpected(nothing_here());
    if (request.method == "OPTIONS") return preflight(request, settings_.cors_origins);
    return tl::unexpected(no_such_method(found.allow));
  }();
  HttpResponse response = answer ? *std::move(answer) : show(answer.error(), request, &target);
  if (response.status == 405) response.set("Allow", found.allow);
  if (response.status != 204 && target.path.starts_with("/api/")) allow_origin(request, settings_.cors_origins, response);
  return response;
}

HttpResponse Routes::show(const Problem& problem, const HttpRequest& request, const Target* target) const {
  const Language language = language_of(request, target);
  const Route* route = target ? find_route(request.method, target->path).route : nullptr;
  HttpResponse response = problem_document(problem, language);
  if (is_page_for_people(request, route)) {
    // The pages are Bulgarian throughout.
    response.set("Content-Type", "text/html; charset=utf-8");
    response.set("Content-Language", "bg");
    response.body =
        pages_.problem({problem.status, std::string(title_of(problem.status).bulgarian), problem.detail.bulgarian, question_in(target)});
  }
  response.set("Cache-Control", "no-store");
  response.set("Vary", "Accept, Accept-Language");
  if (problem.status == 503) response.set("Retry-After", "5");
  if (problem.status == 401) response.set("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace izvor
