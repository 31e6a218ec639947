// Routes: from a request to a response, without sockets.
//
// Finds the route, decodes the request once, asks the route's answer (answers.h), and dresses what comes back: problem
// documents or error pages, security fields, CORS, validators, HEAD. One Routes per thread; settings and metrics are shared and
// must outlive it.
#pragma once

#include "izvor/settings.h"
#include "searchd/http/message.h"
#include "searchd/http/target.h"
#include "searchd/routes/metrics.h"
#include "searchd/routes/problem.h"
#include "searchd/routes/services.h"
#include "searchd/web/html_pages.h"

namespace izvor {

class Routes {
 public:
  Routes(const SearchSettings& settings, RouteServices services, RouteMetrics& metrics);

  [[nodiscard]] HttpResponse handle(const HttpRequest& request) const;

 private:
  [[nodiscard]] HttpResponse route(const HttpRequest& request, const Target& target) const;
  [[nodiscard]] HttpResponse show(const Problem& problem, const HttpRequest& request, const Target* target) const;

  const SearchSettings& settings_;
  RouteServices services_;
  RouteMetrics& metrics_;
  HtmlPages pages_;
};

}  // namespace izvor
