// ClosedPanels: accordions, tabs and other panels of a page that a script opens, and what opens them.
//
// Many themes hide the panel in the HTML itself (`hidden`, `display: none`), so that only its names and the buttons that point
// to it tell a closed answer from a dialog or a menu. Points into the PageTree, which must outlive it. Immutable; safe from any
// thread.
#pragma once

#include <set>
#include <string_view>

#include "indexer/extract/page_tree.h"

namespace izvor {

class ClosedPanels {
 public:
  explicit ClosedPanels(const PageTree& tree);

  /// By its role or class: "tabpanel", "accordion__content", "collapse".
  [[nodiscard]] bool is_named_panel(NodeIndex index) const;
  /// Whether a button or link of the page names it as what it opens (aria-controls, data-bs-target, href="#…").
  [[nodiscard]] bool is_opened(NodeIndex index) const;
  /// Whether it is a control that opens a named panel.
  [[nodiscard]] bool opens_named_panel(NodeIndex index) const;

 private:
  const PageTree& tree_;
  std::set<std::string_view> opened_;  ///< By id.
  std::set<std::string_view> named_;   ///< Ids of named panels.
};

}  // namespace izvor
