// NarrowedContent: what to keep of the siblings that are passed on the way down to the element with the long text.
//
// The long text of an article lies deep in the page, and beside the way to it stand both what belongs to it (a lead, a list of
// facts, the rows of a record, a second section) and what does not (teasers, the author, forms, lists of links). Prose and rows
// before the text belong to it; behind it only what looks like the text: a heading with prose. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/extract/page_tree.h"

namespace izvor {

/// Letters of an element that are left once the dropped subtrees are taken away.
struct Clean {
  std::uint32_t letters = 0;
  std::uint32_t link_letters = 0;
  std::uint32_t prose = 0;
};

class NarrowedContent {
 public:
  NarrowedContent(const PageTree& tree, const std::vector<bool>& dropped, const std::vector<Clean>& clean)
      : tree_(tree), dropped_(dropped), clean_(clean) {}

  /// The way goes from `root` to its child `child`; looks at the child's siblings.
  void pass(NodeIndex root, NodeIndex child);
  /// Elements to keep beside the last child; in no order, none inside another.
  [[nodiscard]] const std::vector<NodeIndex>& kept() const { return kept_; }

 private:
  void keep_before(const std::vector<NodeIndex>& siblings);
  void keep_after(const std::vector<NodeIndex>& siblings);
  [[nodiscard]] bool is_row(NodeIndex index) const;
  [[nodiscard]] bool is_row_of_run(const std::vector<NodeIndex>& siblings, std::size_t at) const;
  [[nodiscard]] bool can_belong(NodeIndex index) const;
  [[nodiscard]] bool has_facts(NodeIndex index) const;

  const PageTree& tree_;
  const std::vector<bool>& dropped_;
  const std::vector<Clean>& clean_;
  std::vector<NodeIndex> kept_;
};

}  // namespace izvor
