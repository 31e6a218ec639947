#include "indexer/extract/commission_rules.h"

#include <array>
#include <string_view>

#include "crawler/html/walk.h"

namespace izvor {
namespace {

constexpr std::array<std::string_view, 18> kFurniture{"ecl-site-header",
                                                      "ecl-site-footer",
                                                      "ecl-page-header__meta",
                                                      "ecl-breadcrumb",
                                                      "ecl-inpage-navigation",
                                                      "ecl-social-media-share",
                                                      "ecl-file__footer",
                                                      "ecl-file__translation",
                                                      "ecl-file__detail-meta",
                                                      "ecl-file__meta",
                                                      "ecl-file__language",
                                                      "ecl-media-container__caption",
                                                      "ecl-pagination",
                                                      "cnt-aside",
                                                      "cnt-last-update-block",
                                                      "wt-laco",
                                                      "wt-etrans",
                                                      "ecl-skip-link"};
constexpr std::array<std::string_view, 3> kCards{"ecl-content-item", "ecl-card", "ecl-content-block"};

template <class Names>
bool has_any(std::string_view classes, const Names& names) {
  for (const std::string_view name : names) {
    if (classes.find(name) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::optional<CommissionPage> read_commission_page(const PageTree& tree) {
  CommissionPage page;
  NodeIndex main = kNoNode;
  bool component_library = false;
  for (NodeIndex index = tree.body(); index < tree[tree.body()].end; ++index) {
    const PageNode& node = tree[index];
    if (node.is_text) continue;
    const std::string_view classes = attribute_of(*node.node, "class");
    if (node.tag == GUMBO_TAG_MAIN && main == kNoNode) main = index;
    if (classes.empty()) continue;
    component_library = component_library || classes.find("ecl-page-header") != std::string_view::npos ||
                        classes.find("ecl-site-header") != std::string_view::npos;
    if (main == kNoNode && classes.find("ecl-page-header__description") != std::string_view::npos) page.roots.push_back(index);
    if (has_any(classes, kFurniture))
      page.furniture.push_back(index);
    else if (has_any(classes, kCards))
      page.cards.push_back(index);
  }
  if (!component_library || main == kNoNode || tree[main].letters == 0) return std::nullopt;
  page.roots.push_back(main);
  return page;
}

}  // namespace izvor
