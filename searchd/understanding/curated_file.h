// CuratedFile: a text file that people edit while searchd runs: read at first, and again when it has changed.
//
// A missing file is an empty one. What is longer than kMaxBytes is cut and logged. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace izvor {

class CuratedFile {
 public:
  static constexpr std::uintmax_t kMaxBytes = 1'000'000;

  explicit CuratedFile(std::filesystem::path file) : file_(std::move(file)) {}

  /// Whether text() is another one now.
  [[nodiscard]] bool changed();
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::filesystem::path file_;
  std::filesystem::file_time_type written_;
  std::uintmax_t bytes_ = 0;
  std::string text_;
};

/// A file of config/search: the one given, or the one of the checkout or installation that the program belongs to.
[[nodiscard]] std::filesystem::path curated_file(const std::filesystem::path& given, const char* name);

}  // namespace izvor
