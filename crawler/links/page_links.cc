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
  std::string_view href, rel, type, name, content;
  bool has_href = false;

  explicit Tag(std::string_view source) {
    TagAttributes attributes(source);
    bool seen_rel = false, seen_type = false, seen_name = false, seen_content = false;
    for (std::size_t i = 0; i < kMaxAttributes && attributes.next(); ++i) {
      keep(attributes, "href", href, has_href);
      keep(attributes, "rel", rel, seen_rel);
      keep(attributes, "type", type, seen_type);
      keep(attributes, "name", name, seen_name);
      keep(attributes, "content", content, seen_content);
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
  LinkCollector(const Url& page, std::string_view product_token, LinkLimits limits)
      : base_(page), product_token_(product_token), limits_(limits) {}

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
      default:
        return;
    }
  }

  // Only the first one counts, https://html.spec.whatwg.org/#the-base-element.
  void set_base(const Tag& tag) {
    if (base_is_set_ || !tag.has_href) return;
    base_is_set_ = true;
    if (Result<Url> base = address_in(tag)) base_ = std::move(*base);
  }

  void read_meta(const Tag& tag) {
    if (ascii::equal(tag.name, "robots") || (!product_token_.empty() && ascii::equal(tag.name, product_token_))) {
      found_.directives |= parse_robots_directives(tag.content);
    }
  }

  void read_link(const Tag& tag) {
    const bool is_alternate = has_word(tag.rel, "alternate") && !has_word(tag.rel, "stylesheet");
    const bool is_feed = ascii::equal(tag.type, "application/rss+xml") || ascii::equal(tag.type, "application/atom+xml");
    if (is_alternate && is_feed) return add_feed(tag);
    if (!tag.type.empty() && !ascii::equal(tag.type, "text/html")) return;
    if (is_alternate || has_word(tag.rel, "canonical") || has_word(tag.rel, "next") || has_word(tag.rel, "prev")) add(tag);
  }

  void add_feed(const Tag& tag) {
    if (found_.feeds.size() >= limits_.max_feeds || !tag.has_href) return;
    if (Result<Url> url = address_in(tag)) found_.feeds.push_back(std::move(*url));
  }

  void add(const Tag& tag) {
    if (!tag.has_href) return;
    if (has_word(tag.rel, "nofollow")) {
      ++found_.nofollow;
      return;
    }
    if (found_.follow.size() >= limits_.max_links) {
      found_.cut = true;
      return;
    }
    Result<Url> url = address_in(tag);
    if (url && seen_.insert(url->str()).second) found_.follow.push_back(std::move(*url));
  }

  [[nodiscard]] Result<Url> address_in(const Tag& tag) const {
    if (tag.href.find('&') == std::string_view::npos) return Url::resolve(base_, tag.href);
    return Url::resolve(base_, resolve_common_references(tag.href));
  }

  Url base_;
  bool base_is_set_ = false;
  std::string_view product_token_;
  LinkLimits limits_;
  std::unordered_set<std::string> seen_;
  TextDigest text_;
  PageLinks found_;
};

}  // namespace

PageLinks links_of(std::string_view utf8, const Url& page, std::string_view product_token, LinkLimits limits) {
  LinkCollector collector(page, product_token, limits);
  TagScanner scanner(utf8, kMaxAttributes);
  for (SourceToken token; scanner.next(token);) collector.read(token);
  return collector.finish();
}

}  // namespace izvor
