#include "crawler/sitemap/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace izvor {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;

// Ends the stream however inflating ends.
class InflateStream {
 public:
  InflateStream() { ready_ = inflateInit2(&stream_, kGzipOnly) == Z_OK; }
  ~InflateStream() {
    if (ready_) inflateEnd(&stream_);
  }
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }
  z_stream& get() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

std::string inflate_gzip(std::string_view bytes, const std::function<bool(std::string_view)>& take) {
  InflateStream stream;
  if (!stream.ready()) return "cannot start inflating";
  std::array<char, std::size_t{64} << 10> piece{};
  z_stream& z = stream.get();
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write through it.
  z.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
  while (true) {
    z.next_out = reinterpret_cast<Bytef*>(piece.data());
    z.avail_out = static_cast<uInt>(piece.size());
    const int status = inflate(&z, Z_NO_FLUSH);
    const std::size_t got = piece.size() - z.avail_out;
    if (got > 0 && !take({piece.data(), got})) return {};
    if (status == Z_STREAM_END) {
      // What follows and is no member does not belong to the file.
      if (z.avail_in < 2 || z.next_in[0] != 0x1F || z.next_in[1] != 0x8B) return {};
      if (inflateReset(&z) != Z_OK) return "gzip is damaged";  // Another member follows, RFC 1952, section 2.2.
    } else if (status != Z_OK) {
      return status == Z_BUF_ERROR ? "gzip ends too early" : "gzip is damaged";
    }
  }
}

}  // namespace izvor
