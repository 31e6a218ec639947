#include "crawler/html/bare_text.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "crawler/html/tag_scanner.h"
#include "crawler/html/utf8.h"
#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using Kind = SourceToken::Kind;

void append_character(std::string& out, std::uint32_t c) {
  const bool character = c != 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
  utf8::append(out, character ? c : 0xFFFD);
}

/// Appends what "&…;" means; false when it is none of ours.
bool append_reference(std::string& out, std::string_view name) {
  if (name.size() > 1 && name[0] == '#') {
    const bool hexadecimal = ascii::lower(name[1]) == 'x';
    const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
    if (digits.empty() || error == std::errc::invalid_argument || end != digits.data() + digits.size()) return false;
    append_character(out, error == std::errc() ? value : 0);
    return true;
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed{
      {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\xC2\xA0"}}};
  for (const auto& [known, meaning] : kNamed) {
    if (name != known) continue;
    out += meaning;
    return true;
  }
  return false;
}

bool is_inline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_B:
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_U:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_WBR:
      return true;
    default:
      return false;
  }
}

void append_collapsed(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (!ascii::is_space(c))
      out += c;
    else if (!out.empty() && !ascii::is_space(out.back()))
      out += ' ';
  }
}

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (!out.empty() && out.back() != '\n') out += '\n';
}

}  // namespace

std::string resolve_common_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t reference = std::min(text.find('&', at), text.size());
    out += text.substr(at, reference - at);
    if (reference == text.size()) break;
    const std::size_t end = text.substr(0, std::min(text.size(), reference + 12)).find(';', reference);
    const bool known = end != std::string_view::npos && append_reference(out, text.substr(reference + 1, end - reference - 1));
    if (!known) out += '&';
    at = known ? end + 1 : reference + 1;
  }
  return out;
}

BareText read_bare_text(std::string_view utf8, std::size_t max_bytes) {
  BareText bare;
  TagScanner scanner(utf8, SIZE_MAX);
  for (SourceToken token; bare.text.size() < max_bytes && scanner.next(token);) {
    switch (token.kind) {
      case Kind::kText:
        append_collapsed(bare.text, resolve_common_references(token.source));
        break;
      case Kind::kRawText:
        if (token.tag == GUMBO_TAG_TITLE && bare.title.empty())
          append_collapsed(bare.title, resolve_common_references(token.source.substr(0, 4096)));
        break;
      case Kind::kStartTag:
      case Kind::kEndTag:
        if (!is_inline(token.tag)) end_line(bare.text);
        break;
      case Kind::kDoctype:
      case Kind::kComment:
        break;
    }
  }
  end_line(bare.text);
  return bare;
}

}  // namespace izvor
