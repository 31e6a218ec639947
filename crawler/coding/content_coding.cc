#include "crawler/coding/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using Decoded = tl::expected<std::string, CodingError>;

constexpr std::size_t kMaxCodings = 3;
constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kLookedAt = 512;
constexpr int kAutomaticWindow = 15 + 32;  // gzip or zlib, whichever it is.
constexpr int kBareWindow = -15;
constexpr int kZstdWindowLog = 23;  // 8 MB, RFC 9659.

tl::unexpected<CodingError> damaged() {
  return tl::unexpected(CodingError{CodingFault::kDamaged, "its compressed content is damaged or cut off"});
}

// Takes pieces up to the bound.
class BoundedBody {
 public:
  explicit BoundedBody(const CodingLimits& limits) : limits_(limits) {}

  // False when no more is wanted.
  bool take(const char* bytes, std::size_t size) {
    const std::size_t room = limits_.max_bytes - body_.size();
    body_.append(bytes, std::min(size, room));
    full_ = size > room;
    return !full_;
  }
  [[nodiscard]] bool empty() const { return body_.empty(); }
  Decoded finish() {
    if (full_ && !limits_.keep_beginning) {
      return tl::unexpected(CodingError{CodingFault::kTooLarge,
                                        "it is larger than " + std::to_string(limits_.max_bytes) + " bytes when inflated"});
    }
    return std::move(body_);
  }

 private:
  const CodingLimits& limits_;
  std::string body_;
  bool full_ = false;
};

bool is_gzip_member(const z_stream& stream) {
  return stream.avail_in >= 2 && stream.next_in[0] == 0x1F && stream.next_in[1] == 0x8B;
}

Decoded inflate_with(std::string_view bytes, const CodingLimits& limits, int window) {
  z_stream stream{};
  if (inflateInit2(&stream, window) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, &inflateEnd);
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // NOLINT: zlib does not write there.
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
  BoundedBody body(limits);
  std::vector<char> piece(kPieceBytes);
  while (true) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    const int state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t got = piece.size() - stream.avail_out;
    if (!body.take(piece.data(), got)) break;
    if (state == Z_STREAM_END) {
      if (!is_gzip_member(stream)) break;  // Nothing, or bytes that do not belong to the body.
      if (inflateReset(&stream) != Z_OK) return damaged();
    } else if (state != Z_OK || (got == 0 && stream.avail_in == 0)) {
      if (limits.keep_beginning && !body.empty()) break;
      return damaged();
    }
  }
  return body.finish();
}

Decoded inflate_deflate(std::string_view bytes, const CodingLimits& limits) {
  Decoded inflated = inflate_with(bytes, limits, kAutomaticWindow);
  if (inflated || inflated.error().fault == CodingFault::kTooLarge) return inflated;
  Decoded bare = inflate_with(bytes, limits, kBareWindow);
  return bare ? bare : inflated;
}

Decoded decode_brotli(std::string_view bytes, const CodingLimits& limits) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!decoder) throw std::bad_alloc();
  BoundedBody body(limits);
  std::vector<std::uint8_t> piece(kPieceBytes);
  const auto* next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  while (true) {
    std::uint8_t* next_out = piece.data();
    std::size_t room = piece.size();
    const BrotliDecoderResult state =
        BrotliDecoderDecompressStream(decoder.get(), &left, &next_in, &room, &next_out, nullptr);
    if (!body.take(reinterpret_cast<const char*>(piece.data()), piece.size() - room)) break;
    if (state == BROTLI_DECODER_RESULT_SUCCESS) break;
    if (state == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    if (state == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && limits.keep_beginning && !body.empty()) break;
    return damaged();
  }
  return body.finish();
}

Decoded decode_zstd(std::string_view bytes, const CodingLimits& limits) {
  const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  if (!context) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
  BoundedBody body(limits);
  std::vector<char> piece(kPieceBytes);
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  bool frame_ended = false;
  while (true) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const std::size_t before = in.pos;
    const std::size_t state = ZSTD_decompressStream(context.get(), &out, &in);
    if (ZSTD_isError(state) != 0) {
      if (frame_ended) break;  // What follows a whole frame and is none.
      return damaged();
    }
    if (!body.take(piece.data(), out.pos)) break;
    if (state == 0) {
      frame_ended = true;
      if (in.pos == in.size) break;
    } else {
      frame_ended = frame_ended && out.pos == 0;  // Of the next frame's header nothing has come out yet.
      if (out.pos == 0 && in.pos == before) {
        if (frame_ended || (limits.keep_beginning && !body.empty())) break;
        return damaged();
      }
    }
  }
  return body.finish();
}

// Text, by its first bytes: none of the codings begins like that, but for Brotli, which has no magic number.
bool is_plain_text(std::string_view body) {
  const std::string_view looked_at = body.substr(0, kLookedAt);
  return std::all_of(looked_at.begin(), looked_at.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  });
}

Decoded undo(std::string_view coding, std::string body, const CodingLimits& limits) {
  if (coding.empty() || ascii::equal(coding, "identity") || body.empty()) return body;
  Decoded decoded;
  if (ascii::equal(coding, "gzip") || ascii::equal(coding, "x-gzip")) {
    decoded = inflate_with(body, limits, kAutomaticWindow);
  } else if (ascii::equal(coding, "deflate")) {
    decoded = inflate_deflate(body, limits);
  } else if (ascii::equal(coding, "br")) {
    decoded = decode_brotli(body, limits);
  } else if (ascii::equal(coding, "zstd")) {
    decoded = decode_zstd(body, limits);
  } else {
    decoded = tl::unexpected(CodingError{
        CodingFault::kUnknown, "its content encoding " + std::string(coding.substr(0, 40)) + " is not known"});
  }
  if (!decoded && decoded.error().fault != CodingFault::kTooLarge && is_plain_text(body)) return body;
  return decoded;
}

}  // namespace

tl::expected<std::string, CodingError> decode_content(std::string_view codings, std::string body,
                                                      const CodingLimits& limits) {
  std::size_t undone = 0;
  while (!codings.empty()) {
    // The last one was applied last.
    const auto comma = codings.rfind(',');
    const std::string_view coding = ascii::trim(comma == std::string_view::npos ? codings : codings.substr(comma + 1));
    codings = comma == std::string_view::npos ? std::string_view() : codings.substr(0, comma);
    if (!coding.empty() && ++undone > kMaxCodings) {
      return tl::unexpected(CodingError{CodingFault::kUnknown, "it has more than three content encodings"});
    }
    Decoded decoded = undo(coding, std::move(body), limits);
    if (!decoded) return decoded;
    body = std::move(*decoded);
  }
  return body;
}

}  // namespace izvor
