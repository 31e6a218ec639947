// Where a fragment of a text may begin and end: at sentences where they are near, else at words.
//
// Pure; safe from any thread. All offsets are bytes.
#pragma once

#include <cstddef>
#include <string_view>

#include "searchd/search/marked_text.h"

namespace izvor {

/// A fragment of about `bytes` around `core`, never smaller than it.
struct Fragment : ByteRange {
  bool cut_before = false;  ///< Begins inside a sentence.
  bool cut_after = false;
};

[[nodiscard]] Fragment fragment_around(std::string_view text, ByteRange core, std::uint32_t bytes);

/// How many bytes `characters` characters of this text take, judged by its beginning.
[[nodiscard]] std::uint32_t bytes_of(std::string_view text, std::uint32_t characters);

}  // namespace izvor
