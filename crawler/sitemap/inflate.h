// Inflating gzip piece by piece, with a bound on what comes out. Pure; safe from any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace izvor {

/// Whether the bytes begin like a gzip member.
[[nodiscard]] bool is_gzip(std::string_view bytes);

/// Passes the inflated bytes on in pieces of at most 64 KiB, until `take` returns false or the end. Says what was wrong, empty
/// if nothing.
[[nodiscard]] std::string inflate_gzip(std::string_view bytes, const std::function<bool(std::string_view)>& take);

}  // namespace izvor
