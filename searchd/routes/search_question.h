// From the parameters of an address to a SearchRequest, or the Problem that names the parameter at fault.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string_view>
#include <tl/expected.hpp>

#include "searchd/http/target.h"
#include "searchd/routes/problem.h"
#include "searchd/search_types.h"

namespace izvor {

/// What fills in a form leaves fields empty; a program that sends an empty value made a mistake.
enum class EmptyValues { kIgnored, kRefused };

/// Knows every parameter of /api/v1/search. Unknown, unsupported, repeated, out of bounds or malformed ones are problems. `q`
/// itself may be missing here: callers decide.
[[nodiscard]] tl::expected<SearchRequest, Problem> read_search_question(const Target& target, EmptyValues empty);

/// A moment of `as_of`: an RFC 3339 time, or a UTC day, which means its last second. None for other texts.
[[nodiscard]] std::optional<UtcTime> moment_of(std::string_view text);

}  // namespace izvor
