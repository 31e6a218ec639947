// EmbeddedFile: a template, style or script that the build put into the program, so that one binary is the whole server.
//
// Constant data; safe from any thread. The table is written by EmbedFiles.cmake.
#pragma once

#include <span>
#include <string_view>

namespace izvor {

struct EmbeddedFile {
  std::string_view name;         ///< Path below searchd/web: "assets/style.css".
  std::string_view public_name;  ///< With a digest of the content: "style-0a1b2c3d4e5f.css".
  std::string_view bytes;
};

[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

/// The file of that name; it must be there.
[[nodiscard]] const EmbeddedFile& embedded_file(std::string_view name);

}  // namespace izvor
