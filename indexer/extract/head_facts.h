// HeadFacts: what a page's head says of it: meta elements, links, titles, structured data.
//
// Read from wherever in the document they stand: some saved pages have a <div> in their head, which puts the rest into the
// body. Views into the HtmlDocument, which must outlive it. Immutable; safe from any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/page_tree.h"
#include "izvor/extracted_page.h"
#include "izvor/url.h"

namespace izvor {

struct MetaElement {
  std::string name;  ///< Of `name`, `property`, `itemprop` or `http-equiv`, in lower case.
  std::string_view content;
};

struct HeadFacts {
  std::vector<MetaElement> metas;
  std::vector<const GumboNode*> links;
  std::vector<std::string_view> json_ld;
  std::string_view base;  ///< The first <base href>; empty: none.
  std::string_view title;
  std::string_view language;  ///< Of the html element.

  /// The first content that is not empty among metas of these names, names in order of preference.
  [[nodiscard]] std::string_view meta(std::initializer_list<std::string_view> names) const;
};

[[nodiscard]] HeadFacts read_head_facts(const PageTree& tree);

/// The first string value of `key` in JSON-LD, escapes kept; without parsing: much JSON-LD in the wild is not valid JSON.
[[nodiscard]] std::string_view json_string(std::string_view json, std::string_view key);
/// The address that rel=canonical names, normalised; empty when there is none that is valid, when several contradict one
/// another, and when it is the site's first page, which stands for no other (as search engines do).
[[nodiscard]] std::string canonical_of(const HeadFacts& facts, const Url& base);
/// The page in other languages, this page's own address left out; at most 64.
[[nodiscard]] std::vector<Translation> translations_of(const HeadFacts& facts, const Url& base);
/// Whether the page says of itself that it is an article (Open Graph, schema.org).
[[nodiscard]] bool states_article(const HeadFacts& facts);
/// Whether the page asks not to be indexed (meta robots, or one for this crawler).
[[nodiscard]] bool asks_noindex(const HeadFacts& facts, std::string_view product_token);

}  // namespace izvor
