#include "indexer/extract/page_kind.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/folded.h"
#include "indexer/extract/text_writer.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxTopics = 20;
constexpr std::size_t kMaxTopicBytes = 120;

using Kind = std::pair<std::string_view, std::string_view>;

/// First segments of addresses.
constexpr std::array kSegments = std::to_array<Kind>({
    {"policies", "policies"},
    {"policy", "policies"},
    {"politiki", "policies"},
    {"news", "news"},
    {"newsroom", "news"},
    {"novini", "news"},
    {"press", "news"},
    {"presscorner", "news"},
    {"events", "events"},
    {"event", "events"},
    {"sabitia", "events"},
    {"library", "library"},
    {"publications", "library"},
    {"documents", "library"},
    {"faqs", "faqs"},
    {"faq", "faqs"},
    {"factpages", "factpages"},
    {"factsheets", "factpages"},
    {"consultations", "consultations"},
    {"funding", "funding"},
    {"projects", "projects"},
    {"blog", "blogs"},
    {"blogs", "blogs"},
    {"blogposts", "blogs"},
    {"pages", "pages"},
    {"activities", "activities"},
    {"related-content", "listings"},
    {"search", "listings"},
});

/// Beginnings of what a page header or schema.org calls the page, folded.
constexpr std::array kNames = std::to_array<Kind>({
    {"news article", "news"},
    {"новинарска", "news"},
    {"новини", "news"},
    {"press release", "news"},
    {"съобщение за", "news"},
    {"newsarticle", "news"},
    {"event", "events"},
    {"събити", "events"},
    {"faq", "faqs"},
    {"често задавани", "faqs"},
    {"report", "library"},
    {"доклад", "library"},
    {"publication", "library"},
    {"публикаци", "library"},
    {"study", "library"},
    {"проучване", "library"},
    {"factsheet", "factpages"},
    {"информацион", "factpages"},
    {"policy and", "policies"},
    {"политик", "policies"},
    {"blogpost", "blogs"},
    {"blogposting", "blogs"},
    {"consultation", "consultations"},
    {"консултаци", "consultations"},
});

std::string_view kind_of_segment(std::string_view segment) {
  for (const auto& [name, kind] : kSegments) {
    if (ascii::equal(segment, name)) return kind;
  }
  return {};
}

std::string_view kind_of_name(std::string_view name) {
  const std::string folded = fold_case(ascii::trim(name));
  for (const auto& [beginning, kind] : kNames) {
    if (folded.starts_with(beginning)) return kind;
  }
  return {};
}

/// By the first segment that is no language.
std::string_view kind_of_address(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    if (segment.size() != 2) return kind_of_segment(segment);
    path.remove_prefix(segment.size());
  }
  return {};
}

std::string_view kind_of_header(const PageTree& tree) {
  for (NodeIndex index = tree.body(); index < tree[tree.body()].end; ++index) {
    const std::string_view names = attribute_of(*tree[index].node, "class");
    if (names.find("page-header__meta-item") == std::string_view::npos || tree[index].letters > 60) continue;
    if (const std::string_view kind = kind_of_name(line_of(tree, index)); !kind.empty()) return kind;
  }
  return {};
}

std::string_view kind_of_json(const HeadFacts& facts) {
  for (const std::string_view json : facts.json_ld) {
    for (const std::string_view name : {"NewsArticle", "BlogPosting", "FAQPage", "Event"}) {
      if (json.find("\"" + std::string(name) + "\"") != std::string_view::npos) return kind_of_name(name);
    }
  }
  return {};
}

/// "com:AFET", "productType:PRESS_RELEASE", "plenary_date": for programs, not for readers. Words with a colon stand apart from it.
bool is_machine_token(std::string_view topic) {
  if (topic.find(' ') != std::string_view::npos) return false;
  const std::size_t colon = topic.find(':');
  return topic.find('_') != std::string_view::npos || (colon != std::string_view::npos && colon + 1 < topic.size());
}

class Topics {
 public:
  void add(std::string_view text) {
    std::string topic = collapse(text);
    if (topic.empty() || topic.size() > kMaxTopicBytes || found_.size() >= kMaxTopics || is_machine_token(topic)) return;
    const std::string key = letters_and_digits(topic);
    if (key.empty() || std::find(keys_.begin(), keys_.end(), key) != keys_.end()) return;
    keys_.push_back(key);
    found_.push_back(std::move(topic));
  }

  void add_list(std::string_view list) {
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find_first_of(",;", at), list.size());
      add(list.substr(at, end - at));
      at = end + 1;
    }
  }

  [[nodiscard]] std::vector<std::string> take() { return std::move(found_); }

 private:
  std::vector<std::string> found_;
  std::vector<std::string> keys_;
};

/// A link to all pages of a topic: "related-content?topic=119", or marked as a tag.
bool leads_to_topic(const GumboNode& node) {
  if (has_attribute(node, "hreflang") || has_attribute(node, "lang")) return false;  // This page in another language.
  const std::string_view href = attribute_of(node, "href");
  if (href.find("?topic=") != std::string_view::npos || href.find("&topic=") != std::string_view::npos) return true;
  return ascii::equal(attribute_of(node, "rel"), "tag");
}

}  // namespace

std::string find_type(const PageTree& tree, const HeadFacts& facts, const Url& url) {
  if (const std::string_view kind = kind_of_address(url.path()); !kind.empty()) return std::string(kind);
  if (const std::string_view kind = kind_of_header(tree); !kind.empty()) return std::string(kind);
  if (const std::string_view kind = kind_of_json(facts); !kind.empty()) return std::string(kind);
  if (const std::string_view kind = kind_of_name(facts.meta({"dcterms.type", "dc.type"})); !kind.empty())
    return std::string(kind);
  return "pages";
}

std::vector<std::string> find_topics(const PageTree& tree, const HeadFacts& facts) {
  Topics topics;
  for (NodeIndex index = tree.body(); index < tree[tree.body()].end;) {
    const GumboTag tag = tree[index].tag;
    if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_FOOTER) {
      index = tree[index].end;
      continue;
    }
    if (tag == GUMBO_TAG_A && leads_to_topic(*tree[index].node)) topics.add(line_of(tree, index));
    ++index;
  }
  for (const MetaElement& meta : facts.metas) {
    if (meta.name == "article:tag" || meta.name == "dcterms.subject") topics.add(meta.content);
  }
  topics.add_list(facts.meta({"keywords"}));
  return topics.take();
}

}  // namespace izvor
