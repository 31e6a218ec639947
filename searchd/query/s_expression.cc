#include "searchd/query/s_expression.h"

#include <algorithm>
#include <array>
#include <utility>

#include "searchd/query/utf8_cursor.h"

namespace izvor {
namespace {

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// C0 and C1 controls, line separators and the marks that turn the direction of writing.
bool steers_terminal(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void append_escaped(std::string& out, char32_t c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out.append("\\u{");
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kDigits[(c >> static_cast<unsigned>(shift)) & 0xFU]);
  out.push_back('}');
}

}  // namespace

SExpression SExpression::atom(std::string text) {
  SExpression made;
  made.text_ = std::move(text);
  return made;
}

SExpression SExpression::quoted(std::string_view text) {
  SExpression made;
  made.text_.push_back('"');
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    if (steers_terminal(point.value)) {
      append_escaped(made.text_, point.value);
    } else {
      if (point.value == U'"' || point.value == U'\\') made.text_.push_back('\\');
      made.text_.append(text.substr(i, point.next - i));
    }
    i = point.next;
  }
  made.text_.push_back('"');
  return made;
}

SExpression& SExpression::add(SExpression part) {
  parts_.push_back(std::move(part));
  return *this;
}

void SExpression::append_flat(std::string& out) const {
  if (list_) out.push_back('(');
  out.append(text_);
  for (const SExpression& part : parts_) {
    out.push_back(' ');
    part.append_flat(out);
  }
  if (list_) out.push_back(')');
}

void SExpression::append(std::string& out, std::size_t indent) const {
  std::string flat;
  append_flat(flat);
  if (parts_.empty() || indent + columns_of(flat) <= kColumns) {
    out.append(flat);
    return;
  }
  out.append("(").append(text_);
  for (const SExpression& part : parts_) {
    out.append("\n").append(indent + 2, ' ');
    part.append(out, indent + 2);
  }
  out.push_back(')');
}

std::string SExpression::text() const {
  std::string out;
  append(out, 0);
  out.push_back('\n');
  return out;
}

}  // namespace izvor
