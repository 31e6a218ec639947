// Paths as robots.txt compares them: one spelling for each octet, RFC 9309, section 2.2.2.
//
// Unreserved characters are written plainly, everything outside the printable ASCII as %XX with upper-case digits. In the
// query a reserved character and its encoding mean the same (the section's table compares "?u=https://a.b" with
// "?u=https%3A%2F%2Fa.b").
// "*" and "$" are special in a rule, so in an address they are always %2A and %24. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// The path and query of an address.
[[nodiscard]] std::string normalise_robots_target(std::string_view target);

/// A rule's path; "*" stays, "$" stays where it ends the rule.
[[nodiscard]] std::string normalise_robots_pattern(std::string_view pattern);

}  // namespace izvor
