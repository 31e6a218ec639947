#include "indexer/extract/page_tree.h"

#include <algorithm>

#include "crawler/html/utf8.h"
#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/node_signs.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

/// A line of so many letters is a sentence rather than a label.
constexpr std::uint32_t kProseLetters = 60;

bool is_invisible_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
      return true;
    default:
      return false;
  }
}

bool is_code(GumboTag tag) { return tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_CODE; }

bool tells_facts(const GumboNode& node) {
  switch (tag_of(node)) {
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_HTML:
      return true;
    case GUMBO_TAG_TITLE:
      return node.v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
    case GUMBO_TAG_SCRIPT:
      return ascii::find(attribute_of(node, "type"), "ld+json") != std::string_view::npos;
    default:
      return false;
  }
}

std::uint32_t count_letters(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char c : text) letters += !ascii::is_space(c) && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return letters;
}

}  // namespace

bool is_prose_line(const PageNode& node) {
  return node.is_block && node.line_letters >= kProseLetters && node.line_link_letters * 3 < node.line_letters;
}

bool is_heading(GumboTag tag) { return heading_level(tag) != 0; }

int heading_level(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1:
      return 1;
    case GUMBO_TAG_H2:
      return 2;
    case GUMBO_TAG_H3:
      return 3;
    case GUMBO_TAG_H4:
      return 4;
    case GUMBO_TAG_H5:
      return 5;
    case GUMBO_TAG_H6:
      return 6;
    default:
      return 0;
  }
}

bool is_block_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PLAINTEXT:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_XMP:
      return true;
    default:
      return false;
  }
}

PageTree::PageTree(const GumboNode& document, bool with_noscript) : with_noscript_(with_noscript) {
  nodes_.push_back({.node = &document, .is_block = true});
  open_.push_back(0);
  for (const GumboNode* child : children_of(document)) {
    walk(
        *child, [this](const GumboNode& node) { return enter(node); }, [this](const GumboNode&) { leave(); });
  }
  nodes_[0].end = size();
}

bool PageTree::enter(const GumboNode& node) {
  if (is_text(node)) {
    add_text(node);
    return false;
  }
  if (!is_element(node)) return false;
  if (tells_facts(node)) facts_.push_back(&node);
  const GumboTag tag = tag_of(node);
  if (is_invisible_tag(tag) && !(with_noscript_ && tag == GUMBO_TAG_NOSCRIPT)) return false;
  const NodeIndex index = size();
  // The names inside code are those of a highlighter: "comment" is no reader's comment there.
  NodeSigns signs = signs_of(node);
  if (code_open_ > 0) signs = static_cast<NodeSigns>(signs & kHidden);
  nodes_.push_back({.node = &node, .parent = open_.back(), .tag = tag, .is_block = is_block_tag(tag), .signs = signs});
  if (tag == GUMBO_TAG_BODY) body_ = index;
  links_open_ += tag == GUMBO_TAG_A;
  code_open_ += is_code(tag);
  open_.push_back(index);
  return true;
}

void PageTree::leave() {
  const NodeIndex index = open_.back();
  open_.pop_back();
  PageNode& node = nodes_[index];
  PageNode& parent = nodes_[open_.back()];
  node.end = size();
  links_open_ -= node.tag == GUMBO_TAG_A;
  code_open_ -= is_code(node.tag);
  if (node.tag == GUMBO_TAG_P && node.letters > 0) ++node.paragraphs;
  if (!node.is_block) {
    parent.line_letters += node.line_letters;
    parent.line_link_letters += node.line_link_letters;
  } else if (is_prose_line(node)) {
    node.prose_letters += node.line_letters;
  }
  if (is_heading(node.tag) && node.letters > 0) ++node.headings;
  parent.has_digits = parent.has_digits || node.has_digits;
  parent.letters += node.letters;
  parent.link_letters += node.link_letters;
  parent.prose_letters += node.prose_letters;
  parent.headings = static_cast<std::uint16_t>(parent.headings + node.headings);
  parent.paragraphs = static_cast<std::uint16_t>(parent.paragraphs + node.paragraphs);
}

void PageTree::add_text(const GumboNode& node) {
  const NodeIndex index = size();
  const std::uint32_t letters = count_letters(text_of(node));
  nodes_.push_back({.node = &node, .parent = open_.back(), .end = index + 1, .is_text = true, .letters = letters});
  PageNode& parent = nodes_[open_.back()];
  const std::string_view text = text_of(node);
  parent.has_digits = parent.has_digits || std::any_of(text.begin(), text.end(), ascii::is_digit);
  parent.letters += letters;
  parent.line_letters += letters;
  if (links_open_ == 0) return;
  nodes_[index].link_letters = letters;
  parent.link_letters += letters;
  parent.line_link_letters += letters;
}

double PageTree::link_density(NodeIndex index) const {
  const PageNode& node = nodes_[index];
  return node.letters == 0 ? 0 : static_cast<double>(node.link_letters) / static_cast<double>(node.letters);
}

}  // namespace izvor
