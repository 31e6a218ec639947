#include "searchd/http/content_coding.h"

#include <zlib.h>

#include <string>

namespace izvor {
namespace {

/// Below this a packet is a packet.
constexpr std::size_t kLeastBytes = 1024;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// "q=0", "q=0.000": not at all.
bool has_no_weight(std::string_view parameters) {
  const auto weight = parameters.find("q=");
  if (weight == std::string_view::npos) return false;
  return trimmed(parameters.substr(weight + 2)).find_first_not_of("0.") == std::string_view::npos;
}

bool is_text(std::string_view media_type) {
  return media_type.starts_with("text/") || media_type.find("json") != std::string_view::npos ||
         media_type.find("xml") != std::string_view::npos;
}

/// Empty when zlib fails; the response then goes as it is.
std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write to it.
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const auto comma = accept_encoding.find(',');
    const std::string_view one = accept_encoding.substr(0, comma);
    const auto semicolon = one.find(';');
    if (equal_ignoring_case(trimmed(one.substr(0, semicolon)), "gzip"))
      return semicolon == std::string_view::npos || !has_no_weight(one.substr(semicolon));
    accept_encoding = comma == std::string_view::npos ? std::string_view() : accept_encoding.substr(comma + 1);
  }
  return false;
}

void compress(const HttpRequest& request, HttpResponse& response) {
  if (response.body.size() < kLeastBytes || !is_text(response.field("Content-Type"))) return;
  const std::string_view vary = response.field("Vary");
  response.set("Vary", vary.empty() ? "Accept-Encoding" : std::string(vary) + ", Accept-Encoding");
  if (!accepts_gzip(request.field("Accept-Encoding"))) return;
  std::string smaller = gzipped(response.body);
  if (smaller.empty()) return;
  response.body = std::move(smaller);
  response.set("Content-Encoding", "gzip");
}

}  // namespace izvor
