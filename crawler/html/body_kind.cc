#include "crawler/html/body_kind.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLookedAt = 1445;  // As much as the MIME Sniffing standard looks at.

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kMagic = {{
    {"%PDF-"sv, "a PDF"sv},
    {"%!PS-"sv, "a PostScript file"sv},
    {"{\\rtf"sv, "a rich text file"sv},
    {"PK\x03\x04"sv, "a ZIP or office file"sv},
    {"PK\x05\x06"sv, "a ZIP file"sv},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old office file"sv},
    {"\xFF\xD8\xFF"sv, "a JPEG image"sv},
    {"\x89PNG\r\n\x1A\n"sv, "a PNG image"sv},
    {"GIF87a"sv, "a GIF image"sv},
    {"GIF89a"sv, "a GIF image"sv},
    {"II*\0"sv, "a TIFF image"sv},
    {"MM\0*"sv, "a TIFF image"sv},
    {"\0\0\1\0"sv, "an icon"sv},
    {"\x1F\x8B\x08"sv, "a gzip file"sv},
    {"\xFD"
     "7zXZ\0"sv,
     "an xz file"sv},
    {"\x28\xB5\x2F\xFD"sv, "a zstd file"sv},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip file"sv},
    {"Rar!\x1A\x07"sv, "a RAR file"sv},
    {"\x1A\x45\xDF\xA3"sv, "a film"sv},
    {"\x7F"
     "ELF"sv,
     "a program"sv},
}};

bool is_utf16(std::string_view body) { return body.starts_with("\xFF\xFE"sv) || body.starts_with("\xFE\xFF"sv); }

// UTF-16 without a byte order mark has a NUL in every second byte of its markup, a binary file has them anywhere.
bool looks_like_utf16(std::string_view body) {
  if (body.size() < 4) return false;
  const bool little = body[0] == '<' && body[1] == '\0' && body[3] == '\0';
  const bool big = body[0] == '\0' && body[1] == '<' && body[2] == '\0';
  return little || big;
}

// Control characters that no text holds, RFC 2046's and the Sniffing standard's "binary data byte".
std::size_t binary_bytes(std::string_view body) {
  return static_cast<std::size_t>(std::count_if(body.begin(), body.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) || (byte >= 0x1C && byte <= 0x1F);
  }));
}

}  // namespace

std::string_view binary_kind_of(std::string_view body) {
  if (const std::string_view trimmed = ascii::trim(body.substr(0, kLookedAt)); trimmed.starts_with("%PDF-")) return "a PDF";
  const auto* known = std::find_if(kMagic.begin(), kMagic.end(), [&](const auto& magic) { return body.starts_with(magic.first); });
  if (known != kMagic.end()) return known->second;
  if (body.size() > 8 && body.substr(4).starts_with("ftyp")) return "a film";
  if (is_utf16(body) || looks_like_utf16(body) || begins_like_html(body)) return {};
  // A stray control character is a fault of old editors; one in twenty is no text.
  const std::string_view looked_at = body.substr(0, kLookedAt);
  return binary_bytes(looked_at) * 20 > looked_at.size() ? "binary data" : std::string_view();
}

bool is_vague_type(std::string_view media_type) {
  constexpr std::array<std::string_view, 7> kVague = {
      "", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml", "unknown/unknown", "text"};
  return std::any_of(kVague.begin(), kVague.end(), [&](std::string_view vague) { return ascii::equal(vague, media_type); });
}

bool begins_like_html(std::string_view body) {
  body = body.substr(0, kLookedAt);
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  body = ascii::trim(body);
  for (std::size_t comments = 0; comments < 10; ++comments) {  // Comments and an XML declaration may come first.
    const bool is_comment = body.starts_with("<!--");
    if (!is_comment && !body.starts_with("<?xml")) break;
    const auto end = body.find(is_comment ? "-->" : "?>");
    if (end == std::string_view::npos) return false;
    body = ascii::trim(body.substr(end + (is_comment ? 3 : 2)));
  }
  for (const std::string_view beginning : {"<!doctype html", "<html", "<head", "<body", "<title", "<meta"}) {
    if (ascii::starts_with(body, beginning)) return true;
  }
  return false;
}

}  // namespace izvor
