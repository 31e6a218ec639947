#include "indexer/extract/head_facts.h"

#include <algorithm>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "crawler/robots/robots_directives.h"

namespace izvor {
namespace {

/// More would only serve to slow us down.
constexpr std::size_t kMaxMetas = 500;
constexpr std::size_t kMaxJsonLd = 20;
constexpr std::size_t kMaxTranslations = 64;

std::string_view first_text(const GumboNode& node) {
  for (const GumboNode* child : children_of(node)) {
    if (is_text(*child)) return text_of(*child);
  }
  return {};
}

/// In small letters; a vocabulary's prefix before a full stop or a colon: "DCTERMS:issued" is "dcterms.issued".
std::string meta_name(std::string_view name) {
  std::string lower = ascii::lower(ascii::trim(name));
  for (const std::string_view prefix : {"dc:", "dcterms:"})
    if (lower.starts_with(prefix)) lower[prefix.size() - 1] = '.';
  return lower;
}

void add_meta(HeadFacts& facts, const GumboNode& node) {
  if (facts.metas.size() >= kMaxMetas) return;
  const std::string_view content = attribute_of(node, "content");
  for (const char* key : {"name", "property", "itemprop", "http-equiv"}) {
    if (const auto name = attribute_of(node, key); !name.empty()) facts.metas.push_back({meta_name(name), content});
  }
}

}  // namespace

std::string_view HeadFacts::meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    for (const MetaElement& meta : metas) {
      if (meta.name == name && !ascii::trim(meta.content).empty()) return meta.content;
    }
  }
  return {};
}

HeadFacts read_head_facts(const PageTree& tree) {
  HeadFacts facts;
  for (const GumboNode* node : tree.facts()) {
    switch (tag_of(*node)) {
      case GUMBO_TAG_META:
        add_meta(facts, *node);
        break;
      case GUMBO_TAG_BASE:
        if (facts.base.empty()) facts.base = attribute_of(*node, "href");
        break;
      case GUMBO_TAG_LINK:
        facts.links.push_back(node);
        break;
      case GUMBO_TAG_TITLE:
        if (facts.title.empty()) facts.title = first_text(*node);
        break;
      case GUMBO_TAG_HTML:
        facts.language = attribute_of(*node, "lang");
        if (facts.language.empty()) facts.language = attribute_of(*node, "xml:lang");
        break;
      default:
        if (facts.json_ld.size() < kMaxJsonLd) facts.json_ld.push_back(first_text(*node));
    }
  }
  return facts;
}

std::string_view json_string(std::string_view json, std::string_view key) {
  const std::size_t at = json.find("\"" + std::string(key) + "\"");
  if (at == std::string_view::npos) return {};
  std::string_view rest = ascii::trim(json.substr(at + key.size() + 2));
  if (!rest.starts_with(':')) return {};
  rest = ascii::trim(rest.substr(1));
  if (!rest.starts_with('"')) return {};
  return rest.substr(1, rest.find('"', 1) - 1);
}

std::string canonical_of(const HeadFacts& facts, const Url& base) {
  std::string canonical;
  for (const GumboNode* link : facts.links) {
    if (!ascii::equal(ascii::trim(attribute_of(*link, "rel")), "canonical")) continue;
    const std::string_view href = ascii::trim(attribute_of(*link, "href"));
    if (href.empty()) continue;
    const auto url = Url::resolve(base, href);
    if (!url) continue;
    if (!canonical.empty() && canonical != url->str()) return {};
    // Every page naming the site's first page is a mistake of its template.
    if (url->path() == "/" && url->query().empty() && base.path() != "/") return {};
    canonical = url->str();
  }
  return canonical;
}

std::vector<Translation> translations_of(const HeadFacts& facts, const Url& base) {
  std::vector<Translation> translations;
  for (const GumboNode* link : facts.links) {
    const std::string language = ascii::lower(ascii::trim(attribute_of(*link, "hreflang")));
    if (language.empty() || language == "x-default" || translations.size() >= kMaxTranslations) continue;
    if (!ascii::equal(ascii::trim(attribute_of(*link, "rel")), "alternate")) continue;
    const auto url = Url::resolve(base, ascii::trim(attribute_of(*link, "href")));
    if (url && *url != base) translations.push_back({language, url->str()});
  }
  return translations;
}

bool states_article(const HeadFacts& facts) {
  if (facts.meta({"og:type"}) == "article" || !facts.meta({"article:published_time"}).empty()) return true;
  return std::any_of(facts.json_ld.begin(), facts.json_ld.end(), [](std::string_view json) {
    return json.find("Article\"") != std::string_view::npos || json.find("BlogPosting\"") != std::string_view::npos;
  });
}

bool asks_noindex(const HeadFacts& facts, std::string_view product_token) {
  for (const MetaElement& meta : facts.metas) {
    const bool is_ours = meta.name == "robots" || (!product_token.empty() && ascii::equal(meta.name, product_token));
    if (is_ours && parse_robots_directives(meta.content).noindex) return true;
  }
  return false;
}

}  // namespace izvor
