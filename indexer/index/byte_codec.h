// Varints and counted strings: the small change of the stored-page format.
//
// A ByteReader never reads past its input: the first damage makes it fail for good, and everything read after that is zero or
// empty, so that a decoder checks once, at the end. Values; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace izvor {

/// LEB128: seven bits a byte, low bits first.
inline void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80U; value >>= 7U) out.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
  out.push_back(static_cast<char>(value));
}

/// Small numbers of either sign stay short: 0, -1, 1, -2 become 0, 1, 2, 3.
inline void append_signed_varint(std::string& out, std::int64_t value) {
  append_varint(out, (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

inline void append_string(std::string& out, std::string_view text) {
  append_varint(out, text.size());
  out.append(text);
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view input) : rest_(input) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  /// Bytes that are not read yet.
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80U) return failed_ ? 0 : value;
    }
    fail();
    return 0;
  }

  std::int64_t signed_varint() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>((value >> 1U) ^ (0U - (value & 1U)));
  }

  /// A number that must not exceed `most`.
  std::uint32_t bounded(std::uint64_t most) {
    const std::uint64_t value = varint();
    if (value > most || value > UINT32_MAX) fail();
    return failed_ ? 0 : static_cast<std::uint32_t>(value);
  }

  /// A count of things that take at least one byte each: never more than the bytes that are left.
  std::size_t count() { return bounded(rest_.size()); }

  std::string_view bytes(std::size_t size) {
    if (size > rest_.size()) fail();
    if (failed_) return {};
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string string() { return std::string(bytes(count())); }

  /// The caller found what it read impossible.
  void fail() {
    failed_ = true;
    rest_ = {};
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace izvor
