// Target: the path and the parameters of a request line, decoded once.
//
// Percent-encoding that is broken, bytes that are not UTF-8, and more parameters than any route takes are refused here, so that
// no route sees them. Values; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "izvor/result.h"

namespace izvor {

struct Target {
  static constexpr std::size_t kMaxParameters = 64;

  std::string path;                                             ///< Decoded, begins with "/".
  std::vector<std::pair<std::string, std::string>> parameters;  ///< Decoded, in order; "+" was a space.

  /// Reads origin-form ("/search?q=x") and absolute-form ("http://host/search?q=x") of RFC 9112, section 3.2.
  [[nodiscard]] static Result<Target> parse(std::string_view text);
};

/// Percent-decodes; `plus_is_space` as in application/x-www-form-urlencoded.
[[nodiscard]] Result<std::string> decode_component(std::string_view text, bool plus_is_space);
/// Percent-encodes all but the unreserved characters of RFC 3986.
[[nodiscard]] std::string encode_component(std::string_view text);
/// Whether the bytes are UTF-8 without surrogates and overlong forms (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace izvor
