#include "searchd/routes/routes.h"

#include <algorithm>
#include <optional>
#include <span>

#include "searchd/routes/answers.h"

namespace izvor {
namespace {

enum class Audience { kPeople, kPrograms };

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< "{}" stands for one segment.
  Audience audience;
  Answer (*answer)(const Visit&);
};

constexpr Route kRoutes[] = {
    {"GET", "/", Audience::kPeople, answer_start_page},
    {"GET", "/healthz", Audience::kPrograms, answer_health},
    {"GET", "/readyz", Audience::kPrograms, answer_readiness},
    {"GET", "/metrics", Audience::kPrograms, answer_metrics},
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
    if (!found.allow.empty()) found.allow += ", ";
    found.allow += route.method == "GET" ? "GET, HEAD" : std::string(route.method);
  }
  return found;
}

/// Visitors may send any word as a method; the metrics know these.
std::string_view known_method(std::string_view method) {
  for (const std::string_view known : {"GET", "HEAD", "POST", "OPTIONS"})
    if (method == known) return known;
  return "other";
}

Problem no_such_route() { return {404, {"Тук няма нищо на този адрес.", "There is nothing at this address."}, {}}; }

Problem no_such_method(const std::string& allow) {
  return {405, {"Този адрес приема само " + allow + ".", "This address takes only " + allow + "."}, {}};
}

}  // namespace

Routes::Routes(const SearchSettings& settings, RouteServices services, RouteMetrics& metrics)
    : settings_(settings), services_(std::move(services)), metrics_(metrics) {}

HttpResponse Routes::handle(const HttpRequest& request) const {
  const auto started = std::chrono::steady_clock::now();
  const Language language = preferred_language(request.field("Accept-Language"), Language::kBulgarian);
  const auto target = Target::parse(request.target);
  if (!target)
    return problem_document({400, {"Адресът е сгрешен: " + target.error().message, target.error().message}, {}}, language);
  const Found found = find_route(request.method, target->path);
  HttpResponse response;
  if (found.route) {
    const Visit visit{request, *target, language, found.variable, settings_, services_, metrics_};
    Answer answer = found.route->answer(visit);
    response = answer ? std::move(*answer) : problem_document(answer.error(), language);
  } else if (!found.allow.empty()) {
    response = problem_document(no_such_method(found.allow), language);
    response.set("Allow", found.allow);
  } else {
    response = problem_document(no_such_route(), language);
  }
  metrics_.count(found.route ? found.route->pattern : "other", known_method(request.method), response.status,
                 std::chrono::steady_clock::now() - started);
  return response;
}

}  // namespace izvor
