// TypedCase: what the capitals of a typed word say.
//
// Pure; safe from any thread.
#pragma once

#include <string_view>

#include "searchd/understanding/reading_strength.h"

namespace izvor {

/// kAll: an acronym, or a name with a spelling of its own ("eIDAS", "iPhone"): a capital stands behind the first letter.
[[nodiscard]] TypedCase typed_case_of(std::string_view word);

}  // namespace izvor
