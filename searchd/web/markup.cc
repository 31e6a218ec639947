#include "searchd/web/markup.h"

#include <cstdint>

namespace izvor {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
          out += "\xEF\xBF\xBD";
        else
          out += c;
    }
  }
}

/// Walks UTF-8 by UTF-16 units, because highlights are counted as JavaScript counts.
class Utf16Cursor {
 public:
  explicit Utf16Cursor(std::string_view text) : text_(text) {}

  /// The byte at which UTF-16 unit `unit` begins; only forward.
  std::size_t byte_of(std::uint32_t unit) {
    while (units_ < unit && at_ < text_.size()) {
      const auto first = static_cast<std::uint8_t>(text_[at_]);
      units_ += first >= 0xF0 ? 2 : 1;
      ++at_;
      while (at_ < text_.size() && (static_cast<std::uint8_t>(text_[at_]) & 0xC0) == 0x80) ++at_;
    }
    return at_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t units_ = 0;
};

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  append_escaped(out, text);
  return out;
}

bool is_web_address(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
    // U+FFFE and U+FFFF are no characters: EF BF BE, EF BF BF.
    const std::string_view rest = text.substr(i, 3);
    const bool noncharacter = rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF";
    if (!control && !noncharacter) {
      out += text[i];
      continue;
    }
    out += "\xEF\xBF\xBD";
    if (noncharacter) i += 2;
  }
  return out;
}

std::string marked_html(const HighlightedText& text) {
  const std::string_view all = text.text;
  std::string out;
  out.reserve(all.size() + text.highlights.size() * 13);
  Utf16Cursor cursor(all);
  std::size_t done = 0;
  for (const Highlight& highlight : text.highlights) {
    const std::size_t begin = cursor.byte_of(highlight.begin);
    const std::size_t end = cursor.byte_of(highlight.end);
    if (end <= begin) continue;
    append_escaped(out, all.substr(done, begin - done));
    out += "<mark>";
    append_escaped(out, all.substr(begin, end - begin));
    out += "</mark>";
    done = end;
  }
  append_escaped(out, all.substr(done));
  return out;
}

std::string marked_html(const std::vector<Snippet>& snippets) {
  std::string out;
  for (const Snippet& snippet : snippets) {
    // A fragment that is cut says so itself.
    const bool said = out.ends_with("…") || snippet.text.text.starts_with("…");
    if (!out.empty()) out += said ? " " : " … ";
    out += marked_html(snippet.text);
  }
  return out;
}

}  // namespace izvor
