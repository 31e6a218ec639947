#include "indexer/extract/page_title.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/folded.h"
#include "indexer/extract/text_writer.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxTitleHeadings = 8;
constexpr std::size_t kMaxHeadingCharacters = 300;
/// A shorter part of a title says too little alone.
constexpr std::size_t kTellingCharacters = 10;

std::size_t length_in_characters(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return length;
}

bool contains(const PageTree& tree, const MainContent& content, NodeIndex index) {
  for (NodeIndex at = index; at != kNoNode; at = tree[at].parent) {
    if (content.dropped[at]) return false;
  }
  return std::any_of(content.roots.begin(), content.roots.end(), [&](NodeIndex root) { return tree.contains(root, index); });
}

/// Whether a heading stands in the same <main> or <article> as the content: a header inside it may be left out of the text.
bool shares_main(const PageTree& tree, const MainContent& content, NodeIndex index) {
  for (NodeIndex at = index; at != kNoNode; at = tree[at].parent) {
    if (tree[at].tag != GUMBO_TAG_MAIN && tree[at].tag != GUMBO_TAG_ARTICLE) continue;
    return std::ranges::any_of(content.roots, [&](NodeIndex root) { return tree.contains(at, root); });
  }
  return false;
}

bool is_named_title(const GumboNode& node) {
  for (const char* name : {"class", "id"}) {
    const std::string_view names = attribute_of(node, name);
    for (const std::string_view title :
         {"page-title", "entry-title", "article-title", "post-title", "node-title", "page__title"}) {
      if (names.find(title) != std::string_view::npos) return true;
    }
  }
  return false;
}

/// Without the pilcrow or "#" with which documentation links to its headings.
std::string heading_line(const PageTree& tree, NodeIndex index) {
  std::string text = line_of(tree, index);
  for (const std::string_view mark : {"¶", "#", "🔗"}) {
    if (text.size() > mark.size() && text.ends_with(mark)) text.resize(text.size() - mark.size());
  }
  return collapse(text);
}

struct TopHeading {
  std::string text;
  std::string key;  ///< letters_and_digits of it.
  bool in_content = false;
  bool named_title = false;  ///< By its class or id: "page-title".
  bool of_site = false;      ///< In the header of the site.
};

/// Whether a class names what a reader takes for the page's title, in the words of sites that have no headings.
bool is_prominent(const GumboNode& node) {
  const std::string_view classes = attribute_of(node, "class");
  for (const std::string_view name : {"title", "head", "naslov", "zaglav"})
    if (ascii::find(classes, name) != std::string_view::npos) return true;
  return false;
}

/// The line that stands in for a title that says nothing of the page: the last one before the text that a class calls a title,
/// or a heading that the content begins with. Empty when there is none.
std::string prominent_line(const PageTree& tree, const MainContent& content) {
  if (content.roots.empty()) return {};
  std::string found;
  for (NodeIndex index = content.roots.front(); index < tree[content.roots.back()].end; ++index) {
    const PageNode& node = tree[index];
    if (node.is_text || content.dropped[index]) {
      index = node.end - 1;
      continue;
    }
    if (is_prose_line(node) && !is_prominent(*node.node)) break;
    const bool small = node.letters > 0 && node.letters <= kMaxHeadingCharacters && node.prose_letters <= node.line_letters;
    if (!small || (!is_heading(node.tag) && !is_prominent(*node.node))) continue;
    found = heading_line(tree, index);
    index = node.end - 1;
  }
  return found;
}

/// Whether the site's own header has this heading: the page's name then stands elsewhere.
bool is_in_site_header(const PageTree& tree, NodeIndex index) {
  for (NodeIndex at = tree[index].parent; at != kNoNode; at = tree[at].parent)
    if (tree[at].tag == GUMBO_TAG_HEADER || attribute_of(*tree[at].node, "role") == "banner") return true;
  return false;
}

/// The visible h1 elements, those of the main content first.
std::vector<TopHeading> top_headings(const PageTree& tree, const MainContent& content) {
  std::vector<TopHeading> found;
  for (NodeIndex index = 0; index < tree.size() && found.size() < kMaxTitleHeadings; ++index) {
    if (tree[index].tag != GUMBO_TAG_H1 || tree[index].letters == 0 || (tree[index].signs & kHidden) != 0) continue;
    std::string text = heading_line(tree, index);
    std::string key = letters_and_digits(text);
    if (key.empty() || length_in_characters(text) > kMaxHeadingCharacters) continue;
    const bool inside = contains(tree, content, index) || shares_main(tree, content, index);
    found.push_back({std::move(text), std::move(key), inside, is_named_title(*tree[index].node),
                     is_in_site_header(tree, index)});
  }
  std::stable_partition(found.begin(), found.end(), [](const TopHeading& heading) { return heading.in_content; });
  return found;
}

/// Whether a part of a title is the site's name: og:site_name says it, or the host is made of its letters.
bool names_site(std::string_view part, std::string_view site_name, std::string_view host) {
  const std::string key = letters_and_digits(part);
  if (key.empty()) return true;
  if (key == letters_and_digits(site_name)) return true;
  return key.size() >= 4 && letters_and_digits(host).find(key) != std::string::npos;
}

