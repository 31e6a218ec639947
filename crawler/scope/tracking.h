// Addresses without what only tells visitors apart: tracking parameters and session identifiers. Pure; safe from any thread.
#pragma once

#include "izvor/url.h"

namespace izvor {

/// Drops utm_*, fbclid, gclid and their kin, and session identifiers in parameters and in the path (";jsessionid=…"). The rest
/// keeps its order and spelling. A parameter with a short name like "sid" goes only when its value is as long as a key.
[[nodiscard]] Url without_tracking(const Url& url);

}  // namespace izvor
