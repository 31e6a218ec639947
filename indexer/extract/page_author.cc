#include "indexer/extract/page_author.h"

#include <algorithm>
#include <array>

#include "indexer/extract/folded.h"
#include "indexer/extract/text_writer.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

/// Reach of a name inside "publisher": {…}.
constexpr std::size_t kObjectBytes = 600;
constexpr std::uint32_t kMostLetters = 200;

bool is_address(std::string_view text) { return text.find("://") != std::string_view::npos || text.starts_with("www."); }

/// "publisher": {"@type": "Organization", "name": "…"}, or the name alone.
std::string_view name_in_json(std::string_view json, std::string_view key) {
  if (const std::string_view alone = json_string(json, key); !alone.empty()) return alone;
  const std::size_t at = json.find("\"" + std::string(key) + "\"");
  if (at == std::string_view::npos) return {};
  return json_string(json.substr(at, kObjectBytes), "name");
}

/// "Автор", "Издател", "Author" as the term of a description list.
bool is_author_term(const PageTree& tree, NodeIndex index) {
  if (tree[index].tag != GUMBO_TAG_DT || tree[index].letters > 40) return false;
  const std::string term = fold_case(line_of(tree, index));
  constexpr std::array<std::string_view, 6> kTerms{"автор", "издател", "публикувано от", "author", "publisher", "published by"};
  return std::any_of(kTerms.begin(), kTerms.end(), [&](std::string_view name) { return term.starts_with(name); });
}

/// What the description list says after such a term.
std::string stated_in_list(const PageTree& tree) {
  for (NodeIndex index = tree.body(); index < tree[tree.body()].end; ++index) {
    if (!is_author_term(tree, index)) continue;
    for (NodeIndex next = tree[index].end; next < tree[tree[index].parent].end; next = tree[next].end) {
      if (tree[next].tag == GUMBO_TAG_DD && tree[next].letters > 0 && tree[next].letters <= kMostLetters)
        return line_of(tree, next);
      if (tree[next].tag == GUMBO_TAG_DT) break;
    }
  }
  return {};
}

}  // namespace

std::string find_author(const PageTree& tree, const HeadFacts& facts) {
  for (const std::string_view name :
       {"dcterms.creator", "dc.creator", "dcterms.publisher", "dc.publisher", "author", "article:author"}) {
    std::string author = collapse(facts.meta({name}));
    if (!author.empty() && !is_address(author)) return author;
  }
  if (std::string author = stated_in_list(tree); !author.empty()) return author;
  for (const std::string_view key : {"author", "publisher"}) {
    for (const std::string_view json : facts.json_ld) {
      const std::string_view name = name_in_json(json, key);
      // An escaped name is left: it is not parsed as JSON here, and half a name is none.
      if (!name.empty() && !is_address(name) && name.find('\\') == std::string_view::npos) return collapse(name);
    }
  }
  return {};
}

}  // namespace izvor
