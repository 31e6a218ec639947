// Preloaded into a program (LD_PRELOAD): the Nth call that writes or syncs a file fails, once or from then on.
//
//   IZVOR_FAIL_AT=N       which call, from 1, counted over write, pwrite, fsync and fdatasync of files (not of standard output)
//   IZVOR_FAIL_FOR_GOOD   set: all calls from the Nth on fail, as on a full disk; a write fails with ENOSPC, a sync with EIO
//   IZVOR_FAIL_MARK=FILE  made when the first call fails, so that a test knows that there were so many
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>

namespace {

std::atomic<long> calls{0};

long fail_at() {
  const char* text = std::getenv("IZVOR_FAIL_AT");
  return text != nullptr ? std::atol(text) : 0;
}

void leave_mark() {
  const char* file = std::getenv("IZVOR_FAIL_MARK");
  if (file == nullptr) return;
  const long mark = syscall(SYS_openat, AT_FDCWD, file, O_CREAT | O_WRONLY, 0644);
  if (mark >= 0) syscall(SYS_close, mark);
}

/// Whether this call is one that fails; sets errno.
bool fails(int descriptor, int error) {
  if (descriptor <= STDERR_FILENO) return false;
  const long call = ++calls;
  const long first = fail_at();
  const bool now = first > 0 && (call == first || (call > first && std::getenv("IZVOR_FAIL_FOR_GOOD") != nullptr));
  if (now && call == first) leave_mark();
  if (now) errno = error;
  return now;
}

template <class Function>
Function next_of(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static const auto real = next_of<ssize_t (*)(int, const void*, size_t)>("write");
  return fails(descriptor, ENOSPC) ? -1 : real(descriptor, bytes, size);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  static const auto real = next_of<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return fails(descriptor, ENOSPC) ? -1 : real(descriptor, bytes, size, at);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  static const auto real = next_of<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return fails(descriptor, ENOSPC) ? -1 : real(descriptor, bytes, size, at);
}

int fsync(int descriptor) {
  static const auto real = next_of<int (*)(int)>("fsync");
  return fails(descriptor, EIO) ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
  static const auto real = next_of<int (*)(int)>("fdatasync");
  return fails(descriptor, EIO) ? -1 : real(descriptor);
}

}  // extern "C"
