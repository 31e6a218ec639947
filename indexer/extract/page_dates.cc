#include "indexer/extract/page_dates.h"

#include <algorithm>
#include <array>
#include <string>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/folded.h"
#include "indexer/extract/text_writer.h"

namespace izvor {
namespace {

constexpr std::uint32_t kMaxLineLetters = 120;
/// "София, 13 юни 2024 г.": a line of so many bytes is about its date; a date in a sentence is about something else.
constexpr std::size_t kDateLineBytes = 70;
constexpr std::size_t kWordedDateLineBytes = 110;

constexpr std::array<std::string_view, 16> kPublishedMetas{
    "article:published_time", "datepublished",  "og:published_time", "dcterms.issued",   "dcterms.date",
    "dcterms.created",        "dc.date.issued", "dc.date",           "parsely-pub-date", "sailthru.date",
    "publish-date",           "publish_date",   "pubdate",           "publication_date", "date",
    "dc.date.created"};
constexpr std::array<std::string_view, 8> kModifiedMetas{
    "article:modified_time", "datemodified",  "og:updated_time", "dcterms.modified",
    "dc.date.modified",      "last-modified", "revised",         "lastmod"};

/// Folded words before a date that say what it is.
constexpr std::array<std::string_view, 9> kModifiedWords{"последна актуализация", "последно обновяване", "последна промяна",
                                                         "последно обновен",      "актуализиран",        "last update",
                                                         "last modified",         "updated on",          "updated:"};
constexpr std::array<std::string_view, 7> kPublishedWords{"публикуван", "публикация", "дата на публикуване", "publication",
                                                          "published",  "posted on",  "date of publication"};

void keep_first(std::optional<DatedFact>& fact, std::optional<UtcTime> time, std::string_view source) {
  if (!fact && time) fact = DatedFact{*time, std::string(source)};
}

template <class Names>
void read_metas(const HeadFacts& facts, const Names& names, std::optional<DatedFact>& fact) {
  for (const std::string_view name : names) keep_first(fact, read_date(facts.meta({name})), name);
}

template <class Words>
bool contains_any(std::string_view folded, const Words& words) {
  for (const std::string_view word : words) {
    if (folded.find(word) != std::string_view::npos) return true;
  }
  return false;
}

/// A <time>, or an element with an itemprop of dates.
void read_marked_time(const PageTree& tree, NodeIndex index, PageDates& dates, std::optional<DatedFact>& unmarked) {
  const GumboNode& node = *tree[index].node;
  const std::string_view property = attribute_of(node, "itemprop");
  const bool is_time = tree[index].tag == GUMBO_TAG_TIME;
  if (!is_time && property.empty()) return;
  std::string_view stated = attribute_of(node, "datetime");
  if (stated.empty()) stated = attribute_of(node, "content");
  const auto time = read_date(stated.empty() ? line_of(tree, index) : std::string(stated));
  if (!time) return;
  if (property == "dateModified" || has_class(node, "updated") || has_class(node, "modified"))
    keep_first(dates.modified, time, "time");
  else if (property == "datePublished" || has_class(node, "published"))
    keep_first(dates.published, time, "time");
  else if (is_time)
    keep_first(unmarked, time, "time");
}

/// A short line that says what its date is: "Последна актуализация: 8 септември 2026 г.", or a heading with the date below it.
void read_line(const PageTree& tree, NodeIndex index, PageDates& dates) {
  const PageNode& node = tree[index];
  if (!node.has_digits || node.letters > kMaxLineLetters) return;
  const bool last_update_block = has_class(*node.node, "last-update");
  const bool page_header_meta = has_class(*node.node, "page-header__meta");
  const std::string line = fold_case(line_of(tree, index));
  const bool about_date = line.size() <= kWordedDateLineBytes;
  if (last_update_block)
    keep_first(dates.modified, read_date(line), "last-update block");
  else if (about_date && contains_any(line, kModifiedWords))
    keep_first(dates.modified, read_date(line), "last-update line");
  else if (page_header_meta || (about_date && contains_any(line, kPublishedWords)))
    keep_first(dates.published, read_date(line), "page header");
}

/// Dates that stand before the text begins in earnest: in the first lines, short ones.
std::optional<UtcTime> date_in_first_lines(std::string_view text) {
  for (std::size_t at = 0, lines = 0; at < text.size() && lines < 3; ++lines) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.size() <= kDateLineBytes) {
      if (const auto date = read_date(line)) return date;
    }
    at = end + 1;
  }
  return std::nullopt;
}

/// "/2024/03/26/" in the address.
std::optional<UtcTime> date_in_address(std::string_view path) {
  for (std::size_t at = path.find("/20"); at != std::string_view::npos; at = path.find("/20", at + 1)) {
    const std::string_view date = path.substr(at + 1, 10);
    if (date.size() == 10 && (date[4] == '/' || date[4] == '-') && date[7] == date[4]) return read_date(date);
  }
  return std::nullopt;
}

/// Cards, recommendations and comments have dates of their own.
bool is_of_another_page(const PageTree& tree, const MainContent& content, NodeIndex index) {
  if (std::binary_search(content.cards.begin(), content.cards.end(), index)) return true;
  return content.dropped[index] && (tree[index].signs & (kComments | kOtherPages | kTeasers)) != 0;
}

}  // namespace

PageDates find_dates(const PageTree& tree, const MainContent& content, const HeadFacts& facts, std::string_view text,
                     const Url& url) {
  PageDates dates;
  std::optional<DatedFact> unmarked;
  std::optional<DatedFact> byline;
  read_metas(facts, kPublishedMetas, dates.published);
  read_metas(facts, kModifiedMetas, dates.modified);
  for (const std::string_view json : facts.json_ld) {
    keep_first(dates.published, read_date(json_string(json, "datePublished")), "json-ld");
    keep_first(dates.modified, read_date(json_string(json, "dateModified")), "json-ld");
  }
  for (NodeIndex index = tree.body(); index < tree[tree.body()].end; ++index) {
    const PageNode& node = tree[index];
    if (is_of_another_page(tree, content, index)) {
      index = node.end - 1;
      continue;
    }
    if (node.is_text || (node.signs & (kComments | kOtherPages | kHidden)) != 0) continue;
    read_marked_time(tree, index, dates, unmarked);
    read_line(tree, index, dates);
    if (!byline && node.has_digits && (node.signs & kByline) != 0 && node.letters < kMaxLineLetters)
      keep_first(byline, read_date(line_of(tree, index)), "byline");
  }
  if (!dates.published) dates.published = unmarked ? unmarked : byline;
  if (!content.listing) keep_first(dates.published, date_in_first_lines(text), "text");
  keep_first(dates.published, date_in_address(url.path()), "address");
  return dates;
}

}  // namespace izvor
