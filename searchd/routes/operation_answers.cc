#include <boost/json.hpp>

#include "searchd/routes/answers.h"

namespace izvor {
namespace {

HttpResponse json_response(int status, const boost::json::object& body) {
  HttpResponse response;
  response.status = status;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.body = boost::json::serialize(body);
  return response;
}

}  // namespace

// Alive is whoever answers; whether it can search is readiness.
Answer answer_health(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  return json_response(200, {{"status", "ok"}});
}

Answer answer_readiness(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  const IndexState index = visit.services.index_state();
  boost::json::object body{{"ready", index.ready}, {"pages", index.pages}, {"sequence", index.sequence}};
  if (!index.problem.empty()) body["problem"] = index.problem;
  return json_response(index.ready ? 200 : 503, body);
}

Answer answer_metrics(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  HttpResponse response;
  response.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.set("Cache-Control", "no-store");
  response.body = visit.metrics.text(visit.services.index_state());
  return response;
}

}  // namespace izvor
