#include "indexer/extract/page_dates.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/date_labels.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/folded.h"
#include "indexer/extract/text_writer.h"

namespace izvor {
namespace {

constexpr std::uint32_t kMaxLineLetters = 120;
/// "София, 13 юни 2024 г.": a line of so many bytes is about its date; a date in a sentence is about something else.
constexpr std::size_t kDateLineBytes = 70;
constexpr std::size_t kWordedDateLineBytes = 150;
/// A box around a file: its name, size and dates.
constexpr std::uint32_t kAttachmentLetters = 300;
constexpr NodeIndex kAttachmentNodes = 200;
/// Lines that may say when the page was changed; more are no page's.
constexpr int kModifiedLinesTried = 20;

constexpr std::array<std::string_view, 20> kPublishedMetas{
    "article:published_time", "datepublished",  "og:published_time", "dcterms.issued",   "dcterms.date",
    "dcterms.created",        "dc.date.issued", "dc.date",           "parsely-pub-date", "sailthru.date",
    "publish-date",           "publish_date",   "pubdate",           "publication_date", "date",
    "dc.date.created", "dcterms.available", "dcterms.datesubmitted", "citation_publication_date", "dc.issued"};
constexpr std::array<std::string_view, 8> kModifiedMetas{
    "article:modified_time", "datemodified",  "og:updated_time", "dcterms.modified",
    "dc.date.modified",      "last-modified", "revised",         "lastmod"};

bool is_file(std::string_view href) {
  href = href.substr(0, href.find_first_of("?#"));
  constexpr std::array<std::string_view, 10> kSuffixes{".pdf", ".doc", ".docx", ".xls",  ".xlsx",
                                                       ".odt", ".ods", ".rtf",  ".pptx", ".zip"};
  return std::ranges::any_of(kSuffixes, [href](std::string_view suffix) {
    return href.size() > suffix.size() && ascii::equal(href.substr(href.size() - suffix.size()), suffix);
  });
}

bool is_small(const PageTree& tree, NodeIndex index) {
  return tree[index].letters <= kAttachmentLetters && tree[index].end - index <= kAttachmentNodes;
}

/// Whether a line stands in a small box around a link to a file, with no heading of the page in it.
bool is_about_attachment(const PageTree& tree, NodeIndex index) {
  NodeIndex box = kNoNode;
  for (NodeIndex at = index; at != kNoNode && is_small(tree, at); at = tree[at].parent) {
    for (NodeIndex inner = at + 1; inner < tree[at].end; ++inner)
      if (tree[inner].tag == GUMBO_TAG_H1) return false;
    box = at;
    if (tree[at].is_block && at != index) break;
  }
  if (box == kNoNode) return false;
  for (NodeIndex at = box; at < tree[box].end; ++at)
    if (tree[at].tag == GUMBO_TAG_A && is_file(attribute_of(*tree[at].node, "href"))) return true;
  return false;
}

/// Whether a line of the content belongs to a section of it: below a heading inside the content, and with more behind it. The
/// last line of a page speaks of the whole page, although the last section stands above it.
bool is_of_section(const PageTree& tree, const MainContent& content, NodeIndex index) {
  for (const NodeIndex root : content.roots) {
    if (!tree.contains(root, index)) continue;
    bool headed = false;
    for (NodeIndex at = root; at < index; ++at) headed = headed || (heading_level(tree[at].tag) > 1 && !tree.contains(at, index));
    if (!headed) return false;
    for (NodeIndex at = tree[index].end; at < tree[root].end; ++at) {
      if (content.dropped[at])
        at = tree[at].end - 1;
      else if (tree[at].is_text && tree[at].letters > 0)
        return true;
    }
  }
  return false;
}

/// What a <time> says: its attribute, or the text that readers see where that names another day: the attribute is then in
/// another zone, or left over from the template.
std::optional<UtcTime> marked_time(const PageTree& tree, NodeIndex index) {
  const GumboNode& node = *tree[index].node;
  std::string_view stated = attribute_of(node, "datetime");
  if (stated.empty()) stated = attribute_of(node, "content");
  const auto time = read_date(stated);
  if (tree[index].letters > kMaxLineLetters) return time;
  const auto shown = read_date(line_of(tree, index));
  const auto day = [](UtcTime at) { return std::chrono::floor<std::chrono::days>(at); };
  return shown && (!time || day(*shown) != day(*time)) ? shown : time;
}

/// Dates that stand before the text begins in earnest: in the first lines, short ones, above `section`, where the first section
/// of the text begins.
std::optional<UtcTime> date_in_first_lines(std::string_view text, std::size_t section) {
  for (std::size_t at = 0, lines = 0; at < text.size() && at < section && lines < 3; ++lines) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.size() <= kDateLineBytes && !read_labelled_dates(fold_case(line)).other) {
      if (const auto date = read_date(line)) return date;
    }
    at = end + 1;
  }
  return std::nullopt;
}

/// Below a heading of the third level or deeper a date is a step's, an entry's, a row's.
std::size_t first_section(const ExtractedPage& page) {
  constexpr int kSectionLevel = 3;
  const auto section = std::ranges::find_if(page.headings, [](const Heading& heading) { return heading.level >= kSectionLevel; });
  return section == page.headings.end() ? page.text.size() : section->offset;
}

