#include "crawler/links/page_links.h"

#include <string>
#include <unordered_set>
#include <utility>

#include "crawler/html/ascii.h"
#include "crawler/html/walk.h"

namespace izvor {
namespace {

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto end = std::min(list.find_first_of(" \t\r\n\f"), list.size());
    if (ascii::equal(list.substr(0, end), word)) return true;
    list = list.substr(std::min(end + 1, list.size()));
  }
  return false;
}

class LinkCollector {
 public:
  LinkCollector(const Url& page, std::string_view product_token, LinkLimits limits)
      : base_(page), product_token_(product_token), limits_(limits) {}

  void visit(const GumboNode& node) {
    switch (tag_of(node)) {
      case GUMBO_TAG_BASE:
        set_base(node);
        break;
      case GUMBO_TAG_META:
        read_meta(node);
        break;
      case GUMBO_TAG_A:
      case GUMBO_TAG_AREA:
        add(node);
        break;
      case GUMBO_TAG_LINK:
        if (is_feed(attribute_of(node, "rel"), attribute_of(node, "type"))) {
          add_feed(node);
        } else if (leads_to_a_page(attribute_of(node, "rel"), attribute_of(node, "type"))) {
          add(node);
        }
        break;
      default:
        break;
    }
  }

  PageLinks finish() {
    if (found_.directives.nofollow) {
      found_.nofollow += found_.follow.size();
      found_.follow.clear();
    }
    return std::move(found_);
  }

 private:
  // Only the first one counts, https://html.spec.whatwg.org/#the-base-element.
  void set_base(const GumboNode& node) {
    if (base_is_set_ || !has_attribute(node, "href")) return;
    base_is_set_ = true;
    if (Result<Url> base = Url::resolve(base_, attribute_of(node, "href"))) base_ = std::move(*base);
  }

  void read_meta(const GumboNode& node) {
    const std::string_view name = attribute_of(node, "name");
    if (ascii::equal(name, "robots") || (!product_token_.empty() && ascii::equal(name, product_token_))) {
      found_.directives |= parse_robots_directives(attribute_of(node, "content"));
    }
  }

  static bool leads_to_a_page(std::string_view rel, std::string_view type) {
    if (!type.empty() && !ascii::equal(type, "text/html")) return false;
    return (has_word(rel, "alternate") && !has_word(rel, "stylesheet")) || has_word(rel, "canonical") ||
           has_word(rel, "next") || has_word(rel, "prev");
  }

  static bool is_feed(std::string_view rel, std::string_view type) {
    return has_word(rel, "alternate") &&
           (ascii::equal(type, "application/rss+xml") || ascii::equal(type, "application/atom+xml"));
  }

  void add_feed(const GumboNode& node) {
    if (found_.feeds.size() >= limits_.max_feeds || !has_attribute(node, "href")) return;
    if (Result<Url> url = Url::resolve(base_, attribute_of(node, "href"))) found_.feeds.push_back(std::move(*url));
  }

  void add(const GumboNode& node) {
    if (!has_attribute(node, "href")) return;
    if (has_word(attribute_of(node, "rel"), "nofollow")) {
      ++found_.nofollow;
      return;
    }
    if (found_.follow.size() >= limits_.max_links) {
      found_.cut = true;
      return;
    }
    Result<Url> url = Url::resolve(base_, attribute_of(node, "href"));
    if (url && seen_.insert(url->str()).second) found_.follow.push_back(std::move(*url));
  }

  Url base_;
  bool base_is_set_ = false;
  std::string_view product_token_;
  LinkLimits limits_;
  std::unordered_set<std::string> seen_;
  PageLinks found_;
};

}  // namespace

PageLinks links_of(const HtmlDocument& document, const Url& page, std::string_view product_token, LinkLimits limits) {
  LinkCollector collector(page, product_token, limits);
  walk(document.root(), [&](const GumboNode& node) {
    collector.visit(node);
    return true;
  });
  return collector.finish();
}

}  // namespace izvor
