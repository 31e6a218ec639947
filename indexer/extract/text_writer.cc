#include "indexer/extract/text_writer.h"

#include <unicode/uchar.h>

#include "crawler/html/utf8.h"
#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxLinks = 5'000;
constexpr std::size_t kMaxHeadings = 2'000;
constexpr std::uint32_t kCrossheadLetters = 80;
/// Below the sections that real headings begin.
constexpr int kCrossheadLevel = 4;

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }

/// Punctuation after which a new word may be glued: "Сингапур,<b>което".
bool ends_word(char32_t c) {
  return c == ',' || c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == 0x201C || c == ')';
}

bool is_cell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

/// An element that names what the next one says: <span class="label">Вид</span><span>Доклад</span>. Style sheets set them apart.
bool is_label(const PageNode& node) {
  if (node.is_text || node.is_block) return false;
  const std::string_view classes = attribute_of(*node.node, "class");
  for (const std::string_view name : {"label", "__key", "-key", "term", "field-name"})
    if (ascii::find(classes, name) != std::string_view::npos) return true;
  return false;
}

bool is_bold(GumboTag tag) { return tag == GUMBO_TAG_STRONG || tag == GUMBO_TAG_B; }

class Writer {
 public:
  Writer(const PageTree& tree, const MainContent& content, std::string_view title, LinkResolver& links,
         std::size_t max_bytes)
      : tree_(tree), content_(content), title_(title), links_(links), max_bytes_(max_bytes) {}

  WrittenText write() {
    for (const NodeIndex root : content_.roots) write(root);
    break_line();
    return std::move(out_);
  }

 private:
  struct Open {
    NodeIndex index;
    std::size_t begin;  ///< Where the text stood when the element began.
  };

  void write(NodeIndex root) {
    for (NodeIndex index = root; index < tree_[root].end && !out_.cut;) {
      while (!open_.empty() && index >= tree_[open_.back().index].end) leave();
      if (content_.dropped[index]) {
        // Buttons stand inside sentences, behind links: "вижте страницата <button></button>".
        if (tree_[index].tag == GUMBO_TAG_BUTTON)
          mark_border();
        else if (tree_[index].is_block)
          break_line();
        index = tree_[index].end;
        continue;
      }
      if (tree_[index].is_text)
        append(text_of(*tree_[index].node));
      else
        enter(index);
      ++index;
    }
    while (!open_.empty()) leave();
  }

  void enter(NodeIndex index) {
    const PageNode& node = tree_[index];
    if (node.is_block || node.tag == GUMBO_TAG_BR)
      break_line();
    else if (is_cell(node.tag))
      break_cell();
    else if (follows_label(index))
      space_ = true;
    else
      mark_border();
    preformatted_ += node.tag == GUMBO_TAG_PRE;
    open_.push_back({index, out_.text.size()});
  }

  void leave() {
    const Open open = open_.back();
    open_.pop_back();
    const PageNode& node = tree_[open.index];
    preformatted_ -= node.tag == GUMBO_TAG_PRE;
    last_left_ = open.index;
    if (is_heading(node.tag) || is_crosshead(open.index)) add_heading(open);
    if (node.tag == GUMBO_TAG_A) add_link(open);
    if (node.is_block)
      break_line();
    else if (is_cell(node.tag))
      break_cell();
    else
      mark_border();
  }

  /// Whether the element before, with nothing between, is the label of this one.
  bool follows_label(NodeIndex index) const {
    if (last_left_ == kNoNode || tree_[last_left_].end != index) return false;
    return tree_[last_left_].parent == tree_[index].parent && is_label(tree_[last_left_]);
  }

  /// A short line of its own that is bold from beginning to end, with prose in the next one: press releases and articles of
  /// laws are divided so.
  bool is_crosshead(NodeIndex index) const {
    const PageNode& node = tree_[index];
    if (node.tag != GUMBO_TAG_P || node.letters == 0 || node.letters > kCrossheadLetters || node.link_letters > 0) return false;
    NodeIndex next = node.end;
    while (next < tree_.size() && tree_[next].parent == node.parent && tree_[next].letters == 0) next = tree_[next].end;
    if (next >= tree_.size() || tree_[next].parent != node.parent || tree_[next].is_text) return false;
    const bool goes_on = is_prose_line(tree_[next]) || tree_[next].tag == GUMBO_TAG_UL || tree_[next].tag == GUMBO_TAG_OL;
    if (!goes_on) return false;
    for (NodeIndex at = index + 1; at < node.end; ++at) {
      if (is_bold(tree_[at].tag)) at = tree_[at].end - 1;
      else if (tree_[at].is_text && tree_[at].letters > 0) return false;
    }
    return true;
  }

