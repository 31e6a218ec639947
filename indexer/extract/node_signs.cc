#include "indexer/extract/node_signs.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/page_tree.h"

namespace izvor {
namespace {

struct WordSign {
  std::string_view word;
  NodeSigns sign;
};

/// Sorted, for a binary search.
constexpr std::array kWordSigns = std::to_array<WordSign>({
    {"ad", kBoilerplate},
    {"ads", kBoilerplate},
    {"advert", kBoilerplate},
    {"advertisement", kBoilerplate},
    {"advertising", kBoilerplate},
    {"attribution", kByline},
    {"author", kByline},
    {"authors", kByline},
    {"bio", kBoilerplate},
    {"breadcrumb", kBoilerplate},
    {"breadcrumbs", kBoilerplate},
    {"btn", kControl},
    {"button", kControl},
    {"buttons", kControl},
    {"byline", kByline},
    {"caption", kByline},
    {"card", kTeasers},
    {"cards", kTeasers},
    {"carousel", kTeasers},
    {"catlinks", kBoilerplate},
    {"comment", kComments},
    {"commentlist", kComments},
    {"comments", kComments},
    {"consent", kBoilerplate},
    {"cookie", kBoilerplate},
    {"cookies", kBoilerplate},
    {"copyright", kBoilerplate},
    {"credit", kByline},
    {"credits", kByline},
    {"crumb", kBoilerplate},
    {"crumbs", kBoilerplate},
    {"cta", kControl},
    {"date", kByline},
    {"dateline", kByline},
    {"disqus", kComments},
    {"dropdown", kBoilerplate},
    {"footer", kBoilerplate},
    {"gdpr", kBoilerplate},
    {"masthead", kBoilerplate},
    {"megamenu", kBoilerplate},
    {"menu", kBoilerplate},
    {"menus", kBoilerplate},
    {"meta", kByline},
    {"metadata", kByline},
    {"modal", kDialog},
    {"nav", kBoilerplate},
    {"navbar", kBoilerplate},
    {"navfooter", kBoilerplate},
    {"navheader", kBoilerplate},
    {"navigation", kBoilerplate},
    {"newsletter", kBoilerplate},
    {"offcanvas", kBoilerplate},
    {"outbrain", kBoilerplate},
    {"pager", kBoilerplate},
    {"pagination", kBoilerplate},
    {"paginator", kBoilerplate},
    {"paywall", kBoilerplate},
    {"popover", kBoilerplate},
    {"popup", kBoilerplate},
    {"published", kByline},
    {"recommend", kOtherPages},
    {"recommendations", kOtherPages},
    {"recommended", kOtherPages},
    {"related", kOtherPages},
    {"respond", kComments},
    {"share", kBoilerplate},
    {"sharedaddy", kBoilerplate},
    {"sharing", kBoilerplate},
    {"sidebar", kBoilerplate},
    {"sitemap", kBoilerplate},
    {"skip", kBoilerplate},
    {"skiplink", kBoilerplate},
    {"slide", kTeasers},
    {"slider", kTeasers},
    {"social", kBoilerplate},
    {"socials", kBoilerplate},
    {"sponsor", kBoilerplate},
    {"sponsored", kBoilerplate},
    {"subscribe", kBoilerplate},
    {"subscription", kBoilerplate},
    {"swiper", kTeasers},
    {"taboola", kBoilerplate},
    {"tagcloud", kBoilerplate},
    {"tags", kByline},
    {"teaser", kTeasers},
    {"teasers", kTeasers},
    {"timestamp", kByline},
    {"toolbar", kBoilerplate},
    {"toolbox", kBoilerplate},
});

NodeSigns sign_of_word(std::string_view word) {
  const auto at = std::lower_bound(kWordSigns.begin(), kWordSigns.end(), word,
                                   [](const WordSign& entry, std::string_view wanted) { return entry.word < wanted; });
  return at != kWordSigns.end() && at->word == word ? at->sign : NodeSigns{0};
}

/// Cuts a name at anything but letters, and before a capital that follows a small letter.
template <class Word>
void for_each_word(std::string_view names, Word&& word) {
  std::array<char, 32> buffer{};
  std::size_t length = 0;
  bool before_small = false;
  const auto end_word = [&] {
    if (length > 0 && length < buffer.size()) word(std::string_view(buffer.data(), length));
    length = 0;
  };
  for (const char c : names) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (!ascii::is_alpha(c) || (capital && before_small)) end_word();
    before_small = ascii::is_alpha(c) && !capital;
    if (!ascii::is_alpha(c)) continue;
    if (length < buffer.size()) buffer[length] = ascii::lower(c);
    length = std::min(length + 1, buffer.size());
  }
  end_word();
}

NodeSigns sign_of_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_MENU:
      return kStructural;
    case GUMBO_TAG_HEADER:
      return kHeader;
    case GUMBO_TAG_BUTTON:
      return kControl;
    case GUMBO_TAG_FIGCAPTION:
      return kByline;
    default:
      return 0;
  }
}

