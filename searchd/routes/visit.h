// Visit: one request on its way through the routes, decoded, with what its answer may use.
//
// Built by routes.cc for each request and gone with it; belongs to one thread.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "izvor/settings.h"
#include "searchd/http/message.h"
#include "searchd/http/target.h"
#include "searchd/routes/metrics.h"
#include "searchd/routes/problem.h"
#include "searchd/routes/search_question.h"
#include "searchd/routes/services.h"
#include "searchd/web/html_pages.h"

namespace izvor {

struct Visit {
  const HttpRequest& request;
  const Target& target;
  Language language;
  Audience audience;           ///< For whom the route is.
  std::string_view variable;  ///< What stands for {…} in the route's pattern.
  const SearchSettings& settings;
  const RouteServices& services;
  RouteMetrics& metrics;
  const HtmlPages& pages;
};

/// The response, or what went wrong; routes.cc dresses both.
using Answer = tl::expected<HttpResponse, Problem>;

}  // namespace izvor
