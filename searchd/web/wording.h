// Wording: Bulgarian for what the index knows by code: kinds of pages, dates, counts, what was understood.
//
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "izvor/utc_time.h"
#include "searchd/search_types.h"

namespace izvor {

/// Code and name of each kind of page that visitors may choose: {"news", "Новини"}…
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> page_types();
/// "news" → "Новина"; a code without a name stays as it is.
[[nodiscard]] std::string_view name_of_type(std::string_view type);
/// "13 юни 2024 г."
[[nodiscard]] std::string bulgarian_date(UtcTime time);
/// 1234567 → "1 234 567" with no-break spaces.
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "Намерени са 1 234 страници", "Намерена е 1 страница", "Намерени са около 1 200 страници".
[[nodiscard]] std::string found_pages(std::uint64_t total, bool exact);
/// What Understood means, as a sentence; empty for a kind that has none.
[[nodiscard]] std::string sentence_of(const Understood& understood);

}  // namespace izvor
