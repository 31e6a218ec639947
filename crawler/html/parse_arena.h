// ParseArena: the memory of one parse, with a cap on bytes and on time.
//
// Gumbo knows no limits and checks no allocation, so the only places where a parse can be given up are its allocations. The
// arena hands out memory from blocks and frees all of it at once: Gumbo's own release is recursive and overflows the stack on a
// deep tree. An object belongs to one thread at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace izvor {

class ParseArena {
 public:
  /// `deadline` is processor time of the calling thread, from now.
  ParseArena(std::size_t max_bytes, std::chrono::milliseconds deadline);

  /// Memory aligned for any type, or nullptr once a bound is exceeded.
  [[nodiscard]] void* allocate(std::size_t bytes) noexcept;
  /// Takes memory back where it was the last that was given.
  void release(const void* memory) noexcept;

  /// Which bound was exceeded, in words; nullptr when none was.
  [[nodiscard]] const char* exceeded() const { return exceeded_; }

 private:
  [[nodiscard]] bool grow(std::size_t bytes) noexcept;

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::byte* last_ = nullptr;
  std::size_t bytes_left_;
  std::chrono::nanoseconds deadline_;
  unsigned until_clock_ = 0;
  const char* exceeded_ = nullptr;
};

}  // namespace izvor
