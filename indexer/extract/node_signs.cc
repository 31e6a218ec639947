#include "indexer/extract/node_signs.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "crawler/html/ascii.h"
#include "crawler/html/walk.h"
#include "indexer/extract/page_tree.h"

namespace izvor {
namespace {

struct WordSign {
  std::string_view word;
  NodeSigns sign;
};

constexpr NodeSigns kB = kBoilerplate;
constexpr NodeSigns kO = kOtherPages;

/// Sorted, for a binary search.
constexpr std::array kWordSigns = std::to_array<WordSign>({
    {"ad", kB},          {"ads", kB},        {"advert", kB},         {"advertisement", kB},
    {"banner", kB},      {"breadcrumb", kB}, {"breadcrumbs", kB},    {"comments", kComments},
    {"consent", kB},     {"cookie", kB},     {"cookies", kB},        {"copyright", kB},
    {"crumb", kB},       {"crumbs", kB},     {"disqus", kComments},  {"dropdown", kB},
    {"footer", kB},      {"gdpr", kB},       {"masthead", kB},       {"megamenu", kB},
    {"menu", kB},        {"menus", kB},      {"modal", kB},          {"nav", kB},
    {"navbar", kB},      {"navigation", kB}, {"newsletter", kB},     {"offcanvas", kB},
    {"outbrain", kB},    {"pager", kB},      {"pagination", kB},     {"paginator", kB},
    {"popup", kB},       {"print", kB},      {"promo", kB},          {"recommend", kO},
    {"recommended", kO}, {"related", kO},    {"respond", kComments}, {"share", kB},
    {"sharedaddy", kB},  {"sharing", kB},    {"sidebar", kB},        {"sitemap", kB},
    {"skip", kB},        {"skiplink", kB},   {"social", kB},         {"socials", kB},
    {"sponsor", kB},     {"subscribe", kB},  {"taboola", kB},        {"tagcloud", kB},
    {"toc", kB},         {"toolbar", kB},    {"widget", kB},
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
      return kBoilerplate;
    case GUMBO_TAG_HEADER:
      return kHeader;
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_ARTICLE:
      return kLikelyContent;
    default:
      return 0;
  }
}

NodeSigns sign_of_role(std::string_view role) {
  for (const std::string_view boilerplate : {"navigation", "banner", "contentinfo", "complementary", "search", "dialog",
                                             "alertdialog", "menu", "menubar", "tooltip"}) {
    if (role == boilerplate) return kBoilerplate;
  }
  return role == "main" || role == "article" ? kLikelyContent : NodeSigns{0};
}

}  // namespace

NodeSigns signs_of(const GumboNode& node) {
  const GumboTag tag = tag_of(node);
  NodeSigns signs = sign_of_tag(tag);
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML) return signs;
  for (const char* name : {"class", "id"}) {
    for_each_word(attribute_of(node, name),
                  [&signs](std::string_view word) { signs = static_cast<NodeSigns>(signs | sign_of_word(word)); });
  }
  signs = static_cast<NodeSigns>(signs | sign_of_role(attribute_of(node, "role")));
  if (attribute_of(node, "itemprop") == "articleBody") signs |= kLikelyContent;
  if (has_attribute(node, "data-nosnippet")) signs |= kBoilerplate;
  return signs;
}

}  // namespace izvor
