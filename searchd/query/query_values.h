// Values of fields as people write them, and what the index calls them: days, kinds of pages, hosts, languages.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "izvor/utc_time.h"

namespace izvor {

/// [begin, end): a day, a month, a year, a moment.
struct TimeSpan {
  UtcTime begin, end;
};

/// "2023", "2024-06", "2024-06-13", "13.06.2024", or an RFC 3339 time, which is a span without length; nothing else.
[[nodiscard]] std::optional<TimeSpan> span_of(std::string_view value);

/// "новини", "news" and "Новина" are "news". A word of small Latin letters is a code that pages may have; nothing else is.
[[nodiscard]] std::optional<std::string> type_of(std::string_view value);

/// The host of "Example.EU" or "https://example.eu/bg", or nothing.
[[nodiscard]] std::optional<std::string> host_of(std::string_view value);

/// A topic as written; nothing when it is blank.
[[nodiscard]] std::optional<std::string> topic_of(std::string_view value);

/// "BG", "bg-BG", "Български" and "Bulgarian" are "bg".
[[nodiscard]] std::optional<std::string> language_of(std::string_view value);

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
