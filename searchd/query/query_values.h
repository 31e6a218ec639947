// Values of fields in a query: days, months and years, kinds of pages by their Bulgarian names.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "izvor/utc_time.h"

namespace izvor {

/// [begin, end): a day, a month, or a year.
struct TimeSpan {
  UtcTime begin, end;
};

/// "2023", "2024-06", "2024-06-13", "13.06.2024"; nothing else.
[[nodiscard]] std::optional<TimeSpan> span_of(std::string_view value);

/// "новини", "news" and "Новина" are "news". A word of small Latin letters is a code that pages may have; nothing else is.
[[nodiscard]] std::optional<std::string> type_of(std::string_view value);

/// Small letters of Cyrillic and Latin.
[[nodiscard]] std::string lower_case(std::string_view text);

/// "след 1 февруари 2023 г.", "преди май 2024" in running text: bytes of the expression, and the publication asked for.
struct WrittenSpan {
  std::size_t begin = 0, end = 0;
  std::optional<UtcTime> from, to;
};

/// The first such expression; a bare year ("цели след 2030") is none.
[[nodiscard]] std::optional<WrittenSpan> find_written_span(std::string_view text);

}  // namespace izvor
