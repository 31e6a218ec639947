// Dates as pages write them: ISO 8601, "13.06.2024 г.", "05.04.24", "12.ІІІ.2024 г.", "13 юни 2024 г.", "13 June 2024",
// "June 13, 2024".
//
// Pure functions; safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "izvor/utc_time.h"

namespace izvor {

/// The first date in `text`, of which at most 300 bytes are read. A date without a time is its midnight; years 1990 to
/// 2100. "03/04/2024" is the third of April. What the page names is kept, as if its clock were UTC: the first of January at
/// midnight in Sofia stays the first of January.
[[nodiscard]] std::optional<UtcTime> read_date(std::string_view text);

}  // namespace izvor
