#include "searchd/http/content_coding.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace izvor {
namespace {

std::string inflated(const std::string& bytes) {
  std::string out(100'000, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string in = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

HttpResponse text_of(std::size_t size) {
  HttpResponse response;
  response.set("Content-Type", "application/json");
  for (std::size_t i = 0; i < size; ++i) response.body += static_cast<char>('a' + i % 17);
  return response;
}

HttpRequest accepting(const std::string& encodings) {
  return {.method = "GET", .target = "/", .fields = {{"Accept-Encoding", encodings}}, .body = {}};
}

TEST(ContentCoding, LongTextIsCompressedForThoseWhoAcceptIt) {
  const HttpResponse whole = text_of(20'000);
  HttpResponse response = whole;
  compress(accepting("br, gzip"), response);
  EXPECT_EQ(response.field("Content-Encoding"), "gzip");
  EXPECT_LT(response.body.size(), whole.body.size());
  EXPECT_EQ(inflated(response.body), whole.body);
}

TEST(ContentCoding, OthersGetItAsItIsAndCachesLearnWhy) {
  HttpResponse response = text_of(20'000);
  response.set("Vary", "Origin");
  compress(accepting("br"), response);
  EXPECT_EQ(response.body.size(), 20'000U);
  EXPECT_EQ(response.field("Content-Encoding"), "");
  EXPECT_EQ(response.field("Vary"), "Origin, Accept-Encoding");
}

TEST(ContentCoding, ShortBodiesAndPicturesStay) {
  HttpResponse small = text_of(100), picture = text_of(20'000);
  picture.set("Content-Type", "image/png");
  compress(accepting("gzip"), small);
  compress(accepting("gzip"), picture);
  EXPECT_EQ(small.field("Content-Encoding"), "");
  EXPECT_EQ(picture.field("Content-Encoding"), "");
}

TEST(ContentCoding, AWeightOfZeroForbids) {
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("deflate , GZIP ; q=0.5"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0"));
  EXPECT_FALSE(accepts_gzip("gzip; q=0.000, br"));
  EXPECT_FALSE(accepts_gzip("xgzip, gzipped"));
  EXPECT_FALSE(accepts_gzip(""));
}

}  // namespace
}  // namespace izvor
