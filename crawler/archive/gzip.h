// gzip (RFC 1952): one member at a time, through zlib.
//
// A GzipWriter belongs to one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

extern "C" {
struct z_stream_s;
}

namespace izvor {

/// zlib's window bits for 32 KB with a gzip header (zlib.h, deflateInit2).
inline constexpr int kGzipWindowBits = 15 + 16;

/// Makes gzip members; keeps zlib's 256 KB of tables from one to the next.
class GzipWriter {
 public:
  GzipWriter();
  [[nodiscard]] std::string member(std::string_view bytes);

 private:
  struct Free {
    void operator()(z_stream_s* stream) const noexcept;
  };
  std::unique_ptr<z_stream_s, Free> stream_;
};

/// As much as can be inflated of gzip or zlib data that is cut off or damaged, at most `max_bytes`; may be nothing.
[[nodiscard]] std::string inflate_beginning(std::string_view bytes, std::size_t max_bytes);

}  // namespace izvor
