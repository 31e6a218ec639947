// Content coding: gzip for those who accept it (RFC 9110, section 8.4).
//
// At the fastest level: half the bytes for a tenth of a millisecond. Pure; safe from any thread.
#pragma once

#include <string_view>

#include "searchd/http/message.h"

namespace izvor {

/// Whether Accept-Encoding allows gzip (a weight of 0 forbids it).
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// Compresses the body where the request allows it and it is text of some length; marks the response as varying by it.
void compress(const HttpRequest& request, HttpResponse& response);

}  // namespace izvor
