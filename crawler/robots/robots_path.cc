#include "crawler/robots/robots_path.h"

namespace izvor {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool is_unreserved(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' ||
         c == '~';
}

// What a query may hold written out or encoded with the same meaning. "&", "=" and "+" are not here: they part the query.
bool is_equal_in_query(unsigned char c) {
  return std::string_view(":/?@[]!'(),;").find(static_cast<char>(c)) != std::string_view::npos;
}

void append_encoded(std::string& out, unsigned char c) {
  out += '%';
  out += kHexDigits[c >> 4];
  out += kHexDigits[c & 15];
}

std::string normalise(std::string_view text, bool is_pattern) {
  std::string out;
  out.reserve(text.size());
  bool in_query = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      c = static_cast<unsigned char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
      if (is_unreserved(c) || (in_query && is_equal_in_query(c))) {
        out += static_cast<char>(c);
      } else {
        append_encoded(out, c);
      }
      continue;
    }
    const bool special = c == '*' || c == '$';
    const bool keeps_meaning = is_pattern && (c == '*' || (c == '$' && i + 1 == text.size()));
    const bool stray_percent = c == '%';  // Left alone it would make an encoding of what follows it.
    if (stray_percent || c <= 0x20 || c >= 0x7F || (special && !keeps_meaning)) {
      append_encoded(out, c);
    } else {
      out += static_cast<char>(c);
    }
    in_query = in_query || c == '?';
  }
  return out;
}

}  // namespace

std::string normalise_robots_target(std::string_view target) { return normalise(target, false); }
std::string normalise_robots_pattern(std::string_view pattern) { return normalise(pattern, true); }

}  // namespace izvor
