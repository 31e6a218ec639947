// TextArena: memory for the strings of one text, given back all at once and reused for the next.
//
// Strings do not move while the arena grows. One thread at a time.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace izvor {

class TextArena {
 public:
  /// Forgets every string, keeps the memory.
  void clear() {
    block_ = 0;
    used_ = 0;
  }

  /// Room for `size` bytes.
  [[nodiscard]] char* allocate(std::size_t size) {
    while (block_ < blocks_.size() && blocks_[block_].size - used_ < size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) add_block(size);
    char* place = blocks_[block_].bytes.get() + used_;
    used_ += size;
    return place;
  }

  /// Gives back the end of the last allocation.
  void shrink_last(std::size_t unused) { used_ -= unused; }

  [[nodiscard]] std::string_view copy(std::string_view text) {
    char* place = allocate(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };

  void add_block(std::size_t least) {
    constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
    const std::size_t size = least > kBlockBytes ? least : kBlockBytes;
    blocks_.push_back({std::make_unique<char[]>(size), size});
    used_ = 0;
  }

  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
};

}  // namespace izvor
