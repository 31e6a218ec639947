#include "crawler/html/source_guard.h"

#include <algorithm>
#include <iterator>

#include "crawler/html/open_elements.h"
#include "crawler/html/tag_scanner.h"
#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using Kind = SourceToken::Kind;

std::string_view cut_at_character(std::string_view utf8, std::size_t max_bytes) {
  if (utf8.size() <= max_bytes) return utf8;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0U) == 0x80U) --end;
  return utf8.substr(0, end);
}

std::string without_nuls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != '\0'; });
  return out;
}

void note(std::string& reasons, const std::string& reason) {
  if (reasons.find(reason) != std::string::npos) return;
  if (!reasons.empty()) reasons += "; ";
  reasons += reason;
}

/// Copies what is fit for the parser, token by token.
class Guard {
 public:
  Guard(const HtmlLimits& limits, GuardedSource& out) : limits_(limits), open_(limits.max_depth), out_(out) {}

  void copy(std::string_view html) {
    TagScanner scanner(html, limits_.max_attributes);
    for (SourceToken token; scanner.next(token);) {
      copy(token);
      scanner.set_foreign(open_.foreign());
    }
  }

 private:
  void copy(const SourceToken& token) {
    switch (token.kind) {
      case Kind::kText:
      case Kind::kDoctype:
        out_.html += token.source;
        return;
      case Kind::kRawText:
        if (wanted_raw_text_ || (token.tag != GUMBO_TAG_SCRIPT && token.tag != GUMBO_TAG_STYLE)) out_.html += token.source;
        return;
      case Kind::kStartTag:
        return copy_start(token);
      case Kind::kEndTag:
        out_.html += open_.end(token.tag) ? token.source : std::string_view(" ");
        return;
      case Kind::kComment:
        return;
    }
  }

  void copy_start(const SourceToken& token) {
    if (!open_.start(token.tag)) {
      note(out_.cut_reason, "elements nested deeper than " + std::to_string(limits_.max_depth) + " dropped");
      out_.html += ' ';
      return;
    }
    wanted_raw_text_ = token.tag == GUMBO_TAG_SCRIPT && ascii::find(token.source, "ld+json") != std::string_view::npos;
    if (token.attribute_limit_at == 0) {
      out_.html += token.source;
      return;
    }
    note(out_.cut_reason, "attributes beyond " + std::to_string(limits_.max_attributes) + " of one tag dropped");
    out_.html += token.source.substr(0, token.attribute_limit_at);
    out_.html += '>';
  }

  const HtmlLimits& limits_;
  OpenElements open_;
  GuardedSource& out_;
  bool wanted_raw_text_ = false;
};

}  // namespace

GuardedSource guard_source(std::string_view utf8, const HtmlLimits& limits) {
  GuardedSource guarded;
  const std::string_view cut = cut_at_character(utf8, limits.max_source_bytes);
  if (cut.size() < utf8.size()) note(guarded.cut_reason, "source cut at " + std::to_string(limits.max_source_bytes) + " bytes");
  guarded.html.reserve(cut.size() + 1);
  if (cut.find('\0') == std::string_view::npos) {
    Guard(limits, guarded).copy(cut);
  } else {
    const std::string clean = without_nuls(cut);
    Guard(limits, guarded).copy(clean);
  }
  return guarded;
}

}  // namespace izvor
