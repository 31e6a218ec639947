// Parameters: what the addresses of all routes have in common to read, and how a wrong value is said.
//
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "searchd/http/target.h"
#include "searchd/routes/problem.h"

namespace izvor {

/// What is wrong with a parameter, if anything.
using Fault = std::optional<Problem>;

/// A 400 that names the parameter.
[[nodiscard]] Problem bad_parameter(std::string_view name, Wording detail);

[[nodiscard]] Fault read_number(std::string_view name, std::string_view value, unsigned least, unsigned most, unsigned& out);

/// A number of the archive's change feed: versions have 1 and more, 0 is before all.
[[nodiscard]] Fault read_sequence(std::string_view name, std::string_view value, std::uint64_t least, std::uint64_t& out);

/// Of a parameter that the route does not take.
[[nodiscard]] Problem unknown_parameter(std::string_view name);
/// Of one that is given more than once and may not be.
[[nodiscard]] Problem repeated_parameter(std::string_view name);

}  // namespace izvor
