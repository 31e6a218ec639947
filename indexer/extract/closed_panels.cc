#include "indexer/extract/closed_panels.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

/// More ids are no page's.
constexpr std::size_t kMostIds = 2'000;

/// Parts of class names that panels have in the design systems in use (ECL, Bootstrap, jQuery UI, WordPress blocks).
constexpr std::array<std::string_view, 8> kPanelClasses{"accordion", "collaps",   "tab-pane",       "tabs-panel",
                                                        "tab-panel", "tabs__pan", "toggle-content", "expander"};

bool is_named(const GumboNode& node) {
  const std::string_view role = attribute_of(node, "role");
  if (role == "tabpanel") return true;
  const std::string_view classes = attribute_of(node, "class");
  if (classes.find("navbar") != std::string_view::npos) return false;  // Bootstrap's menu is "navbar-collapse".
  return std::ranges::any_of(kPanelClasses,
                             [&](std::string_view name) { return ascii::find(classes, name) != std::string_view::npos; });
}

/// The id that a control points to; empty when it opens nothing of this page.
std::string_view target_of(const PageNode& node) {
  const bool control = node.tag == GUMBO_TAG_A || node.tag == GUMBO_TAG_BUTTON || node.tag == GUMBO_TAG_SUMMARY;
  for (const char* name : {"aria-controls", "data-bs-target", "data-target", "href"}) {
    const bool link = std::string_view(name) == "href";
    std::string_view value = attribute_of(*node.node, name);
    if (link && (!control || !value.starts_with('#'))) continue;
    if (value.starts_with('#')) value.remove_prefix(1);
    if (!value.empty()) return value;
  }
  return {};
}

}  // namespace

ClosedPanels::ClosedPanels(const PageTree& tree) : tree_(tree) {
  for (NodeIndex index = tree.body(); index < tree[tree.body()].end; ++index) {
    if (tree[index].is_text) continue;
    if (const std::string_view target = target_of(tree[index]); !target.empty() && opened_.size() < kMostIds)
      opened_.insert(target);
    const std::string_view id = attribute_of(*tree[index].node, "id");
    if (!id.empty() && named_.size() < kMostIds && is_named(*tree[index].node)) named_.insert(id);
  }
}

bool ClosedPanels::is_named_panel(NodeIndex index) const { return is_named(*tree_[index].node); }

bool ClosedPanels::is_opened(NodeIndex index) const { return opened_.contains(attribute_of(*tree_[index].node, "id")); }

bool ClosedPanels::opens_named_panel(NodeIndex index) const { return named_.contains(target_of(tree_[index])); }

}  // namespace izvor