/// "/2024/03/26/" in the address.
std::optional<UtcTime> date_in_address(std::string_view path) {
  for (std::size_t at = path.find("/20"); at != std::string_view::npos; at = path.find("/20", at + 1)) {
    const std::string_view date = path.substr(at + 1, 10);
    if (date.size() == 10 && (date[4] == '/' || date[4] == '-') && date[7] == date[4]) return read_date(date);
  }
  return std::nullopt;
}

/// Cards, entries of lists, recommendations and comments have dates of their own.
bool is_of_another_page(const PageTree& tree, const MainContent& content, NodeIndex index) {
  if (std::ranges::binary_search(content.cards, index) || std::ranges::binary_search(content.entries, index)) return true;
  return content.dropped[index] && (tree[index].signs & (kComments | kOtherPages | kTeasers)) != 0;
}

/// A line of little more than a date, by its names: "dateline", "meta".
std::optional<UtcTime> date_of_byline(const PageTree& tree, NodeIndex index) {
  const PageNode& node = tree[index];
  if (!node.has_digits || (node.signs & kByline) == 0 || node.letters >= kMaxLineLetters) return std::nullopt;
  const std::string line = line_of(tree, index);
  if (read_labelled_dates(fold_case(line)).other || is_about_attachment(tree, index)) return std::nullopt;
  return read_date(line);
}

class Finder {
 public:
  Finder(const PageTree& tree, const MainContent& content, UtcTime seen) : tree_(tree), content_(content), seen_(seen) {}

  PageDates find(const HeadFacts& facts, const ExtractedPage& page, const Url& url) {
    read_head(facts);
    read_body();
    if (!dates_.published) dates_.published = unmarked_ ? unmarked_ : byline_;
    if (!content_.listing) keep_first(dates_.published, date_in_first_lines(page.text, first_section(page)), "text");
    keep_first(dates_.published, date_in_address(url.path()), "address");
    return std::move(dates_);
  }

 private:
  /// What nobody can have written yet is no date of the page. Compared with a day to spare: its zone is not known.
  void keep_first(std::optional<DatedFact>& fact, std::optional<UtcTime> time, std::string_view source) const {
    if (time && seen_ != UtcTime{} && *time > seen_ + std::chrono::days(1)) return;
    if (!fact && time) fact = DatedFact{*time, std::string(source)};
  }

  void read_head(const HeadFacts& facts) {
    for (const std::string_view name : kPublishedMetas) keep_first(dates_.published, read_date(facts.meta({name})), name);
    for (const std::string_view name : kModifiedMetas) keep_first(dates_.modified, read_date(facts.meta({name})), name);
    for (const std::string_view json : facts.json_ld) {
      keep_first(dates_.published, read_date(json_string(json, "datePublished")), "json-ld");
      keep_first(dates_.modified, read_date(json_string(json, "dateModified")), "json-ld");
    }
  }

  void read_body() {
    for (NodeIndex index = tree_.body(); index < tree_[tree_.body()].end; ++index) {
      const PageNode& node = tree_[index];
      if (is_of_another_page(tree_, content_, index)) {
        index = node.end - 1;
        continue;
      }
      if (node.is_text || (node.signs & (kComments | kOtherPages | kHidden)) != 0) continue;
      read_marked_time(index);
      read_line(index);
      if (!byline_) keep_first(byline_, date_of_byline(tree_, index), "byline");
    }
  }

  /// A <time>, or an element with an itemprop of dates.
  void read_marked_time(NodeIndex index) {
    const GumboNode& node = *tree_[index].node;
    const std::string_view property = attribute_of(node, "itemprop");
    const bool is_time = tree_[index].tag == GUMBO_TAG_TIME;
    if (!is_time && property.empty()) return;
    const auto time = marked_time(tree_, index);
    if (property == "dateModified" || has_class(node, "updated") || has_class(node, "modified"))
      keep_first(dates_.modified, time, "time");
    else if (property == "datePublished" || has_class(node, "published"))
      keep_first(dates_.published, time, "time");
    else if (is_time && !is_about_attachment(tree_, index))
      keep_first(unmarked_, time, "time");
  }

  /// A short line that says what its date is: "Последна актуализация: 8 септември 2026 г.", or a heading with the date below.
  void read_line(NodeIndex index) {
    const PageNode& node = tree_[index];
    if (!node.has_digits || node.letters > kMaxLineLetters) return;
    const std::string line = fold_case(line_of(tree_, index));
    if (has_class(*node.node, "last-update")) return keep_first(dates_.modified, read_date(line), "last-update block");
    LabelledDates labelled;
    if (line.size() <= kWordedDateLineBytes) labelled = read_labelled_dates(line);
    if (has_class(*node.node, "page-header__meta") && !labelled.other && !labelled.published)
      labelled.published = read_date(line);
    if ((!labelled.published && !labelled.modified) || is_about_attachment(tree_, index)) return;
    keep_first(dates_.published, labelled.published, "page header");
    if (!labelled.modified || dates_.modified || ++modified_lines_ > kModifiedLinesTried) return;
    if (!is_of_section(tree_, content_, index)) keep_first(dates_.modified, labelled.modified, "last-update line");
  }

  const PageTree& tree_;
  const MainContent& content_;
  UtcTime seen_;
  PageDates dates_;
  std::optional<DatedFact> unmarked_, byline_;
  int modified_lines_ = 0;
};

}  // namespace

PageDates find_dates(const PageTree& tree, const MainContent& content, const HeadFacts& facts, const ExtractedPage& page,
                     const Url& url, UtcTime seen) {
  return Finder(tree, content, seen).find(facts, page, url);
}

}  // namespace izvor
