// TagScanner: HTML source cut into tags, text and comments in one linear pass.
//
// Not a parser: it builds no tree and repairs nothing. It serves to bound a page before it is parsed, and to read one that
// cannot be. Ends of tags, comments and raw text follow the HTML tokenizer
// (https://html.spec.whatwg.org/#tokenization). An object belongs to one thread at a time.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <string_view>

namespace izvor {

struct SourceToken {
  enum class Kind { kText, kRawText, kStartTag, kEndTag, kDoctype, kComment };
  Kind kind = Kind::kText;
  std::string_view source;           ///< Of the whole token.
  GumboTag tag = GUMBO_TAG_UNKNOWN;  ///< Of a tag; of the element around raw text.
  std::size_t attributes = 0;        ///< Of a start tag.
  std::size_t attribute_limit_at =
      0;  ///< Length of the source up to and with the last attribute allowed; 0 when none is beyond.
};

class TagScanner {
 public:
  TagScanner(std::string_view html, std::size_t max_attributes) : html_(html), max_attributes_(max_attributes) {}

  /// The next token; false at the end.
  [[nodiscard]] bool next(SourceToken& token);
  /// Inside SVG and MathML no element holds raw text: the caller, who knows what is open, says so.
  void set_foreign(bool foreign) { foreign_ = foreign; }

 private:
  void read_raw_text(SourceToken& token);
  void read_markup(SourceToken& token);
  void read_tag(SourceToken& token, std::size_t name_at);
  void read_comment(SourceToken& token);
  void take(SourceToken& token, SourceToken::Kind kind, std::size_t end);

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t max_attributes_;
  GumboTag raw_ = GUMBO_TAG_UNKNOWN;  ///< The element whose raw text comes next.
  bool foreign_ = false;
};

}  // namespace izvor
