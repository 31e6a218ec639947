#include "crawler/platform/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace izvor {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

std::string system_message(std::string_view what, const std::filesystem::path& file) {
  const std::string reason = std::generic_category().message(errno);
  return "cannot " + std::string(what) + " " + file.string() + ": " + reason;
}

Result<FileDescriptor> open_file(const std::filesystem::path& file, int flags, unsigned mode) {
  FileDescriptor fd(::open(file.c_str(), flags | O_CLOEXEC, mode));
  if (!fd.is_open()) return fail(system_message("open", file));
  return fd;
}

Result<void> write_all(const FileDescriptor& fd, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd.get(), bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return fail(system_message("write", file));
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::string> read_at(const FileDescriptor& fd, std::uint64_t offset, std::size_t length,
                            const std::filesystem::path& file) {
  std::string bytes(length, '\0');
  std::size_t done = 0;
  while (done < length) {
    const ssize_t got = ::pread(fd.get(), bytes.data() + done, length - done, static_cast<off_t>(offset + done));
    if (got < 0) {
      if (errno == EINTR) continue;
      return fail(system_message("read", file));
    }
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Result<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_bytes) {
  // Without O_NONBLOCK a named pipe in a folder to import would hold the program for ever.
  auto fd = open_file(file, O_RDONLY | O_NONBLOCK);
  if (!fd) return tl::make_unexpected(fd.error());
  struct stat facts {};
  if (::fstat(fd->get(), &facts) != 0) return fail(system_message("read", file));
  if (!S_ISREG(facts.st_mode)) return fail("cannot read " + file.string() + ": not a regular file");
  const auto size = static_cast<std::uint64_t>(facts.st_size);
  if (size > max_bytes) {
    return fail(file.string() + " is too large: " + std::to_string(size) + " bytes, at most " + std::to_string(max_bytes));
  }
  return read_at(*fd, 0, static_cast<std::size_t>(size), file);
}

Result<void> sync_file(const FileDescriptor& fd, const std::filesystem::path& file) {
  if (::fdatasync(fd.get()) != 0) return fail(system_message("make durable", file));
  return {};
}

Result<void> sync_directory(const std::filesystem::path& folder) {
  auto fd = open_file(folder.empty() ? std::filesystem::path(".") : folder, O_RDONLY | O_DIRECTORY);
  if (!fd) return tl::make_unexpected(fd.error());
  if (::fsync(fd->get()) != 0) return fail(system_message("make durable", folder));
  return {};
}

Result<void> write_file_atomically(const std::filesystem::path& file, std::string_view content) {
  const std::filesystem::path temporary = file.string() + "." + std::to_string(::getpid()) + ".tmp";
  const auto written = open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC).and_then([&](const FileDescriptor& fd) {
    return write_all(fd, content, temporary).and_then([&] { return sync_file(fd, temporary); });
  });
  if (written && ::rename(temporary.c_str(), file.c_str()) == 0) return sync_directory(file.parent_path());
  const std::string message = written ? system_message("replace", file) : written.error().message;
  ::unlink(temporary.c_str());
  return fail(message);
}

}  // namespace izvor
