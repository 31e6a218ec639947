// ExtractedPage: what a page says, without its navigation: the indexer's view of one version.
//
// Made by indexer/extract from HTML or plain text. A value; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "izvor/act.h"
#include "izvor/utc_time.h"

namespace izvor {

/// A date and where it was found ("article:published_time", "json-ld", "time", "last-update block", "text").
struct DatedFact {
  UtcTime time;
  std::string source;
};

struct Heading {
  int level = 0;  ///< 1 to 6.
  std::string text;
  std::string anchor;        ///< The id to link to; may be empty.
  std::uint32_t offset = 0;  ///< Byte offset of the heading in ExtractedPage::text.
};

struct Link {
  std::string url;  ///< Normalised.
  std::string text;
};

/// A file that the page offers.
struct Download {
  std::string url;   ///< Normalised.
  std::string name;  ///< What the page calls it.
  std::string type;  ///< "pdf", "docx", "xlsx"…; empty when neither the address nor the page tells.
};

/// The same page in another language (rel=alternate hreflang).
struct Translation {
  std::string language;  ///< BCP 47 tag as the page gives it, in lower case; "x-default" is left out.
  std::string url;       ///< Normalised.
};

/// A place inside `text` where an inline element began or ended without white space: a hint that two words may be glued there.
using InlineBorder = std::uint32_t;  ///< Byte offset into ExtractedPage::text.

struct ExtractedPage {
  std::string title;  ///< Without the site's suffix.
  std::string description;
  std::string language;           ///< BCP 47 primary tag that the text is in ("bg", "en"), empty when unknown.
  std::string declared_language;  ///< What the page says of itself.
  std::optional<DatedFact> published;
  std::optional<DatedFact> modified;
  std::string type;  ///< "policies", "news", "events", "library", "faqs", "pages"…
  std::vector<std::string> topics;
  std::string author;  ///< The body or the people that publish it; empty when the page does not say.
  std::string text;    ///< UTF-8; blocks end in a newline; headings are lines of their own.
  std::vector<Heading> headings;
  std::vector<Link> links;                   ///< Of the main content.
  std::vector<Download> downloads;           ///< Of the main content, each address once.
  std::vector<InlineBorder> inline_borders;  ///< Ascending.
  std::string canonical;                     ///< Normalised address; empty when the page names none.
  std::vector<Translation> translations;
  std::optional<Act> act;  ///< Of a legal act: what it says of itself.
  bool listing = false;    ///< The text is that of cards, which lead to the pages that it belongs to.
  bool noindex = false;    ///< Meta robots, or X-Robots-Tag.
  std::string extractor;   ///< The rung that found the text: "act", "commission", "main", "article", "paragraphs", "stop words",
                           ///< "body"; "tags" of a page beyond the bounds; "plain text".
  std::string why;         ///< What decided for that rung, for people: "main holds 87 % of the prose".
  std::string cut_reason;  ///< What was cut for a bound, empty when nothing was.
};

}  // namespace izvor
