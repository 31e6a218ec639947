#include "indexer/extract/page_entries.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/html/walk.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/text_writer.h"

namespace izvor {
namespace {

constexpr std::size_t kLeastEntries = 3;
/// An entry is short; a section with a link in it is not.
constexpr std::uint32_t kEntryLetters = 500;
/// A link to another page names it: "3" and "»" lead through a list.
constexpr std::uint32_t kNamingLetters = 10;
/// A date stands in a short line of its own, or before or behind the link.
constexpr std::uint32_t kDateLetters = 60;
/// What is looked at: hostile pages have any number of elements.
constexpr NodeIndex kEntryNodes = 120;
constexpr int kDatesTried = 8;
constexpr std::size_t kMostLookedAt = 20'000;

/// What makes siblings alike: the tag and the names of the class.
struct Shape {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  std::string_view classes;

  friend bool operator==(const Shape&, const Shape&) = default;
};

Shape shape_of(const PageNode& node) { return {node.tag, attribute_of(*node.node, "class")}; }

bool can_be_entry(const PageTree& tree, NodeIndex index) {
  const PageNode& node = tree[index];
  if (node.end - index > kEntryNodes || node.is_text || node.letters == 0 || node.letters > kEntryLetters) return false;
  if (node.link_letters < kNamingLetters) return false;
  return node.is_block || node.tag == GUMBO_TAG_TR || node.tag == GUMBO_TAG_DD;
}

/// A link that names its page, and beside it a date, or a heading with a lead below it.
bool leads_to_page(const PageTree& tree, NodeIndex index) {
  bool named = false, dated = false, headed = false;
  int tried = 0;
  for (NodeIndex at = index; at < tree[index].end; ++at) {
    const PageNode& node = tree[at];
    if (node.tag == GUMBO_TAG_A && node.letters >= kNamingLetters && !attribute_of(*node.node, "href").starts_with('#')) {
      named = true;
      for (NodeIndex above = at; above != index; above = tree[above].parent) headed = headed || is_heading(tree[above].tag);
      headed = headed || node.headings > 0;
    }
    if (node.is_text || !node.has_digits || node.letters > kDateLetters || dated || ++tried > kDatesTried) continue;
    dated = read_date(line_of(tree, at)).has_value();
  }
  const PageNode& entry = tree[index];
  return named && (dated || (headed && entry.letters > 2 * entry.link_letters));
}

/// Collects the runs of alike entries among the children of one element.
class Runs {
 public:
  Runs(const PageTree& tree, const std::vector<bool>& dropped, std::vector<NodeIndex>& entries)
      : tree_(tree), dropped_(dropped), entries_(entries) {}

  /// False once enough was looked at.
  bool add_children_of(NodeIndex parent) {
    for (NodeIndex child = parent + 1; child < tree_[parent].end; child = tree_[child].end) {
      if (tree_[child].letters == 0) continue;  // White space, rules.
      if (++looked_at_ > kMostLookedAt) return false;
      add(child);
    }
    end_run();
    return true;
  }

 private:
  void add(NodeIndex child) {
    if (dropped_[child] || !can_be_entry(tree_, child) || !leads_to_page(tree_, child)) return end_run();
    const Shape shape = shape_of(tree_[child]);
    if (!run_.empty() && shape != shape_) end_run();
    shape_ = shape;
    run_.push_back(child);
  }

  void end_run() {
    if (run_.size() >= kLeastEntries) entries_.insert(entries_.end(), run_.begin(), run_.end());
    run_.clear();
  }

  const PageTree& tree_;
  const std::vector<bool>& dropped_;
  std::vector<NodeIndex>& entries_;
  std::vector<NodeIndex> run_;
  Shape shape_;
  std::size_t looked_at_ = 0;
};

}  // namespace

std::vector<NodeIndex> find_entries(const PageTree& tree, const std::vector<bool>& dropped) {
  std::vector<NodeIndex> entries;
  Runs runs(tree, dropped, entries);
  std::vector<bool> is_entry(tree.size());
  for (NodeIndex parent = tree.body(); parent < tree[tree.body()].end;) {
    if (dropped[parent] || is_entry[parent]) {
      parent = tree[parent].end;
      continue;
    }
    const std::size_t before = entries.size();
    if (!tree[parent].is_text && !runs.add_children_of(parent)) break;
    for (std::size_t i = before; i < entries.size(); ++i) is_entry[entries[i]] = true;
    ++parent;
  }
  std::ranges::sort(entries);
  return entries;
}

}  // namespace izvor
