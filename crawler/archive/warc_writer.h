// WarcWriter: appends records to the archive's newest WARC file, and begins a new one when that is large enough.
//
// A record that cannot be written whole (disk full) is cut off again. Belongs to one thread of the process that holds the
// archive's lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "crawler/archive/gzip.h"
#include "crawler/archive/warc_record.h"
#include "crawler/platform/file.h"
#include "izvor/result.h"

namespace izvor {

/// Names of the archive's WARC files, in the order in which they were written.
[[nodiscard]] Result<std::vector<std::string>> warc_file_names(const std::filesystem::path& folder);

class WarcWriter {
 public:
  /// Continues the newest file, which must end with a whole record.
  [[nodiscard]] static Result<WarcWriter> open(const std::filesystem::path& folder, std::uint64_t max_file_bytes);

  /// Appends the records side by side in one file; returns the place of the first.
  [[nodiscard]] Result<WarcPosition> append(const std::vector<WarcRecord>& records);
  [[nodiscard]] Result<void> sync();

  [[nodiscard]] const std::string& file_name() const { return name_; }
  [[nodiscard]] std::uint64_t file_bytes() const { return bytes_; }

 private:
  WarcWriter(std::filesystem::path folder, std::uint64_t max_file_bytes)
      : folder_(std::move(folder)), max_file_bytes_(max_file_bytes) {}
  [[nodiscard]] Result<void> begin_file();
  [[nodiscard]] Result<void> write(const std::string& bytes);

  std::filesystem::path folder_;
  std::uint64_t max_file_bytes_;
  unsigned number_ = 0;
  std::string name_;
  FileDescriptor fd_;
  std::uint64_t bytes_ = 0;
  bool synced_ = true;
  GzipWriter gzip_;
};

}  // namespace izvor