NodeSigns sign_of_role(std::string_view role) {
  for (const std::string_view structural :
       {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "tooltip"}) {
    if (role == structural) return kStructural;
  }
  if (role == "dialog" || role == "alertdialog") return kDialog;
  return role == "button" ? kControl : NodeSigns{0};
}

/// "id-0090ede7-cbad-4ad5-aa55-3f3a98030478": a UUID says nothing, though "ad" may be in it.
bool is_uuid(std::string_view id) {
  const auto hexadecimal = [](char c) { return ascii::is_digit(c) || (ascii::lower(c) >= 'a' && ascii::lower(c) <= 'f'); };
  constexpr std::size_t kLength = 36;
  if (id.size() < kLength) return false;
  id.remove_prefix(id.size() - kLength);
  for (std::size_t at = 0; at < kLength; ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (dash ? id[at] != '-' : !hexadecimal(id[at])) return false;
  }
  return true;
}

/// Class names of text for screen readers only, whole.
bool is_unseen(std::string_view names) {
  for (const std::string_view unseen :
       {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible"}) {
    if (names.find(unseen) != std::string_view::npos) return true;
  }
  return false;
}

bool style_hides(std::string_view style) {
  for (std::size_t at = 0; (at = ascii::find(style, "display", at)) != std::string_view::npos;) {
    at += 7;
    std::string_view rest = ascii::trim(style.substr(at));
    if (rest.empty() || rest.front() != ':') continue;
    if (ascii::starts_with(ascii::trim(rest.substr(1)), "none")) return true;
  }
  return false;
}

/// Of one attribute. One pass over them is cheaper than a look-up for each name.
NodeSigns sign_of_attribute(std::string_view name, std::string_view value) {
  NodeSigns signs = 0;
  const auto add = [&signs](NodeSigns more) { signs = static_cast<NodeSigns>(signs | more); };
  if (name == "id" && is_uuid(value)) return signs;
  if (name == "class" || name == "id") {
    for_each_word(value, [&add](std::string_view word) { add(sign_of_word(word)); });
    if (is_unseen(value)) add(kUnseen);
    if (value.find("last-update") != std::string_view::npos) add(kStructural);
  } else if (name == "role") {
    add(sign_of_role(value));
  } else if (name == "data-nosnippet") {
    add(kStructural);
  } else if ((name == "hidden" && value != "until-found") || (name == "style" && style_hides(value))) {
    add(kHidden);
  }
  return signs;
}

}  // namespace

NodeSigns signs_of(const GumboNode& node) {
  const GumboTag tag = tag_of(node);
  NodeSigns signs = sign_of_tag(tag);
  const GumboVector& attributes = node.v.element.attributes;
  for (unsigned at = 0; at < attributes.length; ++at) {
    const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[at]);
    signs = static_cast<NodeSigns>(signs | sign_of_attribute(attribute->name, attribute->value));
  }
  // The names of the whole page say what kind of page it is, not that it is furniture.
  return tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML ? static_cast<NodeSigns>(signs & kHidden) : signs;
}

}  // namespace izvor
