// Content codings of HTTP bodies undone (RFC 9110, section 8.4.1): gzip, deflate, br (RFC 7932) and zstd (RFC 8878).
//
// Lenient where the web is: what follows the end of a stream is ignored, "deflate" may lack its zlib header, and a body that is
// plain text already, because a program decoded it and kept the field, is returned as it is. Bounded while it inflates, and
// zstd's window by RFC 9659. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "izvor/result.h"

namespace izvor {

struct CodingLimits {
  std::size_t max_bytes = 0;     ///< Of the decoded body, and after each of several codings.
  bool keep_beginning = false;  ///< A body beyond max_bytes is cut there instead of refused.
};

enum class CodingFault { kDamaged, kTooLarge, kUnknown };

struct CodingError {
  CodingFault fault = CodingFault::kDamaged;
  std::string message;  ///< "its compressed content is damaged or cut off"
};

/// What a client may say in Accept-Encoding.
inline constexpr std::string_view kAcceptedCodings = "gzip, deflate, br, zstd";

/// `codings`: the value of Content-Encoding, may be empty or a list in the order in which they were applied, at most three.
[[nodiscard]] tl::expected<std::string, CodingError> decode_content(std::string_view codings, std::string body,
                                                                    const CodingLimits& limits);

}  // namespace izvor
