// Files that survive a power cut: descriptors that close themselves, bounded reads, atomic and durable writes.
//
// POSIX only. A FileDescriptor belongs to one thread; the functions are safe from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "izvor/result.h"

namespace izvor {

/// Owns an open file descriptor.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// open(2) with O_CLOEXEC. The message of a failure names the file and the system's reason.
[[nodiscard]] Result<FileDescriptor> open_file(const std::filesystem::path& file, int flags, unsigned mode = 0644);

/// Writes all of `bytes` at the file's position.
[[nodiscard]] Result<void> write_all(const FileDescriptor& fd, std::string_view bytes, const std::filesystem::path& file);

/// Reads `length` bytes at `offset`; fewer when the file ends before.
[[nodiscard]] Result<std::string> read_at(const FileDescriptor& fd, std::uint64_t offset, std::size_t length,
                                          const std::filesystem::path& file);

/// Reads a whole file; fails when it is larger than `max_bytes`, before reading it.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_bytes);

[[nodiscard]] Result<void> sync_file(const FileDescriptor& fd, const std::filesystem::path& file);

/// Makes names created in, or renamed into, the folder durable.
[[nodiscard]] Result<void> sync_directory(const std::filesystem::path& folder);

/// Readers see the old content or the new, also after a power cut: temporary file, fsync, rename, fsync of the folder.
[[nodiscard]] Result<void> write_file_atomically(const std::filesystem::path& file, std::string_view content);

/// "cannot open /x/y: No such file or directory", from errno.
[[nodiscard]] std::string system_message(std::string_view what, const std::filesystem::path& file);

}  // namespace izvor
