// Single characters that mean something in a query: quotes and white space. For the parser and what it is made of.
//
// Pure; safe from any thread.
#pragma once

#include <unicode/uchar.h>

namespace izvor {

[[nodiscard]] inline bool is_opening_quote(UChar32 c) {
  return c == '"' || c == 0x201E || c == 0x201C || c == 0x201D || c == 0x00AB;  // " „ “ ” «
}

inline constexpr UChar32 kLeftGuillemet = 0x00AB, kRightGuillemet = 0x00BB;

/// „“ and „” and „" are all typed.
[[nodiscard]] inline bool closes_quote(UChar32 opening, UChar32 c) {
  if (opening == kLeftGuillemet) return c == kRightGuillemet;
  return c == '"' || c == 0x201C || c == 0x201D;
}

[[nodiscard]] inline bool is_query_space(UChar32 c) { return u_isUWhiteSpace(c) || u_iscntrl(c) || c == 0x200B; }

}  // namespace izvor
