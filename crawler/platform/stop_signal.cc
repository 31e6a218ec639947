#include "crawler/platform/stop_signal.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace izvor {
namespace {

// A signal handler has no other way to its object.
std::atomic<bool> stop_requested{false};
std::atomic<int> stop_pipe{-1};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void raise_stop() {
  if (stop_requested.exchange(true)) return;
  const char byte = 1;
  if (const int fd = stop_pipe.load(); fd >= 0) static_cast<void>(::write(fd, &byte, 1) == 1);
}

extern "C" void on_stop_signal(int /*number*/) {
  const int saved = errno;
  raise_stop();
  errno = saved;
}

void handle(void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  for (const int number : {SIGINT, SIGTERM}) sigaction(number, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw std::runtime_error("cannot make a pipe for the stop signal");
  read_end_ = FileDescriptor(ends[0]);
  write_end_ = FileDescriptor(ends[1]);
  if (stop_pipe.exchange(ends[1]) >= 0) throw std::logic_error("there is a StopSignal already");
  stop_requested = false;
  // SA_RESETHAND: the second signal finds the default, which ends the process.
  handle(&on_stop_signal, static_cast<int>(SA_RESETHAND));
}

StopSignal::~StopSignal() {
  handle(SIG_DFL, 0);
  stop_pipe = -1;
}

bool StopSignal::requested() const { return stop_requested.load(); }

void StopSignal::request() { raise_stop(); }

}  // namespace izvor
