// Routes: from a request to a response, without sockets.
//
// Finds the route, decodes the request once, asks the route's answer (answers.h), and dresses what comes back: problem
// documents or error pages, security fields, CORS, validators, HEAD. One Routes per thread; settings and metrics are shared and
// must outlive it.
#pragma once

#include "izvor/settings.h"
#include "searchd/http/message.h"
#include "searchd/routes/metrics.h"
#include "searchd/routes/services.h"

namespace izvor {

class Routes {
 public:
  Routes(const SearchSettings& settings, RouteServices services, RouteMetrics& metrics);

  [[nodiscard]] HttpResponse handle(const HttpRequest& request) const;

 private:
  const SearchSettings& settings_;
  RouteServices services_;
  RouteMetrics& metrics_;
};

}  // namespace izvor
