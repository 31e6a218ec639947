#include "searchd/routes/cors.h"

#include <algorithm>

namespace izvor {
namespace {

bool is_allowed(std::string_view origin, const std::vector<std::string>& origins) {
  return !origin.empty() && std::find(origins.begin(), origins.end(), origin) != origins.end();
}

}  // namespace

void allow_origin(const HttpRequest& request, const std::vector<std::string>& origins, HttpResponse& response) {
  if (origins.empty()) return;
  const std::string_view vary = response.field("Vary");
  response.set("Vary", vary.empty() ? "Origin" : std::string(vary) + ", Origin");
  const std::string_view origin = request.field("Origin");
  if (!is_allowed(origin, origins)) return;
  response.set("Access-Control-Allow-Origin", std::string(origin));
  response.set("Access-Control-Expose-Headers", "ETag");
}

HttpResponse preflight(const HttpRequest& request, const std::vector<std::string>& origins) {
  HttpResponse response;
  response.status = 204;
  response.set("Allow", "GET, HEAD, POST, OPTIONS");
  allow_origin(request, origins, response);
  if (response.field("Access-Control-Allow-Origin").empty()) return response;
  response.set("Access-Control-Allow-Methods", "GET, HEAD, POST");
  response.set("Access-Control-Allow-Headers", "Accept-Language, Content-Type, If-None-Match");
  response.set("Access-Control-Max-Age", "86400");
  return response;
}

}  // namespace izvor