/// The title element without the site's name at its end or beginning.
std::string without_site(std::string_view title, const HeadFacts& facts, const Url& url, const SiteNames* sites) {
  std::string whole = collapse(title);
  const std::vector<std::string> parts = title_parts(whole);
  if (parts.size() < 2) return whole;
  const std::string_view site = facts.meta({"og:site_name", "application-name"});
  const auto names = [&](const std::string& part) {
    return names_site(part, site, url.host()) || (sites != nullptr && sites->is_name(url.host(), part));
  };
  std::size_t first = 0;
  std::size_t last = parts.size();
  while (last - first > 1 && names(parts[last - 1])) --last;
  while (last - first > 1 && names(parts[first])) ++first;
  const bool known = sites != nullptr && sites->knows(url.host());
  if (first == 0 && last == parts.size() && !known) {
    // An unknown site: its name is at the end, and shorter.
    if (last > 2 && length_in_characters(parts.front()) >= kTellingCharacters)
      last = 1;
    else if (length_in_characters(parts.front()) > length_in_characters(parts.back()))
      --last;
  }
  const std::size_t begin = whole.find(parts[first]);
  const std::size_t end = whole.rfind(parts[last - 1]) + parts[last - 1].size();
  return begin < end ? whole.substr(begin, end - begin) : whole;
}

/// How many of the longer words of `text` occur in `folded`, as a pair: those that do, all.
std::pair<std::size_t, std::size_t> words_found(std::string_view text, const std::string& folded) {
  std::pair<std::size_t, std::size_t> found{0, 0};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = letters_and_digits(text.substr(at, end - at));
    at = end + 1;
    if (length_in_characters(word) < 4) continue;
    ++found.second;
    found.first += folded.find(word) != std::string::npos;
  }
  return found;
}

/// Whether a heading is the title in other words; if not, it may be a slogan.
bool says_the_same(std::string_view heading, std::string_view title) {
  const auto [shared, words] = words_found(heading, fold_case(title));
  return shared >= 2 && shared * 5 >= words * 3;
}

/// Whether the text speaks of what the title says; if not, the title is the site's, the same on every page.
bool speaks_of(std::string_view text, std::string_view title) {
  const auto [shared, words] = words_found(title, fold_case(text));
  return words == 0 || shared * 2 >= words;
}

std::string text_of_content(const PageTree& tree, const MainContent& content) {
  std::string text;
  for (const NodeIndex root : content.roots) text += line_of(tree, root) + " ";
  return text;
}

/// The heading that the title repeats, best where it begins with it; nullptr when it repeats none but the site's name.
const TopHeading* repeated_heading(const std::vector<TopHeading>& headings, std::string_view title_key,
                                   std::string_view stated_key, std::string_view site) {
  const TopHeading* repeated = nullptr;
  for (const TopHeading& heading : headings) {
    if (title_key.starts_with(heading.key) || stated_key.starts_with(heading.key)) return &heading;
    const bool inside =
        title_key.find(heading.key) != std::string_view::npos || stated_key.find(heading.key) != std::string_view::npos;
    if (inside && repeated == nullptr && heading.in_content && heading.key != site) repeated = &heading;
  }
  return repeated;
}

}  // namespace

std::string find_title(const PageTree& tree, const MainContent& content, const HeadFacts& facts, const Url& url,
                       const SiteNames* sites) {
  const std::vector<TopHeading> headings = top_headings(tree, content);
  const std::string stated = collapse(facts.meta({"og:title", "twitter:title", "dcterms.title", "dc.title"}));
  const std::string whole = collapse(facts.title);
  const std::string site = letters_and_digits(facts.meta({"og:site_name"}));
  const TopHeading* repeated = repeated_heading(headings, letters_and_digits(whole), letters_and_digits(stated), site);
  const std::string text = text_of_content(tree, content);
  if (repeated != nullptr) {
    // Title and heading may both be the site's name; the page's own then begins its text, and nothing there speaks of theirs.
    if (!repeated->of_site || repeated->in_content || speaks_of(text, repeated->text)) return repeated->text;
    const std::string own = prominent_line(tree, content);
    return own.empty() ? repeated->text : own;  // Written as readers see it.
  }
  if (headings.empty() && !speaks_of(text, whole)) {
    if (std::string own = prominent_line(tree, content); !own.empty()) return own;
  }
  const auto in_content =
      std::count_if(headings.begin(), headings.end(), [](const TopHeading& heading) { return heading.in_content; });
  if (in_content == 1) {
    const std::string& heading = headings.front().text;
    if (headings.front().named_title || says_the_same(heading, whole) || !speaks_of(text, whole))
      return heading;
  }
  if (!stated.empty() || !whole.empty()) {
    std::string title = without_site(whole.empty() ? stated : whole, facts, url, sites);
    if (!names_site(title, facts.meta({"og:site_name"}), url.host()) || headings.empty()) return title;
  }
  return headings.empty() ? std::string() : headings.front().text;
}

}  // namespace izvor
