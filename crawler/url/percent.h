// Percent-encoding (https://url.spec.whatwg.org/#percent-encoded-bytes), and the bytes that each part of an address encodes.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace izvor {

/// Which bytes are written as they are.
enum class UrlPart {
  kPath,         ///< Path percent-encode set: "/" stays.
  kPathSegment,  ///< One file or folder name: also "/", "%", "\" and "?" are encoded, so that any name round-trips.
  kQuery,        ///< Special-query percent-encode set.
};

/// Encodes what `part` does not allow. Triplets that are there already stay, with upper-case digits; for kPathSegment "%"
/// itself is encoded.
[[nodiscard]] std::string percent_encode(std::string_view text, UrlPart part);

/// "%D0%BA" → the two bytes. A "%" without two digits stays.
[[nodiscard]] std::string percent_decode(std::string_view text);

}  // namespace izvor
