#include "searchd/understanding/curated_file.h"

#include <spdlog/spdlog.h>

#include <fstream>
#include <iterator>
#include <system_error>

namespace izvor {

bool CuratedFile::changed() {
  std::error_code missing;
  const auto written = std::filesystem::last_write_time(file_, missing);
  const std::uintmax_t bytes = missing ? 0 : std::filesystem::file_size(file_, missing);
  if (missing) {
    const bool was_there = !text_.empty();
    text_.clear();
    written_ = {};
    return was_there;
  }
  if (written == written_ && bytes == bytes_) return false;
  written_ = written;
  bytes_ = bytes;
  std::ifstream in(file_, std::ios::binary);
  text_.assign(std::istreambuf_iterator<char>(in), {});
  if (text_.size() > kMaxBytes) {
    spdlog::warn("{} is larger than {} bytes; the rest is left out", file_.string(), kMaxBytes);
    text_.resize(kMaxBytes);
  }
  return true;
}

std::filesystem::path curated_file(const std::filesystem::path& given, const char* name) {
  if (!given.empty()) return given;
  std::error_code failure;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
  for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    for (const char* place : {"config/search", "share/izvor"})
      if (std::filesystem::exists(folder / place / name, failure)) return folder / place / name;
  }
  return std::filesystem::path("/etc/izvor") / name;
}

}  // namespace izvor
