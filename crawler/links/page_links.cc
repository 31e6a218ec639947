#include "crawler/links/page_links.h"

#include <xxhash.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <unordered_set>
#include <utility>

#include "crawler/html/bare_text.h"
#include "crawler/html/tag_scanner.h"
#include "crawler/links/link_resolver.h"
#include "crawler/links/refresh.h"
#include "crawler/links/tag_attributes.h"
#include "crawler/platform/ascii.h"

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

constexpr std::size_t kMaxAttributes = 400;

// What is read of a tag; the first attribute of a name counts.
struct Tag {
  std::string_view href, src, rel, type, name, content, http_equiv;
  bool has_href = false, has_src = false;

  explicit Tag(std::string_view source) {
    TagAttributes attributes(source);
    bool seen_rel = false, seen_type = false, seen_name = false, seen_content = false, seen_equiv = false;
    for (std::size_t i = 0; i < kMaxAttributes && attributes.next(); ++i) {
      keep(attributes, "href", href, has_href);
      keep(attributes, "src", src, has_src);
      keep(attributes, "rel", rel, seen_rel);
      keep(attributes, "type", type, seen_type);
      keep(attributes, "name", name, seen_name);
      keep(attributes, "content", content, seen_content);
      keep(attributes, "http-equiv", http_equiv, seen_equiv);
    }
  }

 private:
  static void keep(const TagAttributes& attributes, std::string_view wanted, std::string_view& value, bool& seen) {
    if (seen || !ascii::equal(attributes.name(), wanted)) return;
    value = attributes.value();
    seen = true;
  }
};

class TextDigest {
 public:
  TextDigest() : state_(XXH3_createState()) {
    if (!state_ || XXH3_64bits_reset(state_.get()) != XXH_OK) throw std::bad_alloc();
  }

  void add(std::string_view text) {
    words_.clear();
    for (std::size_t at = 0; at < text.size();) {
      while (at < text.size() && ascii::is_space(text[at])) ++at;
      const std::size_t begin = at;
      while (at < text.size() && !ascii::is_space(text[at])) ++at;
      if (at > begin) words_.append(text, begin, at - begin) += ' ';
    }
    XXH3_64bits_update(state_.get(), words_.data(), words_.size());
  }
  [[nodiscard]] std::uint64_t value() const { return std::max<std::uint64_t>(XXH3_64bits_digest(state_.get()), 1); }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
  std::string words_;  ///< Of one text, each with a space behind it.
};

class LinkCollector {
 public:
  LinkCollector(const LinkOrigin& origin, LinkLimits limits)
      : page_(origin.page),
        resolver_(origin.page, origin.charset),
        product_token_(origin.product_token),
        limits_(limits) {}

  void read(const SourceToken& token) {
    using Kind = SourceToken::Kind;
    if (token.kind == Kind::kText || (token.kind == Kind::kRawText && token.tag == GUMBO_TAG_TITLE)) text_.add(token.source);
    if (token.kind == Kind::kStartTag) read_tag(token);
  }

  PageLinks finish() {
    found_.text_digest = text_.value();
    if (found_.directives.nofollow) {
      found_.nofollow += found_.follow.size();
      found_.follow.clear();
    }
    return std::move(found_);
  }

 private:
  void read_tag(const SourceToken& token) {
    switch (token.tag) {
      case GUMBO_TAG_BASE:
        return set_base(Tag(token.source));
      case GUMBO_TAG_META:
        return read_meta(Tag(token.source));
      case GUMBO_TAG_A:
      case GUMBO_TAG_AREA:
        return add(Tag(token.source));
      case GUMBO_TAG_LINK:
        return read_link(Tag(token.source));
      case GUMBO_TAG_FRAME:
      case GUMBO_TAG_IFRAME:
        return read_frame(Tag(token.source));
      default:
        return;
    }
  }

  void set_base(const Tag& tag) {
    if (tag.has_href) resolver_.set_base(resolve_common_references(tag.href));
  }

  void read_meta(const Tag& tag) {
    if (ascii::equal(tag.name, "robots") || (!product_token_.empty() && ascii::equal(tag.name, product_token_))) {
      found_.directives |= parse_robots_directives(tag.content);
    }
    if (!ascii::equal(tag.http_equiv, "refresh")) return;
    if (const std::string_view target = refresh_target(tag.content); !target.empty()) add_address(target);
  }

  // A part of this page; what is embedded from elsewhere is somebody else's.
  void read_frame(const Tag& tag) {
    if (!tag.has_src || tag.src.empty()) return;
    const Result<Url> url = address_in(tag.src);
    if (url && url->host() == page_.host()) add_address(tag.src);
  }

  void read_link(const Tag& tag) {
    const bool is_alternate = has_word(tag.rel, "alternate") && !has_word(tag.rel, "stylesheet");
    const bool is_feed = ascii::equal(tag.type, "application/rss+xml") || ascii::equal(tag.type, "application/atom+xml");
    if (is_alternate && is_feed) return add_feed(tag);
    if (!tag.type.empty() && !ascii::equal(tag.type, "text/html")) return;
    const bool is_canonical = has_word(tag.rel, "canonical");
    if (is_canonical && tag.has_href && !found_.canonical) {
      if (Result<Url> url = address_in(tag.href)) found_.canonical = std::move(*url);
    }
    if (is_alternate || is_canonical || has_word(tag.rel, "next") || has_word(tag.rel, "prev")) add(tag);
  }

  void add_feed(const Tag& tag) {
    if (found_.feeds.size() >= limits_.max_feeds || !tag.has_href) return;
    if (Result<Url> url = address_in(tag.href)) found_.feeds.push_back(std::move(*url));
  }

  void add(const Tag& tag) {
    if (!tag.has_href) return;
    if (has_word(tag.rel, "nofollow")) {
      ++found_.nofollow;
      return;
    }
    add_address(tag.href);
  }

  void add_address(std::string_view reference) {
    if (found_.follow.size() >= limits_.max_links) {
      found_.cut = true;
      return;
    }
    Result<Url> url = address_in(reference);
    if (url && seen_.insert(url->str()).second) found_.follow.push_back(std::move(*url));
  }

  [[nodiscard]] Result<Url> address_in(std::string_view written) {
    if (written.find('&') == std::string_view::npos) return resolver_.resolve(written);
    return resolver_.resolve(resolve_common_references(written));
  }

  const Url& page_;
  LinkResolver resolver_;
  std::string_view product_token_;
  LinkLimits limits_;
  std::unordered_set<std::string> seen_;
  TextDigest text_;
  PageLinks found_;
};

}  // namespace

PageLinks links_of(std::string_view utf8, const LinkOrigin& origin, LinkLimits limits) {
  LinkCollector collector(origin, limits);
  TagScanner scanner(utf8, kMaxAttributes);
  for (SourceToken token; scanner.next(token);) collector.read(token);
  return collector.finish();
}

PageLinks links_of_text(std::string_view utf8) {
  TextDigest digest;
  digest.add(utf8);
  PageLinks found;
  found.text_digest = digest.value();
  return found;
}

}  // namespace izvor
