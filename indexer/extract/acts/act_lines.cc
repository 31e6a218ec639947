#include "indexer/extract/acts/act_lines.h"

#include <algorithm>
#include <utility>

#include "crawler/html/walk.h"
#include "indexer/extract/acts/act_wording.h"
#include "indexer/extract/text_writer.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

/// A cell with more letters is a text, and each of its paragraphs a line.
constexpr std::uint32_t kCellLetters = 200;
constexpr std::uint32_t kControlLetters = 40;
constexpr int kMostLevels = 12;

bool is_cell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

/// Reads on from element to element; a line ends where a block, a cell or a line break does.
class LineReader {
 public:
  LineReader(const PageTree& tree, std::size_t max_bytes) : tree_(tree), max_bytes_(max_bytes) {}

  std::vector<ActLine> read(NodeIndex root) {
    for (NodeIndex index = root; index < tree_[root].end && bytes_ < max_bytes_;) {
      while (!ends_.empty() && index >= ends_.back()) {
        ends_.pop_back();
        end_line();
      }
      index = step(index);
    }
    end_line();
    return std::move(lines_);
  }

  [[nodiscard]] bool cut() const { return bytes_ >= max_bytes_; }

 private:
  NodeIndex step(NodeIndex index) {
    const PageNode& node = tree_[index];
    if (node.is_text) {
      add(index);
      return index + 1;
    }
    if (is_left_out(index)) {
      if (node.is_block) end_line();
      return node.end;
    }
    if (node.tag == GUMBO_TAG_TR && is_row(index)) {
      end_line();
      add_row(index);
      return node.end;
    }
    if (node.tag == GUMBO_TAG_BR) end_line();
    if (node.is_block || is_cell(node.tag)) {
      end_line();
      ends_.push_back(node.end);
      if (is_heading(node.tag)) level_ = heading_level(node.tag);
    }
    return index + 1;
  }

  [[nodiscard]] bool is_left_out(NodeIndex index) const {
    const PageNode& node = tree_[index];
    // A name on an element that holds much of the page describes its layout.
    const bool small = node.prose_letters * 4 <= tree_[tree_.body()].prose_letters;
    if ((node.signs & (kStructural | kBoilerplate | kDialog | kUnseen)) != 0 && small) return true;
    return (node.signs & kControl) != 0 && node.letters <= kControlLetters;
  }

  /// Two or more cells with something in them, each short, and the first no point's number: a row of a table.
  [[nodiscard]] bool is_row(NodeIndex row) const {
    int cells = 0;
    for (NodeIndex at = row + 1; at < tree_[row].end;) {
      const PageNode& node = tree_[at];
      if (node.tag == GUMBO_TAG_TABLE) return false;
      if (!is_cell(node.tag)) {
        ++at;
        continue;
      }
      if (node.letters > kCellLetters) return false;
      if (node.letters > 0 && ++cells == 1) {
        const std::string first = without_arrows(line_of(tree_, at));
        if (first.empty() || is_marker(first) || recital_number(first) > 0) return false;
      }
      for (NodeIndex inner = at; inner < node.end; ++inner)
        if (tree_[inner].tag == GUMBO_TAG_TABLE) return false;
      at = node.end;
    }
    return cells >= 2;
  }

  void add_row(NodeIndex row) {
    for (NodeIndex at = row + 1; at < tree_[row].end;) {
      if (!is_cell(tree_[at].tag)) {
        ++at;
        continue;
      }
      const std::string cell = line_of(tree_, at);
      if (!cell.empty() && !line_.text.empty()) line_.text += '\t';
      line_.text += cell;
      at = tree_[at].end;
    }
    line_.letters = tree_[row].letters;
    line_.link_letters = tree_[row].link_letters;
    line_.node = row;
    push();
  }

  void add(NodeIndex index) {
    const PageNode& node = tree_[index];
    if (line_.node == kNoNode && node.letters > 0) line_.node = index;
    line_.text += text_of(*node.node);
    line_.letters += node.letters;
    line_.link_letters += node.link_letters;
  }

  void end_line() {
    line_.text = line_.letters > 0 ? collapse(line_.text) : std::string();
    push();
  }

  void push() {
    if (!line_.text.empty()) {
      line_.heading_level = level_;
      bytes_ += line_.text.size();
      lines_.push_back(std::move(line_));
      level_ = 0;
    }
    line_ = ActLine();
  }

  const PageTree& tree_;
  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::vector<ActLine> lines_;
  ActLine line_;
  std::vector<NodeIndex> ends_;
  int level_ = 0;
};

/// "art_5", "rct_12", "cpt_IV": names that stay the same from version to version.
bool is_wanted(std::string_view id, std::string_view wanted) {
  return !wanted.empty() && id.starts_with(wanted) && id.find('.') == std::string_view::npos;
}

}  // namespace

std::vector<ActLine> read_act_lines(const PageTree& tree, NodeIndex root, std::size_t max_bytes, bool& cut) {
  LineReader reader(tree, max_bytes);
  std::vector<ActLine> lines = reader.read(root);
  cut = reader.cut();
  return lines;
}

std::string anchor_of_line(const PageTree& tree, NodeIndex node, std::string_view wanted) {
  std::string innermost;
  int levels = 0;
  for (NodeIndex at = node; at != kNoNode && levels < kMostLevels; at = tree[at].parent, ++levels) {
    // Once something stands before the line, the element is that one's, too.
    if (at != node && tree[at].is_block) {
      bool first = true;
      for (NodeIndex before = at + 1; before < node && first; ++before)
        first = !tree[before].is_text || tree[before].letters == 0;
      if (!first) break;
    }
    for (const char* name : {"id", "name"}) {
      const std::string_view id = attribute_of(*tree[at].node, name);
      if (is_wanted(id, wanted)) return std::string(id);
      if (innermost.empty() && !id.empty()) innermost = id;
    }
  }
  if (!innermost.empty()) return innermost;
  // <a name="чл5"></a> just before the line.
  for (NodeIndex before = node; before > 0 && node - before < kMostLevels; --before) {
    const PageNode& one = tree[before - 1];
    if (one.is_text && one.letters > 0) break;
    if (one.tag != GUMBO_TAG_A || one.letters > 0) continue;
    for (const char* name : {"id", "name"})
      if (const std::string_view id = attribute_of(*one.node, name); !id.empty()) return std::string(id);
  }
  return {};
}

}  // namespace izvor
