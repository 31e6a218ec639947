// Sitemap: the addresses that a site lists of itself, https://www.sitemaps.org/protocol.html, and its feeds of news.
//
// Reads <urlset> and <sitemapindex>, with the hreflang alternates of their entries, RSS 0.9 to 2.0 and Atom (RFC 4287), and
// plain text with one address a line; plain or gzip. The XML is streamed through expat and inflated piece by piece, so that
// memory follows the entries and not the text. Document types with declarations of their own are refused, and with them all
// entities. What is not well-formed is repaired where that is certain (xml_repair.h); elsewhere an entry is lost and reading
// goes on with the next. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/utc_time.h"

namespace izvor {

/// The protocol's own limits of one file.
struct SitemapLimits {
  std::size_t max_bytes = 50'000'000;  ///< After inflating.
  std::size_t max_entries = 50'000;
  std::size_t max_alternates = 50'000;
};

struct SitemapEntry {
  std::string url;                 ///< As written, trimmed; not yet checked to be an address.
  std::optional<UtcTime> lastmod;  ///< None when absent or unreadable.
  bool is_sitemap = false;         ///< The address of a sitemap and not of a page.
};

struct Sitemap {
  bool is_index = false;  ///< Its root says that the entries are sitemaps.
  bool is_feed = false;   ///< RSS or Atom.
  std::vector<SitemapEntry> entries;
  std::vector<std::string> alternates;  ///< Other languages' addresses of the entries.
  std::string cut_reason;  ///< Why reading stopped before the end ("more than 50000 entries"); empty when it did not.
  std::size_t faults = 0;    ///< Places where something was lost: an entry or a part of one.
  std::string first_fault;   ///< "line 7: mismatched tag"
  std::size_t repairs = 0;   ///< Places that are no XML, and were read all the same: a bare "&".
  std::string first_repair;  ///< "line 3: a bare &"

  /// What was wrong with it, for people; empty when nothing was.
  [[nodiscard]] std::string trouble() const;
};

/// Reads any bytes. Something that is no sitemap has no entries and a cut_reason.
[[nodiscard]] Sitemap parse_sitemap(std::string_view bytes, SitemapLimits limits = {});

/// W3C date and time (https://www.w3.org/TR/NOTE-datetime): a year, month, day, minute or second; missing parts are the
/// earliest.
[[nodiscard]] std::optional<UtcTime> parse_w3c_time(std::string_view text);

}  // namespace izvor
