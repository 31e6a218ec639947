// DateLabels: the dates of a short line that says what they are: "Създаден на: 04.03.2026 | Последно обновен на: 05.06.2026".
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "izvor/utc_time.h"

namespace izvor {

struct LabelledDates {
  std::optional<UtcTime> published;
  std::optional<UtcTime> modified;
  bool other = false;  ///< A word says that the line is about another date: a deadline, an event, an entry into force.
};

/// `line` is folded (fold_case). A date belongs to the word before it; where the only word stands behind the only date, to that.
[[nodiscard]] LabelledDates read_labelled_dates(std::string_view line);

}  // namespace izvor
