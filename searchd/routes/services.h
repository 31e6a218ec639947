// RouteServices: what the routes ask of the rest of the program, as functions.
//
// The seam that keeps routes pure: `serve` binds these to a Searcher, a PageArchive and a PingQueue of one thread; tests bind
// them to values. One RouteServices belongs to one thread.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "crawler/pings/ping_queue.h"
#include "izvor/page_version.h"
#include "izvor/result.h"
#include "izvor/url.h"
#include "searchd/search/searcher.h"
#include "searchd/search_types.h"
#include "searchd/versions/page_change.h"
#include "searchd/versions/version_text.h"

namespace izvor {

struct RouteServices {
  std::function<SearchOutcome(const SearchRequest&)> search;
  /// Counts a query that was answered, without who asked; may be empty.
  std::function<void(std::string_view query, std::uint64_t results)> count_query;
  std::function<SuggestionOutcome(std::string_view typed, unsigned limit)> suggest;
  std::function<SimilarOutcome(const PageId&, unsigned limit)> similar;
  std::function<IndexState()> index_state;
  /// Newest first; empty for a page that the archive does not know.
  std::function<Result<std::vector<PageVersion>>(const PageId&)> versions_of;
  /// What a version of versions_of said.
  std::function<Result<VersionText>(const PageVersion&)> text_of;
  /// A part of the public change feed.
  std::function<Result<std::vector<PageChange>>(const ChangesRequest&)> changes;
  /// Whether a configured site covers the address.
  std::function<bool(const Url&)> in_scope;
  /// Keeps the addresses for the crawler, durably, and names each.
  std::function<Result<std::vector<AddedPing>>(const std::vector<Url>&)> ping;
  /// What became of a ping; none for an id that nobody was given, or that was forgotten.
  std::function<Result<std::optional<PingFate>>(std::string_view id)> ping_fate;
};

}  // namespace izvor
