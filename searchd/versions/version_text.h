// VersionText: what one version of a page said.
//
// A value between the archive, which keeps the bytes, and the routes. Safe from any thread.
#pragma once

#include <string>

namespace izvor {

struct VersionText {
  std::string title;
  std::string text;     ///< Blocks end in a newline.
  std::string missing;  ///< Why there is no text, in English ("status 410", "application/pdf is not a page"); else empty.
};

}  // namespace izvor
