#include "indexer/extract/page_title.h"

#include <unicode/uchar.h>

#include <array>
#include <string_view>
#include <vector>

#include "crawler/html/ascii.h"
#include "crawler/html/utf8.h"
#include "indexer/extract/text_writer.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

/// Letters and digits alone, case folded: two spellings of one title compare equal.
std::string key_of(std::string_view text) {
  std::string key;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c != utf8::kMalformed && u_isalnum(static_cast<UChar32>(c)))
      utf8::append(key, static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
  }
  return key;
}

std::size_t length_in_characters(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return length;
}

/// The h1 elements that are not boilerplate, outside of footers and the like.
std::vector<std::string> main_headings(const PageTree& tree) {
  std::vector<std::string> found;
  for (NodeIndex index = 0; index < tree.size() && found.size() < 8; ++index) {
    if (tree[index].tag != GUMBO_TAG_H1 || tree[index].letters == 0 || (tree[index].signs & kHidden) != 0) continue;
    std::string text = line_of(tree, index);
    if (length_in_characters(text) <= 300) found.push_back(std::move(text));
  }
  return found;
}

constexpr std::array<std::string_view, 9> kSeparators{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / "};

std::vector<std::string> parts_of(std::string_view title) {
  std::vector<std::string> parts;
  while (!title.empty()) {
    std::size_t cut = std::string_view::npos;
    std::size_t width = 0;
    for (const std::string_view separator : kSeparators) {
      if (const std::size_t at = title.find(separator); at < cut) {
        cut = at;
        width = separator.size();
      }
    }
    if (cut > 0) parts.emplace_back(ascii::trim(title.substr(0, cut)));
    if (cut == std::string_view::npos) break;
    title.remove_prefix(cut + width);
  }
  return parts;
}

/// Whether a part of a title is the site's name: og:site_name says it, or the host is made of its letters.
bool names_site(std::string_view part, std::string_view site_name, std::string_view host) {
  const std::string key = key_of(part);
  if (key.empty()) return true;
  if (key == key_of(site_name)) return true;
  return key.size() >= 4 && key_of(host).find(key) != std::string::npos;
}

/// The title element without the site's name at its end or beginning.
std::string without_site(std::string_view title, const HeadFacts& facts, const Url& url) {
  const std::string whole = collapse(title);
  const std::vector<std::string> parts = parts_of(whole);
  if (parts.size() < 2) return whole;
  const std::string_view site = facts.meta({"og:site_name", "application-name"});
  std::size_t first = 0;
  std::size_t last = parts.size();
  while (last - first > 1 && names_site(parts[last - 1], site, url.host())) --last;
  while (last - first > 1 && names_site(parts[first], site, url.host())) ++first;
  if (first == 0 && last == parts.size()) {
    // Unknown site: its name is the short part at the end.
    if (length_in_characters(parts.front()) > length_in_characters(parts.back())) --last;
  }
  const std::size_t begin = whole.find(parts[first]);
  const std::size_t end = whole.rfind(parts[last - 1]) + parts[last - 1].size();
  return begin < end ? whole.substr(begin, end - begin) : whole;
}

}  // namespace

std::string find_title(const PageTree& tree, const HeadFacts& facts, const Url& url) {
  const std::vector<std::string> headings = main_headings(tree);
  const std::string stated = collapse(facts.meta({"og:title", "twitter:title", "dcterms.title", "dc.title"}));
  const std::string whole = collapse(facts.title);
  for (const std::string& heading : headings) {  // A heading that the title repeats is the title, written as readers see it.
    const std::string key = key_of(heading);
    if (key.empty()) continue;
    if (key_of(whole).find(key) != std::string::npos || key_of(stated).find(key) != std::string::npos) return heading;
  }
  if (!stated.empty() || !whole.empty()) {
    std::string title = without_site(whole.empty() ? stated : whole, facts, url);
    const std::string_view site = facts.meta({"og:site_name"});
    if (!names_site(title, site, url.host()) || headings.empty()) return title;
  }
  return headings.empty() ? std::string() : headings.front();
}

}  // namespace izvor
