// Where a page sends its reader by itself: `<meta http-equiv=refresh>` and the field Refresh, after the "shared declarative
// refresh steps" of the HTML standard (https://html.spec.whatwg.org/#shared-declarative-refresh-steps). Pure; safe from any
// thread.
#pragma once

#include <string_view>

namespace izvor {

/// The address in "0; url='/bg/home'"; empty where only a time is given, or nothing that can be read.
[[nodiscard]] std::string_view refresh_target(std::string_view content);

}  // namespace izvor
