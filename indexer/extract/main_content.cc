#include "indexer/extract/main_content.h"

#include <utility>

namespace izvor {
namespace {

/// The largest element of a tag; kNoNode when there is none with text.
NodeIndex largest(const PageTree& tree, GumboTag tag) {
  NodeIndex best = kNoNode;
  for (NodeIndex index = 0; index < tree.size(); ++index) {
    if (tree[index].tag == tag && tree[index].letters > 0 && (best == kNoNode || tree[index].letters > tree[best].letters))
      best = index;
  }
  return best;
}

std::vector<bool> boilerplate_in(const PageTree& tree, NodeIndex root) {
  const unsigned unwanted = kBoilerplate | kOtherPages | kComments | (root == tree.body() ? kHeader : NodeSigns{0});
  std::vector<bool> dropped(tree.size());
  for (NodeIndex index = root + 1; index < tree[root].end; ++index) {
    const PageNode& node = tree[index];
    const bool most = node.prose_letters * 2 > tree[root].prose_letters && node.prose_letters > 0;
    if ((node.signs & unwanted) != 0 && !most) dropped[index] = true;
  }
  return dropped;
}

}  // namespace

MainContent find_main_content(const PageTree& tree) {
  for (const auto& [tag, rung] : {std::pair{GUMBO_TAG_MAIN, "main"}, std::pair{GUMBO_TAG_ARTICLE, "article"}}) {
    const NodeIndex root = largest(tree, tag);
    if (root == kNoNode || tree[root].letters * 4 < tree[tree.body()].letters) continue;
    return {{root}, boilerplate_in(tree, root), rung};
  }
  return {{tree.body()}, boilerplate_in(tree, tree.body()), "body"};
}

}  // namespace izvor
