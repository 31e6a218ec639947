#include "crawler/html/xhtml.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

constexpr std::string_view kCdata = "<![CDATA[";

bool is_void(std::string_view name) {
  constexpr std::array<std::string_view, 14> kVoid{"area", "base",  "br",   "col",   "embed",  "hr",    "img",
                                                   "input", "link", "meta", "param", "source", "track", "wbr"};
  return std::ranges::any_of(kVoid, [name](std::string_view known) { return ascii::equal(name, known); });
}

bool holds_code(std::string_view name) { return ascii::equal(name, "script") || ascii::equal(name, "style"); }

/// One past the end of `mark`, looked for behind `from`; the end of the text when it is missing.
std::size_t behind(std::string_view text, std::string_view mark, std::size_t from) {
  const std::size_t at = text.find(mark, from);
  return at == std::string_view::npos ? text.size() : at + mark.size();
}

/// One past the ">" that ends the tag at `at`; values in quotes may hold others.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  char quote = '\0';
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return text.size();
}

class Writer {
 public:
  explicit Writer(std::string_view in) : in_(in) { out_.reserve(in.size() + in.size() / 16); }

  std::string write() {
    while (at_ < in_.size()) {
      const std::size_t markup = std::min(in_.find('<', at_), in_.size());
      copy(markup);
      if (at_ == in_.size()) break;
      const std::string_view rest = in_.substr(at_);
      if (rest.starts_with("<!--"))
        copy(behind(in_, "-->", at_ + 4));
      else if (rest.starts_with(kCdata))
        write_cdata();
      else if (rest.starts_with("<?"))
        copy(behind(in_, "?>", at_ + 2));
      else
        write_tag();
    }
    return std::move(out_);
  }

 private:
  void copy(std::size_t end) {
    out_.append(in_.substr(at_, end - at_));
    at_ = end;
  }

  void write_cdata() {
    const std::size_t end = behind(in_, "]]>", at_);
    if (in_code_) return copy(end);
    std::string_view text = in_.substr(at_ + kCdata.size(), end - at_ - kCdata.size());
    if (text.ends_with("]]>")) text.remove_suffix(3);
    for (const char c : text) {
      if (c == '<')
        out_ += "&lt;";
      else if (c == '&')
        out_ += "&amp;";
      else
        out_ += c;
    }
    at_ = end;
  }

  void write_tag() {
    const std::size_t end = end_of_tag(in_, at_);
    const std::string_view tag = in_.substr(at_, end - at_);
    const bool closing = tag.starts_with("</");
    const std::size_t from = closing ? 2 : 1;
    std::size_t to = from;
    while (to < tag.size() && !ascii::is_space(tag[to]) && tag[to] != '/' && tag[to] != '>') ++to;
    const std::string_view name = tag.substr(from, to - from);
    const bool empty = tag.ends_with("/>") && !closing;
    if (holds_code(name)) in_code_ = !closing && !empty;
    if (!empty || name.empty() || !ascii::is_alpha(name.front()) || is_void(name)) return copy(end);
    out_.append(tag.substr(0, tag.size() - 2)).append("></").append(name).append(">");
    at_ = end;
  }

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
  bool in_code_ = false;
};

}  // namespace

bool is_xhtml(std::string_view content_type) {
  return ascii::equal(ascii::trim(content_type.substr(0, content_type.find(';'))), "application/xhtml+xml");
}

std::string xhtml_as_html(std::string_view xhtml) { return Writer(xhtml).write(); }

}  // namespace izvor
