// The page files of a folder, for an import: which there are, and whether one holds text at all.
//
// Safe from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/result.h"

namespace izvor {

struct PageFile {
  std::filesystem::path path;
  std::string relative;  ///< Below the folder, with "/" between the names.
  std::string problem;   ///< Why it cannot be imported; empty: nothing seen yet.
};

struct PageFiles {
  std::vector<PageFile> files;    ///< Sorted by `relative`, byte by byte.
  std::uint64_t other_files = 0;  ///< Neither .html nor .txt.
  bool complete = true;           ///< No: a folder could not be read, so that what it lacks is not known.
};

/// All .html and .txt files (any case) below `root`, recursively; or `root` itself when it is a file. Symbolic links are
/// followed; a folder that was seen already is a problem, so that a circle of links ends.
[[nodiscard]] Result<PageFiles> list_page_files(const std::filesystem::path& root);

/// Why these bytes are no page: "it is empty", "it is a PDF file", "it is binary". Empty when they may be one.
[[nodiscard]] std::string content_problem(std::string_view bytes);

/// "text/html" or "text/plain", by the suffix.
[[nodiscard]] std::string content_type_of(const std::filesystem::path& file);

}  // namespace izvor
