// What fuzz targets demand of their results: a broken demand aborts, which libFuzzer and the corpus test both report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "crawler/html/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace izvor::fuzz {

inline void demand(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "demand broken: %s\n", what);
  std::abort();
}

inline bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (utf8::next(text, at) == utf8::kMalformed) return false;
  }
  return true;
}

inline std::string_view view(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace izvor::fuzz
