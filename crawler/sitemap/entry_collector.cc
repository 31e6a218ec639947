#include "crawler/sitemap/entry_collector.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crawler/platform/ascii.h"
#include "crawler/sitemap/feed_time.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxWrappers = 4;  // Elements that may stand around a <urlset>.

bool is_feed_root(std::string_view name) { return name == "rss" || name == "RDF" || name == "feed"; }

bool is_date(std::string_view name) {
  return name == "lastmod" || name == "updated" || name == "published" || name == "pubDate" || name == "date";
}

std::string_view attribute_of(const char** attributes, std::string_view name) {
  for (; attributes[0] != nullptr; attributes += 2) {
    if (local_name(attributes[0]) == name) return ascii::trim(attributes[1]);
  }
  return {};
}

}  // namespace

bool is_web_address(std::string_view text) {
  return ascii::starts_with(text, "http://") || ascii::starts_with(text, "https://");
}

EntryCollector::Dialect EntryCollector::dialect_of(std::string_view root) {
  constexpr std::array<Dialect, 5> kDialects = {
      {{"urlset", "url"}, {"sitemapindex", "sitemap"}, {"rss", "item"}, {"RDF", "item"}, {"feed", "entry"}}};
  const auto* known = std::find_if(kDialects.begin(), kDialects.end(), [&](const Dialect& each) { return each.root == root; });
  return known == kDialects.end() ? Dialect{} : *known;
}

std::string EntryCollector::begin(std::string_view qualified, const char** attributes) {
  const std::string_view name = local_name(qualified);
  if (open_.size() >= kMaxDepth) return "elements are nested too deep";
  open_.emplace_back(qualified);
  if (!in_entry_) return begin_outside(name, attributes);
  collecting_ = false;
  if (open_.size() != entry_depth_ + 1) return {};
  text_.clear();
  if (name == "link") read_link(attributes);
  const bool is_spare = name == "id" || (name == "guid" && attribute_of(attributes, "isPermaLink") != "false");
  collecting_ = name == "loc" || is_date(name) || (out_.is_feed && (is_spare || name == "link"));
  return {};
}

std::string EntryCollector::begin_outside(std::string_view name, const char** attributes) {
  if (const Dialect known = dialect_of(name); !known.root.empty()) {
    if (!knows_dialect()) {
      out_.is_index = name == "sitemapindex";
      out_.is_feed = is_feed_root(name);
    }
    dialect_ = known;
  } else if (!knows_dialect()) {
    if (unknown_root_.empty()) unknown_root_ = name;
    if (name == "html" || open_.size() >= kMaxWrappers) return "the root element is <" + unknown_root_ + ">";
  } else if (name == dialect_.entry) {
    begin_entry(attributes);
  }
  return {};
}

void EntryCollector::begin_entry(const char** attributes) {
  outer_.assign(open_.begin(), open_.end() - 1);
  in_entry_ = true;
  entry_depth_ = open_.size();
  entry_ = {.url = {}, .lastmod = {}, .is_sitemap = dialect_.root == "sitemapindex"};
  spare_.clear();
  const std::string_view about = attribute_of(attributes, "about");
  if (out_.is_feed && about.size() <= kMaxAddressText) spare_ = about;
}

// An alternate of a sitemap's entry, or the address of an Atom entry.
void EntryCollector::read_link(const char** attributes) {
  const std::string_view href = attribute_of(attributes, "href");
  if (href.empty() || href.size() > kMaxAddressText) return;
  if (out_.is_feed) {
    const std::string_view rel = attribute_of(attributes, "rel");
    if (entry_.url.empty() && (rel.empty() || rel == "alternate")) entry_.url = href;
  } else if (out_.alternates.size() < limits_.max_alternates) {
    out_.alternates.emplace_back(href);
  }
}

void EntryCollector::text(std::string_view piece) {
  if (collecting_ && text_.size() < kMaxAddressText) text_ += piece.substr(0, kMaxAddressText - text_.size());
}

std::string EntryCollector::end() {
  if (open_.empty()) return {};
  std::string reason;
  if (in_entry_ && collecting_ && open_.size() == entry_depth_ + 1) keep_field(local_name(open_.back()));
  if (in_entry_ && open_.size() == entry_depth_) reason = end_entry();
  collecting_ = false;
  open_.pop_back();
  return reason;
}

std::string EntryCollector::break_off() {
  std::string reason;
  if (in_entry_) {
    if (collecting_) keep_field(local_name(open_.back()));
    reason = end_entry();
  }
  collecting_ = false;
  open_.clear();
  return reason;
}

void EntryCollector::keep_field(std::string_view name) {
  const std::string_view text = ascii::trim(text_);
  if (name == "guid" || name == "id") {
    if (spare_.empty()) spare_ = text;
  } else if (!is_date(name)) {
    if (!text.empty() && entry_.url.empty()) entry_.url = text;
  } else {
    std::optional<UtcTime> time = parse_w3c_time(text);
    if (!time && out_.is_feed) time = parse_mail_date(text);
    // Published, then updated: the later one is the news.
    if (time) entry_.lastmod = std::max(entry_.lastmod.value_or(*time), *time);
  }
}

std::string EntryCollector::end_entry() {
  in_entry_ = false;
  if (entry_.url.empty() && is_web_address(spare_)) entry_.url = spare_;
  if (entry_.url.empty()) return {};
  if (out_.entries.size() >= limits_.max_entries) return "more than " + std::to_string(limits_.max_entries) + " entries";
  out_.entries.push_back(std::move(entry_));
  return {};
}

}  // namespace izvor
