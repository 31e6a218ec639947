// CORS: which other sites' scripts may read the JSON (https://fetch.spec.whatwg.org/#http-cors-protocol).
//
// An exact list of origins from the settings; never a wildcard, never credentials. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/message.h"

namespace izvor {

/// Adds what lets the request's origin read the response, if it is one of `origins`; caches always learn that it matters.
void allow_origin(const HttpRequest& request, const std::vector<std::string>& origins, HttpResponse& response);

/// The answer to a preflight.
[[nodiscard]] HttpResponse preflight(const HttpRequest& request, const std::vector<std::string>& origins);

}  // namespace izvor
