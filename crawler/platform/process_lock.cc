#include "crawler/platform/process_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace izvor {
namespace {

std::string refusal(const FileDescriptor& fd, const std::filesystem::path& file, const std::string& what) {
  constexpr std::size_t kMaxOwnerBytes = 256;
  std::string owner = read_at(fd, 0, kMaxOwnerBytes, file).value_or("");
  owner.resize(std::min(owner.find('\n'), owner.size()));
  // The holder may be between taking the lock and writing its name.
  if (owner.empty()) owner = "another process";
  return what + " is in use by " + owner + "; stop that one first, or wait until it is done";
}

}  // namespace

Result<ProcessLock> ProcessLock::take(const std::filesystem::path& file, const std::string& owner, const std::string& what) {
  auto fd = open_file(file, O_RDWR | O_CREAT);
  if (!fd) return tl::make_unexpected(fd.error());
  while (::flock(fd->get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) return fail(refusal(*fd, file, what));
    return fail(system_message("lock", file));
  }
  const std::string name = owner.empty() ? program_invocation_short_name : owner;
  const std::string line = name + " (process " + std::to_string(::getpid()) + ")\n";
  if (::ftruncate(fd->get(), 0) != 0) return fail(system_message("write", file));
  if (auto written = write_all(*fd, line, file); !written) return tl::make_unexpected(written.error());
  return ProcessLock(std::move(*fd));
}

}  // namespace izvor
