#include "crawler/html/parse_arena.h"

#include <time.h>

#include <algorithm>
#include <new>

namespace izvor {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::size_t kAlignment = alignof(std::max_align_t);
/// Reading the clock costs more than an allocation.
constexpr unsigned kAllocationsPerClock = 256;

/// Of this thread. The clock on the wall would let a busy machine decide what is read of a page.
std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

ParseArena::ParseArena(std::size_t max_bytes, std::chrono::milliseconds deadline)
    : bytes_left_(max_bytes), deadline_(processor_time() + deadline) {}

void* ParseArena::allocate(std::size_t bytes) noexcept {
  if (until_clock_-- == 0) {
    until_clock_ = kAllocationsPerClock;
    if (processor_time() > deadline_) exceeded_ = "time";
  }
  if (exceeded_ != nullptr) return nullptr;
  const std::size_t rounded = (std::max<std::size_t>(bytes, 1) + kAlignment - 1) / kAlignment * kAlignment;
  if (static_cast<std::size_t>(end_ - next_) < rounded && !grow(rounded)) return nullptr;
  last_ = next_;
  next_ += rounded;
  return last_;
}

void ParseArena::release(const void* memory) noexcept {
  if (memory == nullptr || memory != last_) return;
  next_ = last_;
  last_ = nullptr;
}

bool ParseArena::grow(std::size_t bytes) noexcept {
  const std::size_t block = std::max(bytes, kBlockBytes);
  if (block > bytes_left_) {
    exceeded_ = "memory";
    return false;
  }
  try {
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
  } catch (const std::bad_alloc&) {  // Gumbo, a C library, is above us on the stack.
    exceeded_ = "memory";
    return false;
  }
  bytes_left_ -= block;
  next_ = blocks_.back().get();
  end_ = next_ + block;
  last_ = nullptr;
  return true;
}

}  // namespace izvor
