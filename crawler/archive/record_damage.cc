#include "crawler/archive/record_damage.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <vector>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using Digest = std::vector<unsigned char>;

std::optional<unsigned> digit_of(char c, unsigned bits) {
  c = ascii::lower(c);
  constexpr unsigned kHexadecimalBits = 4;
  if (bits == kHexadecimalBits) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    return std::nullopt;
  }
  if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a');  // RFC 4648, section 6.
  if (c >= '2' && c <= '7') return static_cast<unsigned>(c - '2') + 26;
  return std::nullopt;
}

/// Base32 (5 bits a digit) or hexadecimal digits (4); none when it is neither.
std::optional<Digest> read_digits(std::string_view text, unsigned bits) {
  while (text.ends_with('=')) text.remove_suffix(1);
  Digest bytes;
  unsigned value = 0;
  unsigned have = 0;
  for (const char c : text) {
    const auto digit = digit_of(c, bits);
    if (!digit) return std::nullopt;
    value = ((value << bits) | *digit) & 0xffffU;
    have += bits;
    if (have < 8) continue;
    have -= 8;
    bytes.push_back(static_cast<unsigned char>((value >> have) & 0xffU));
  }
  return bytes;
}

Digest compute(std::string_view bytes, const EVP_MD* algorithm) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, algorithm, nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot compute a digest");
  }
  return {digest.begin(), digest.begin() + length};
}

const EVP_MD* algorithm_named(std::string_view name) {
  if (same_name(name, "sha1") || same_name(name, "sha-1")) return EVP_sha1();
  if (same_name(name, "sha256") || same_name(name, "sha-256")) return EVP_sha256();
  if (same_name(name, "md5")) return EVP_md5();
  return nullptr;
}

/// Whether the body is less than Content-Length says. A body whose coding was undone has another length by right.
bool shorter_than_declared(const HttpResponse& response) {
  if (!find_field(response.fields, "Content-Encoding").empty() || !find_field(response.fields, "Transfer-Encoding").empty())
    return false;
  const std::string_view field = find_field(response.fields, "Content-Length");
  std::uint64_t declared = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), declared);
  return error == std::errc() && end == field.data() + field.size() && response.body.size() < declared;
}

}  // namespace

bool has_digest(std::string_view bytes, std::string_view digest) {
  const std::size_t colon = digest.find(':');
  const EVP_MD* algorithm = colon == std::string_view::npos ? nullptr : algorithm_named(digest.substr(0, colon));
  if (algorithm == nullptr) return true;
  const auto size = static_cast<std::size_t>(EVP_MD_get_size(algorithm));
  for (const unsigned bits : {4U, 5U}) {
    const auto said = read_digits(digest.substr(colon + 1), bits);
    if (said && said->size() == size) return compute(bytes, algorithm) == *said;
  }
  return true;
}

std::string damage_of_block(const WarcRecord& record) {
  if (const std::string_view reason = record.field("WARC-Truncated"); !reason.empty() && record.type() != "revisit") {
    return "it was truncated when it was recorded (" + one_line(reason).substr(0, 40) + ")";
  }
  if (!record.field("WARC-Segment-Number").empty()) return "it is one segment of a larger record";
  if (!has_digest(record.block, record.field("WARC-Block-Digest"))) return "its block does not have its digest";
  if (const std::string_view known = record.field("Izvor-Damage"); !known.empty()) return one_line(known);
  return {};
}

std::optional<std::string> cut_chunks(const HttpResponse& response) {
  if (!same_name(find_field(response.fields, "Transfer-Encoding"), "chunked")) return std::nullopt;
  std::string_view rest = response.body;
  std::string body;
  for (bool first = true;; first = false) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size, 16);
    const auto digits = static_cast<std::size_t>(end - rest.data());
    const std::size_t line = rest.find('\n');
    const bool is_size = error == std::errc() && line != std::string_view::npos &&
                         (rest[digits] == '\r' || rest[digits] == '\n' || rest[digits] == ';');
    // Many programs write the chunks undone and keep the field.
    if (!is_size && first) return std::nullopt;
    if (!is_size) return body;
    if (size == 0) return std::nullopt;  // All are there.
    rest.remove_prefix(line + 1);
    body += rest.substr(0, size);
    if (size > rest.size()) return body;
    rest.remove_prefix(size);
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
  }
}

std::string damage_of_payload(const HttpResponse& response, std::string_view decoded, std::string_view digest) {
  if (shorter_than_declared(response)) {
    return "it is shorter than its Content-Length (" + std::to_string(response.body.size()) + " of " +
           one_line(find_field(response.fields, "Content-Length")) + " bytes)";
  }
  if (!has_digest(response.body, digest) && !has_digest(decoded, digest)) return "its payload does not have its digest";
  return {};
}

}  // namespace izvor
