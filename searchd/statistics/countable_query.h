// countable_query: what of a query may be counted: never what may name or reach a person.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace izvor {

/// The query in lower case, its white space in one; nothing for one that may be somebody's business: without a letter, with an
/// "@", with seven digits in a row or spread over one number (telephones, personal numbers), longer than 200 bytes.
[[nodiscard]] std::optional<std::string> countable_query(std::string_view query);

}  // namespace izvor
