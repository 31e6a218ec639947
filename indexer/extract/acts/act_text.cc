#include "indexer/extract/acts/act_text.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/acts/act_wording.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxHeadings = 10'000;
constexpr std::size_t kMaxHeadingBytes = 300;
constexpr int kArticleLevel = 5;
constexpr int kLowestLevel = 6;

/// Where each id of the page stands.
std::unordered_map<std::string_view, NodeIndex> places_of_ids(const PageTree& tree) {
  std::unordered_map<std::string_view, NodeIndex> places;
  for (NodeIndex index = 0; index < tree.size(); ++index) {
    if (tree[index].is_text) continue;
    for (const char* name : {"id", "name"})
      if (const std::string_view id = attribute_of(*tree[index].node, name); !id.empty()) places.emplace(id, index);
  }
  return places;
}

class TextOfAct {
 public:
  TextOfAct(const PageTree& tree, bool bulgarian) : tree_(tree), bulgarian_(bulgarian), places_(places_of_ids(tree)) {}

  ActText write(std::span<const ActLine> lines, std::span<const ActLine> behind) {
    for (const ActLine& line : lines) {
      const std::string text = without_arrows(line.text);
      if (text.empty() || is_disclaimer(text)) continue;
      if (is_note(line))
        notes_ += text + "\n";
      else
        add(line, text);
    }
    flush_marker();
    // Only what enacts something has recitals; "(1)" elsewhere is a note or a point.
    if (!enacted_) drop_recitals();
    for (const ActLine& line : behind) notes_ += without_arrows(line.text) + "\n";
    out_.text += notes_;
    return std::move(out_);
  }

 private:
  /// A footnote begins with a link back to where it is called.
  [[nodiscard]] bool is_note(const ActLine& line) const {
    if (line.link_letters == 0 || line.text.empty() ||
        (line.text.front() != '(' && !ascii::is_digit(line.text.front()) && line.text.front() != '*'))
      return false;
    NodeIndex block = line.node;
    while (block != kNoNode && !tree_[block].is_block) block = tree_[block].parent;
    if (block == kNoNode) return false;
    for (NodeIndex at = block; at < tree_[block].end && at < line.node + 8; ++at) {
      if (tree_[at].tag != GUMBO_TAG_A) continue;
      const std::string_view href = attribute_of(*tree_[at].node, "href");
      if (!href.starts_with('#')) return false;
      const auto place = places_.find(href.substr(1));
      return place != places_.end() && place->second < block;
    }
    return false;
  }

  void add(const ActLine& line, const std::string& text) {
    if (add_heading_line(line, text)) return;
    if (begins_name_of_heading(line, text)) return;
    named_level_ = 0;
    if (is_marker(text)) {
      if (marker_.empty()) marker_node_ = line.node;
      marker_ += (marker_.empty() ? "" : " ") + text;
      return;
    }
    const NodeIndex node = marker_.empty() ? line.node : marker_node_;
    std::string whole = marker_.empty() ? text : std::exchange(marker_, {}) + " " + text;
    note_recital(whole, node);
    if (line.heading_level > 0 && whole.size() <= kMaxHeadingBytes)
      add_heading(std::max(line.heading_level, 2), whole, anchor_of_line(tree_, node, {}));
    append(whole);
  }

  /// Articles, chapters, annexes.
  bool add_heading_line(const ActLine& line, const std::string& text) {
    if (const auto article = article_sign(text)) {
      ++out_.articles;
      enacted_ = true;
      flush_marker();
      add_heading(kArticleLevel, article->label, anchor_of_line(tree_, line.node, "art_"));
      anchor_ = out_.headings.empty() ? std::string() : out_.headings.back().anchor;
      append(text);
      named_level_ = article->alone && text.size() <= article->label.size() + 1 ? kLowestLevel : 0;
      return true;
    }
    if (const auto division = division_sign(text)) {
      flush_marker();
      add_heading(division->level, text, anchor_of_line(tree_, line.node, division->level == 2 ? "anx_" : "cpt_"));
      anchor_ = out_.headings.empty() ? std::string() : out_.headings.back().anchor;
      append(text);
      named_level_ = division->alone ? division->level + 1 : 0;
      return true;
    }
    enacted_ = enacted_ || enacts(text);
    return false;
  }

  /// The name of an article or chapter on the line below its number: short, and no sentence.
  bool begins_name_of_heading(const ActLine& line, const std::string& text) {
    if (named_level_ == 0) return false;
    const int level = std::exchange(named_level_, 0);
    const bool sentence = text.ends_with('.') || text.ends_with(':') || text.ends_with(';') || text.ends_with(',');
    if (text.size() > kMaxHeadingBytes || sentence || begins_with_marker(text)) return false;
    add_heading(std::min(level, kLowestLevel), text, anchor_.empty() ? anchor_of_line(tree_, line.node, {}) : anchor_);
    append(text);
    return true;
  }

  /// Recitals stand before the articles and are counted up.
  void note_recital(const std::string& text, NodeIndex node) {
    if (enacted_ || recital_number(text) != recital_ + 1) return;
    ++recital_;
    ++out_.recitals;
    add_heading(kArticleLevel, recital_name() + std::to_string(recital_),
                anchor_of_line(tree_, node, "rct_"));
  }

  void drop_recitals() {
    out_.recitals = 0;
    std::erase_if(out_.headings, [this](const Heading& heading) {
      return heading.text.starts_with(recital_name()) && out_.text.compare(heading.offset, recital_name().size(), recital_name()) != 0;
    });
  }

  [[nodiscard]] std::string recital_name() const { return bulgarian_ ? "Съображение " : "Recital "; }

  void add_heading(int level, std::string text, std::string anchor) {
    if (out_.headings.size() >= kMaxHeadings) return;
    out_.headings.push_back({.level = level,
                             .text = std::move(text),
                             .anchor = std::move(anchor),
                             .offset = static_cast<std::uint32_t>(out_.text.size())});
  }

  void append(std::string_view line) {
    out_.text += line;
    out_.text += '\n';
  }

  void flush_marker() {
    if (!marker_.empty()) append(std::exchange(marker_, {}));
  }

  const PageTree& tree_;
  bool bulgarian_;
  std::unordered_map<std::string_view, NodeIndex> places_;
  ActText out_;
  std::string notes_;
  std::string marker_;  ///< The number of a point whose text comes next.
  NodeIndex marker_node_ = kNoNode;
  std::string anchor_;   ///< Of the last heading: its name on the next line shares it.
  int named_level_ = 0;  ///< Of a name that may come next; 0 when none may.
  int recital_ = 0;
  bool enacted_ = false;
};

}  // namespace

ActText write_act_text(const PageTree& tree, std::span<const ActLine> lines, std::span<const ActLine> behind, bool bulgarian) {
  return TextOfAct(tree, bulgarian).write(lines, behind);
}

}  // namespace izvor