  /// What was written since an element began, without white space at its ends.
  std::string_view written_since(std::size_t begin) const {
    std::string_view text = std::string_view(out_.text).substr(std::min(begin, out_.text.size()));
    return ascii::trim(text);
  }

  void add_heading(const Open& open) {
    const std::string_view text = written_since(open.begin);
    if (text.empty() || out_.headings.size() >= kMaxHeadings) return;
    const int stated = heading_level(tree_[open.index].tag);
    const int level = stated == 0 ? kCrossheadLevel : stated;
    if (out_.headings.empty() && level <= 2 && collapse(text) == title_) {
      out_.text.resize(open.begin);
      while (!out_.inline_borders.empty() && out_.inline_borders.back() > open.begin) out_.inline_borders.pop_back();
      return;
    }
    out_.headings.push_back({.level = level,
                             .text = collapse(text),
                             .anchor = anchor_of(open.index),
                             .offset = static_cast<std::uint32_t>(text.data() - out_.text.data())});
  }

  /// The heading's own id, or that of an element that only surrounds or fills it.
  std::string anchor_of(NodeIndex index) const {
    if (const auto id = attribute_of(*tree_[index].node, "id"); !id.empty()) return std::string(id);
    for (NodeIndex inner = index + 1; inner < tree_[index].end; ++inner) {
      for (const char* name : {"id", "name"}) {
        if (const auto id = attribute_of(*tree_[inner].node, name); !id.empty()) return std::string(id);
      }
    }
    const NodeIndex parent = tree_[index].parent;
    if (parent != kNoNode && index == parent + 1) return std::string(attribute_of(*tree_[parent].node, "id"));
    return {};
  }

  void add_link(const Open& open) {
    const std::string_view href = attribute_of(*tree_[open.index].node, "href");
    if (href.empty() || href.front() == '#' || out_.links.size() >= kMaxLinks) return;
    if (const auto url = links_.resolve(href)) out_.links.push_back({url->str(), collapse(written_since(open.begin))});
  }

  void append(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      char32_t c = utf8::next(text, at);
      if (c == utf8::kMalformed) c = 0xFFFD;
      if (is_white_space(c)) {
        if (preformatted_ > 0 && c == '\n')
          break_line();
        else
          space_ = true;
      } else if (!is_invisible(c)) {
        append(c);
      }
    }
    if (out_.text.size() > max_bytes_) out_.cut = true;
  }

  void append(char32_t c) {
    const bool begins = out_.text.empty() || out_.text.back() == '\n' || out_.text.back() == '\t';
    if (space_ && !begins)
      out_.text += ' ';
    else if (!space_ && border_ == out_.text.size() && is_letter(c) && (is_letter(last_) || ends_word(last_)))
      out_.inline_borders.push_back(static_cast<InlineBorder>(border_));
    space_ = false;
    last_ = c;
    utf8::append(out_.text, c);
  }

  void mark_border() { border_ = out_.text.size(); }

  void break_line() {
    trim_end();
    if (!out_.text.empty() && out_.text.back() != '\n') out_.text += '\n';
    forget_last();
  }

  void break_cell() {
    trim_end();
    if (!out_.text.empty() && out_.text.back() != '\n') out_.text += '\t';
    forget_last();
  }

  void trim_end() {
    while (!out_.text.empty() && (out_.text.back() == ' ' || out_.text.back() == '\t')) out_.text.pop_back();
  }

  void forget_last() {
    space_ = false;
    last_ = 0;
    border_ = std::string::npos;
  }

  const PageTree& tree_;
  const MainContent& content_;
  std::string_view title_;
  LinkResolver& links_;
  std::size_t max_bytes_;
  WrittenText out_;
  std::vector<Open> open_;
  NodeIndex last_left_ = kNoNode;           ///< The element that ended last.
  std::size_t border_ = std::string::npos;  ///< Where the last inline element began or ended.
  char32_t last_ = 0;
  bool space_ = false;  ///< White space was read and not yet written.
  int preformatted_ = 0;
};

}  // namespace

WrittenText write_text(const PageTree& tree, const MainContent& content, std::string_view title, LinkResolver& links,
                       std::size_t max_bytes) {
  return Writer(tree, content, title, links, max_bytes).write();
}

std::string line_of(const PageTree& tree, NodeIndex index) {
  std::string text;
  for (NodeIndex at = index; at < tree[index].end; ++at) {
    if (tree[at].is_text)
      text += text_of(*tree[at].node);
    else if (tree[at].is_block || tree[at].tag == GUMBO_TAG_BR)
      text += ' ';
  }
  return collapse(text);
}

}  // namespace izvor
