#include "indexer/extract/extract.h"

#include <algorithm>
#include <string>
#include <utility>

#include "crawler/html/bare_text.h"
#include "crawler/html/body_kind.h"
#include "crawler/html/charset.h"
#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "crawler/robots/robots_directives.h"
#include "indexer/extract/acts/act_reader.h"
#include "indexer/extract/head_facts.h"
#include "indexer/extract/main_content.h"
#include "indexer/extract/page_author.h"
#include "indexer/extract/page_dates.h"
#include "indexer/extract/page_downloads.h"
#include "indexer/extract/page_kind.h"
#include "indexer/extract/page_language.h"
#include "indexer/extract/page_title.h"
#include "indexer/extract/page_tree.h"
#include "indexer/extract/text_writer.h"
#include "indexer/extract/white_space.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxTitleBytes = 1'000;
constexpr std::size_t kMaxDescriptionBytes = 4'000;

std::string cut(std::string text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

void add_reason(std::string& reasons, std::string_view reason) {
  if (reason.empty()) return;
  if (!reasons.empty()) reasons += "; ";
  reasons += reason;
}

std::string field(const Capture& capture, std::string_view name) {
  for (const auto& [field_name, value] : capture.fields) {
    if (ascii::equal(field_name, name)) return value;
  }
  return {};
}

enum class MediaType { kHtml, kPlainText, kOther };

/// By the Content-Type, unless the first bytes say otherwise; by them alone where the type says nothing.
MediaType media_type_of(std::string_view content_type, std::string_view body) {
  const std::string_view type = ascii::trim(content_type.substr(0, content_type.find(';')));
  if (!binary_kind_of(body).empty()) return MediaType::kOther;
  if (ascii::equal(type, "text/html") || ascii::equal(type, "application/xhtml+xml")) return MediaType::kHtml;
  if (ascii::equal(type, "text/plain")) return MediaType::kPlainText;
  if (is_vague_type(type) && begins_like_html(body)) return MediaType::kHtml;
  if (!type.empty()) return MediaType::kOther;
  return body.substr(0, 4096).find('<') != std::string_view::npos ? MediaType::kHtml : MediaType::kPlainText;
}

/// What is left to say of a page that has no tree.
ExtractedPage extract_bare(std::string_view utf8, const PageContext& context, const std::string& reason) {
  BareText bare = read_bare_text(utf8, context.max_text_bytes);
  ExtractedPage page;
  page.title = cut(collapse(bare.title), kMaxTitleBytes);
  page.text = std::move(bare.text);
  page.language = detect_language(page.text, {});
  page.extractor = "tags";
  page.why = "no tree within the bounds: " + reason;
  page.cut_reason = reason;
  return page;
}

void add_common_facts(ExtractedPage& page, const HeadFacts& facts, const PageContext& context) {
  page.language = detect_language(page.text, page.declared_language);
  page.canonical = canonical_of(facts, context.url);
  page.translations = translations_of(facts, context.url);
  page.noindex = asks_noindex(facts, context.product_token);
}

/// Of a legal act: all that is not the same for every page.
ExtractedPage extract_act(ActPage read, const PageTree& tree, const HeadFacts& facts) {
  ExtractedPage page;
  page.title = cut(std::move(read.title), kMaxTitleBytes);
  page.text = std::move(read.text);
  page.headings = std::move(read.headings);
  page.links = std::move(read.links);
  if (read.published) page.published = DatedFact{*read.published, "act"};
  if (read.act.state) page.modified = DatedFact{*read.act.state, "state of the act"};
  page.type = "legislation";
  page.author = cut(find_author(tree, facts), kMaxTitleBytes);
  page.declared_language = read.language.empty() ? primary_language(facts.language) : read.language;
  page.extractor = "act";
  page.why = std::move(read.why);
  page.act = std::move(read.act);
  return page;
}

/// So little text is a page that a script fills.
constexpr std::size_t kHardlyAnyText = 120;
/// "Please enable JavaScript" in any language names it, and says little else.
constexpr std::size_t kScriptNotice = 400;

ExtractedPage read_tree(const PageTree& tree, const HtmlDocument& document, const PageContext& context) {
  const HeadFacts facts = read_head_facts(tree);
  if (auto act = read_act(tree, facts, context.url, context.max_text_bytes)) {
    const bool cut_short = act->cut;
    ExtractedPage page = extract_act(std::move(*act), tree, facts);
    add_common_facts(page, facts, context);
    page.cut_reason = document.cut_reason();
    if (cut_short) add_reason(page.cut_reason, "text cut at " + std::to_string(context.max_text_bytes) + " bytes");
    return page;
  }
  const MainContent content = find_main_content(tree, states_article(facts));
  ExtractedPage page;
  page.title = cut(find_title(tree, content, facts, context.url, context.sites), kMaxTitleBytes);
  LinkResolver links(context.url, context.charset);
  if (!facts.base.empty()) links.set_base(facts.base);
  WrittenText written = write_text(tree, content, page.title, links, context.max_text_bytes);
  page.description = cut(collapse(facts.meta({"description", "og:description", "dcterms.description"})), kMaxDescriptionBytes);
  page.text = std::move(written.text);
  page.headings = std::move(written.headings);
  page.links = std::move(written.links);
  page.inline_borders = std::move(written.inline_borders);
  PageDates dates = find_dates(tree, content, facts, page, context.url, context.seen);
  page.published = std::move(dates.published);
  page.modified = std::move(dates.modified);
  page.type = find_type(tree, facts, context.url);
  page.topics = find_topics(tree, facts);
  page.author = cut(find_author(tree, facts), kMaxTitleBytes);
  page.downloads = find_downloads(tree, content, context.url);
  page.listing = content.listing;
  page.declared_language = primary_language(facts.language);
  add_common_facts(page, facts, context);
  page.extractor = content.rung;
  page.why = content.why;
  page.cut_reason = document.cut_reason();
  if (written.cut) add_reason(page.cut_reason, "text cut at " + std::to_string(context.max_text_bytes) + " bytes");
  return page;
}

bool is_script_notice(std::string_view text) {
  return text.size() < kScriptNotice && ascii::find(text, "javascript") != std::string_view::npos;
}

}  // namespace

