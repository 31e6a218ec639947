// A disk that is full while the file that IZVOR_FULL_DISK names exists: LD_PRELOAD it into a program under test.
//
// Writes to files in a folder "archive" fail with ENOSPC, WARC records in the middle: half of the bytes are written first.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_full(int fd) {
  const char* flag = getenv("IZVOR_FULL_DISK");
  char link[64];
  char path[PATH_MAX];
  if (flag == NULL || access(flag, F_OK) != 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return strstr(path, "/archive/") != NULL;
}

ssize_t write(int fd, const void* bytes, size_t size) {
  ssize_t (*real)(int, const void*, size_t) = (ssize_t(*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write");
  if (!is_full(fd)) return real(fd, bytes, size);
  if (size > 100) return real(fd, bytes, size / 2);
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
  ssize_t (*real)(int, const void*, size_t, off64_t) = (ssize_t(*)(int, const void*, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  if (!is_full(fd)) return real(fd, bytes, size, offset);
  errno = ENOSPC;
  return -1;
}
