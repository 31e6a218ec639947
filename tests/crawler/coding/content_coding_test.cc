#include "crawler/coding/content_coding.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

namespace izvor {
namespace {

constexpr std::size_t kEnough = 1'000'000;
const std::string kPage = "<html><body><p>извор на закон</p></body></html>";

std::string deflated(std::string_view text, int window) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  std::string in(text);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.erase(stream.total_out);
  deflateEnd(&stream);
  return out;
}
std::string gzip(std::string_view text) { return deflated(text, 15 + 16); }

std::string brotli(const std::string& text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  EXPECT_TRUE(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()),
                                    &size, reinterpret_cast<std::uint8_t*>(out.data())));
  out.resize(size);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string decoded(std::string_view coding, const std::string& body, std::size_t max_bytes = kEnough) {
  const auto result = decode_content(coding, body, {.max_bytes = max_bytes});
  return result ? *result : "failed: " + result.error().message;
}

TEST(ContentCoding, EachIsUndone) {
  EXPECT_EQ(decoded("gzip", gzip(kPage)), kPage);
  EXPECT_EQ(decoded("X-GZIP", gzip(kPage)), kPage);
  EXPECT_EQ(decoded("deflate", deflated(kPage, 15)), kPage);
  EXPECT_EQ(decoded("deflate", deflated(kPage, -15)), kPage) << "without zlib's header";
  EXPECT_EQ(decoded("br", brotli(kPage)), kPage);
  EXPECT_EQ(decoded("zstd", zstd(kPage)), kPage);
  EXPECT_EQ(decoded("", kPage), kPage);
  EXPECT_EQ(decoded("identity", kPage), kPage);
}

TEST(ContentCoding, SeveralAreUndoneLastOneFirst) {
  EXPECT_EQ(decoded("br, gzip", gzip(brotli(kPage))), kPage);
  EXPECT_EQ(decoded("gzip,gzip,gzip,gzip", gzip(gzip(gzip(gzip(kPage))))), "failed: it has more than three content encodings");
}

TEST(ContentCoding, BytesBehindTheEndAreIgnored) {
  EXPECT_EQ(decoded("gzip", gzip(kPage) + "\r\n<!-- cached -->"), kPage);
  EXPECT_EQ(decoded("gzip", gzip(kPage) + std::string(8, '\0')), kPage);
  EXPECT_EQ(decoded("br", brotli(kPage) + "xx"), kPage);
  EXPECT_EQ(decoded("zstd", zstd(kPage) + "xx"), kPage);
  EXPECT_EQ(decoded("gzip", gzip("a") + gzip("b")), "ab") << "another member belongs to it";
  EXPECT_EQ(decoded("zstd", zstd("a") + zstd("b")), "ab");
}

TEST(ContentCoding, ABodyThatIsDecodedAlreadyIsRead) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "utf-8"}) EXPECT_EQ(decoded(coding, kPage), kPage) << coding;
}

TEST(ContentCoding, DamageIsSaid) {
  for (const auto& [coding, body] :
       {std::pair("gzip", gzip(kPage)), {"br", brotli(kPage)}, {"zstd", zstd(kPage)}, {"deflate", deflated(kPage, 15)}}) {
    EXPECT_TRUE(decoded(coding, body.substr(0, body.size() / 2)).starts_with("failed: its compressed")) << coding;
  }
  EXPECT_TRUE(decoded("compress", "\x1F\x9D\x90").starts_with("failed: its content encoding compress"));
}

TEST(ContentCoding, BombsAreCutAtTheBound) {
  const std::string bomb(10 * kEnough, 'x');
  for (const auto& [coding, body] : {std::pair("gzip", gzip(bomb)), {"br", brotli(bomb)}, {"zstd", zstd(bomb)}}) {
    const auto refused = decode_content(coding, body, {.max_bytes = kEnough});
    ASSERT_FALSE(refused) << coding;
    EXPECT_EQ(refused.error().fault, CodingFault::kTooLarge) << coding;
    const auto cut = decode_content(coding, body, {.max_bytes = kEnough, .keep_beginning = true});
    ASSERT_TRUE(cut) << coding;
    EXPECT_EQ(cut->size(), kEnough) << coding;
  }
}

}  // namespace
}  // namespace izvor
