#include "crawler/url/percent.h"

namespace izvor {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_triplet(std::string_view text, std::size_t at) {
  return text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
}

bool stays(char c, UrlPart part) {
  if (c <= ' ' || c >= '\x7f') return false;  // Non-ASCII bytes are negative here.
  constexpr std::string_view kNever = "\"<>#";
  if (kNever.find(c) != std::string_view::npos) return false;
  switch (part) {
    case UrlPart::kPath:
      return std::string_view("?^`{}").find(c) == std::string_view::npos;
    case UrlPart::kPathSegment:
      return std::string_view("?^`{}/\\%").find(c) == std::string_view::npos;
    case UrlPart::kQuery:
      return c != '\'';
  }
  return false;
}

void append_triplet(std::string& out, unsigned value) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  out += '%';
  out += kHexDigits[value >> 4U];
  out += kHexDigits[value & 15U];
}

}  // namespace

std::string percent_encode(std::string_view text, UrlPart part) {
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (part != UrlPart::kPathSegment && is_triplet(text, i)) {
      append_triplet(out, static_cast<unsigned>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else if (stays(text[i], part)) {
      out += text[i];
    } else {
      append_triplet(out, static_cast<unsigned char>(text[i]));
    }
  }
  return out;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_triplet(text, i)) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace izvor