ExtractedPage extract_html(const HtmlDocument& document, const PageContext& context) {
  ExtractedPage page = read_tree(PageTree(document.root()), document, context);
  if (page.text.size() >= kHardlyAnyText) return page;
  ExtractedPage other = read_tree(PageTree(document.root(), true), document, context);
  if (other.text.size() < page.text.size() + kHardlyAnyText || is_script_notice(other.text)) return page;
  other.why += "; with noscript, as there is little else";
  return other;
}

ExtractedPage extract_text(std::string_view utf8, const PageContext& context) {
  ExtractedPage page;
  bool blank = false;
  std::size_t at = 0;
  while (at < utf8.size() && page.text.size() < context.max_text_bytes) {
    const std::size_t end = std::min(utf8.find('\n', at), utf8.size());
    const std::string line = collapse(utf8.substr(at, end - at));
    at = end + 1;
    if (line.empty()) {
      blank = true;
    } else if (page.title.empty() && line.size() <= kMaxTitleBytes) {
      page.title = line;
    } else {
      // A first line that is too long for a title is a paragraph: its beginning stands for the title, and nothing of it is
      // lost.
      if (page.title.empty()) page.title = cut(line, kMaxTitleBytes);
      if (blank && !page.text.empty()) page.text += '\n';
      page.text += line + "\n";
      blank = false;
    }
  }
  if (at < utf8.size()) add_reason(page.cut_reason, "text cut at " + std::to_string(context.max_text_bytes) + " bytes");
  if (page.text.empty()) page.text = page.title.empty() ? std::string() : page.title + "\n";
  page.language = detect_language(page.text, {});
  page.extractor = "plain text";
  page.why = "not HTML";
  return page;
}

Result<ExtractedPage> extract_capture(const Capture& capture, const ExtractLimits& limits, const SiteNames* sites) {
  if (capture.status != 200)
    return fail(capture.url.str() + " answered " + std::to_string(capture.status) + ": not a page's text");
  const std::string content_type = field(capture, "Content-Type");
  const MediaType type = media_type_of(content_type, capture.body);
  if (type == MediaType::kOther) {
    const std::string_view binary = binary_kind_of(capture.body);
    return fail(capture.url.str() + (binary.empty() ? " is " + content_type : " begins like " + std::string(binary)) +
                ", which is not read as a page");
  }
  const DecodedPage decoded = decode_page(capture.body, content_type, type == MediaType::kHtml);
  const PageContext context{capture.url, limits.max_text_bytes, sites, capture.fetched, limits.product_token,
                            decoded.charset};
  ExtractedPage page;
  if (type == MediaType::kPlainText) {
    page = extract_text(decoded.utf8, context);
  } else {
    const auto document = HtmlDocument::parse(decoded.utf8, limits.html);
    page = document ? extract_html(*document, context) : extract_bare(decoded.utf8, context, document.error().message);
  }
  page.noindex = page.noindex || robots_directives_of(capture.fields, limits.product_token).noindex;
  return page;
}

std::string title_element_of(const Capture& capture) {
  const std::string content_type = field(capture, "Content-Type");
  if (capture.status != 200 || media_type_of(content_type, capture.body) != MediaType::kHtml) return {};
  const auto document = HtmlDocument::parse(decode_page(capture.body, content_type).utf8, {});
  return document ? collapse(read_head_facts(PageTree(document->root())).title) : std::string();
}

}  // namespace izvor
