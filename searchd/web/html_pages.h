// HtmlPages: everything that people see, made from plain values and the embedded templates.
//
// Text is escaped here, once, by the templates; only marked_html() goes in as it is. One HtmlPages per thread: rendering uses
// the parsed templates.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "izvor/page_version.h"
#include "searchd/search_types.h"
#include "searchd/versions/text_diff.h"
#include "searchd/versions/version_text.h"
#include "searchd/wording/sentences.h"

namespace izvor {

using Parameters = std::vector<std::pair<std::string, std::string>>;  ///< Decoded names and values, in order.

/// What the page of results shows.
struct ResultsView {
  const SearchRequest& request;
  const SearchAnswer& answer;
  const Parameters& parameters;  ///< Known ones, values of filters as the index calls them: for links that change one of them.
};

struct StartView {
  bool ready = false;
  std::string problem;  ///< Why not ready.
  std::uint64_t pages = 0;
};

struct ProblemView {
  int status = 0;
  std::string title, detail;
  std::string query;  ///< To keep in the search box.
};

/// An Atom feed (RFC 4287), in plain text.
struct FeedView {
  struct Entry {
    std::string id, title, link, summary;  ///< `id` for good, whatever the address of this server is.
    UtcTime updated;
  };

  std::string id, title;
  std::string self, alternate;  ///< Addresses of the feed and of what it is a feed of.
  UtcTime updated;
  std::vector<Entry> entries;
};

/// Two versions of a page side by side.
struct DiffView {
  const PageVersion& from;
  const PageVersion& to;
  const VersionText& from_text;
  const VersionText& to_text;
  const TextDiff& diff;
};

class HtmlPages {
 public:
  /// What it says around the texts of pages is in `language`.
  explicit HtmlPages(Language language = Language::kBulgarian);
  HtmlPages(HtmlPages&&) noexcept;
  HtmlPages& operator=(HtmlPages&&) noexcept;
  ~HtmlPages();

  [[nodiscard]] std::string start(const StartView& view) const;
  [[nodiscard]] std::string results(const ResultsView& view) const;
  [[nodiscard]] std::string problem(const ProblemView& view) const;
  /// The form to copy; `address` is where this server is seen from, "https://search.example.eu".
  [[nodiscard]] std::string embed(const std::string& address) const;
  /// Newest first; at least one.
  [[nodiscard]] std::string versions(const std::vector<PageVersion>& versions) const;
  [[nodiscard]] std::string diff(const DiffView& view) const;
  [[nodiscard]] std::string feed(const FeedView& view) const;
  /// The OpenSearch 1.1 description.
  [[nodiscard]] std::string opensearch(const std::string& address) const;

 private:
  struct Templates;
  std::unique_ptr<Templates> templates_;
};

}  // namespace izvor
