#include "crawler/html/tag_scanner.h"

#include <algorithm>
#include <string>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using Kind = SourceToken::Kind;
constexpr std::size_t kNowhere = std::string_view::npos;

bool holds_raw_text(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_PLAINTEXT:
      return true;
    default:
      return false;
  }
}

bool ends_tag_name(char c) { return c == '>' || c == '/' || ascii::is_space(c); }

/// Where the next `prefix` ("</script") begins that a tag name ends; the end of `html` when none does.
std::size_t find_tag(std::string_view html, std::string_view prefix, std::size_t from) {
  for (std::size_t at = html.find('<', from); at != kNowhere; at = html.find('<', at + 1)) {
    const std::size_t end = at + prefix.size();
    if (end < html.size() && ends_tag_name(html[end]) && ascii::equal(html.substr(at, prefix.size()), prefix)) return at;
  }
  return html.size();
}

/// A script may hold "<!-- <script> </script> -->": its first end tag is then not the end
/// (https://html.spec.whatwg.org/#script-data-double-escaped-state).
std::size_t end_of_script(std::string_view html, std::size_t from) {
  std::size_t end = find_tag(html, "</script", from);
  for (std::size_t comment = html.substr(0, end).find("<!--", from); comment != kNowhere;
       comment = html.substr(0, end).find("<!--", comment)) {
    const std::size_t close = std::min(html.find("-->", comment + 2), html.size());
    const std::size_t inner = find_tag(html.substr(0, std::min(html.size(), end + 1)), "<script", comment);
    if (inner < std::min(close, end)) end = find_tag(html, "</script", end + 1);
    if (close >= end) break;
    comment = close;
  }
  return end;
}

/// Steps over white space and slashes, then over one attribute with its value; false at the tag's end.
bool skip_attribute(std::string_view html, std::size_t& at) {
  while (at < html.size() && (ascii::is_space(html[at]) || html[at] == '/')) ++at;
  if (at >= html.size() || html[at] == '>') return false;
  ++at;  // A leading "=" belongs to the name.
  while (at < html.size() && html[at] != '=' && !ends_tag_name(html[at])) ++at;
  std::size_t value = at;
  while (value < html.size() && ascii::is_space(html[value])) ++value;
  if (value >= html.size() || html[value] != '=') return true;
  at = value + 1;
  while (at < html.size() && ascii::is_space(html[at])) ++at;
  if (at >= html.size()) return true;
  if (html[at] == '"' || html[at] == '\'') {
    at = std::min(html.find(html[at], at + 1), html.size() - 1) + 1;
    return true;
  }
  while (at < html.size() && html[at] != '>' && !ascii::is_space(html[at])) ++at;
  return true;
}

}  // namespace

bool TagScanner::next(SourceToken& token) {
  if (at_ >= html_.size()) return false;
  token = SourceToken();
  if (raw_ != GUMBO_TAG_UNKNOWN) {
    read_raw_text(token);
    if (!token.source.empty()) return true;
    if (at_ >= html_.size()) return false;
  }
  const auto opens_markup = [this](std::size_t at) {
    if (at + 1 >= html_.size()) return false;
    const char c = html_[at + 1];
    return c == '!' || c == '?' || ascii::is_alpha(c) || (c == '/' && at + 2 < html_.size());
  };
  if (html_[at_] == '<' && opens_markup(at_)) {
    read_markup(token);
    return true;
  }
  std::size_t end = html_.find('<', at_ + 1);
  while (end != kNowhere && !opens_markup(end)) end = html_.find('<', end + 1);
  take(token, Kind::kText, std::min(end, html_.size()));
  return true;
}

void TagScanner::take(SourceToken& token, Kind kind, std::size_t end) {
  token.kind = kind;
  token.source = html_.substr(at_, end - at_);
  at_ = end;
}

void TagScanner::read_raw_text(SourceToken& token) {
  token.tag = raw_;
  std::size_t end = html_.size();
  if (raw_ == GUMBO_TAG_SCRIPT)
    end = end_of_script(html_, at_);
  else if (raw_ != GUMBO_TAG_PLAINTEXT)
    end = find_tag(html_, std::string("</") + gumbo_normalized_tagname(raw_), at_);
  raw_ = GUMBO_TAG_UNKNOWN;
  take(token, Kind::kRawText, end);
}

void TagScanner::read_markup(SourceToken& token) {
  const char c = html_[at_ + 1];
  if (ascii::is_alpha(c)) {
    read_tag(token, at_ + 1);
  } else if (c == '/' && ascii::is_alpha(html_[at_ + 2])) {
    read_tag(token, at_ + 2);
    token.kind = Kind::kEndTag;
    raw_ = GUMBO_TAG_UNKNOWN;
  } else {
    read_comment(token);
  }
}

void TagScanner::read_tag(SourceToken& token, std::size_t name_at) {
  std::size_t at = name_at;
  while (at < html_.size() && !ends_tag_name(html_[at])) ++at;
  token.tag = gumbo_tagn_enum(html_.data() + name_at, static_cast<unsigned>(at - name_at));
  while (skip_attribute(html_, at)) {
    if (++token.attributes == max_attributes_) token.attribute_limit_at = at - at_;
  }
  if (token.attributes <= max_attributes_) token.attribute_limit_at = 0;
  take(token, Kind::kStartTag, std::min(at + 1, html_.size()));
  if (!foreign_ && holds_raw_text(token.tag)) raw_ = token.tag;
}

void TagScanner::read_comment(SourceToken& token) {
  const std::string_view rest = html_.substr(at_);
  std::size_t end = kNowhere;
  if (rest.starts_with("<!-->") || rest.starts_with("<!--->")) {
    end = rest.find('>') + 1;
  } else if (rest.starts_with("<!--")) {
    const std::size_t plain = rest.find("-->", 4);
    const std::size_t bang = rest.substr(0, plain).find("--!>", 4);
    if (bang != kNowhere)
      end = bang + 4;
    else if (plain != kNowhere)
      end = plain + 3;
  } else if (foreign_ && rest.starts_with("<![CDATA[")) {
    if (const std::size_t close = rest.find("]]>"); close != kNowhere) end = close + 3;
  } else if (const std::size_t close = rest.find('>'); close != kNowhere) {
    end = close + 1;
  }
  const bool doctype = ascii::starts_with(rest, "<!doctype");
  take(token, doctype ? Kind::kDoctype : Kind::kComment, end == kNowhere ? html_.size() : at_ + end);
}

}  // namespace izvor
