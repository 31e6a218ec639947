#include "searchd/search/page_finder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <ranges>
#include <string>
#include <utility>

#include "izvor/index_schema.h"
#include "searchd/query/query_filters.h"
#include "searchd/search/explanation.h"
#include "searchd/search/facet_counter.h"
#include "searchd/search/standing.h"

namespace izvor {
namespace {

/// By date of publication, pages without one last in either direction.
class DateOrder {
 public:
  DateOrder() { undated_last_.add_value(schema::kPublished, false, std::string(16, '\xff')); }

  void set(Xapian::Enquire& enquire, SortOrder order) {
    if (order == SortOrder::kOldest) {
      enquire.set_sort_by_key_then_relevance(&undated_last_, false);
    } else {
      enquire.set_sort_by_value_then_relevance(schema::kPublished, true);
    }
  }

 private:
  Xapian::MultiValueKeyMaker undated_last_;
};

void keep_wanted(const SearchRequest& request, std::vector<RankedPage>& pages) {
  const auto end = std::min<std::size_t>(request.offset + request.limit, pages.size());
  pages.resize(end);
  pages.erase(pages.begin(), pages.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(request.offset, end)));
}

}  // namespace

std::vector<RankedPage> PageFinder::rank(const CompiledQuery& compiled, const SearchRequest& request, bool browsing) const {
  Xapian::Enquire enquire(index_);
  enquire.set_query(compiled.query);
  enquire.set_weighting_scheme(compiled.bm25.weighting());
  if (request.fold) enquire.set_collapse_key(schema::kGroup);
  const bool by_relevance = request.sort == SortOrder::kRelevance && !browsing;
  DateOrder by_date;
  if (!by_relevance) by_date.set(enquire, request.sort);
  const Xapian::doccount wanted = request.offset + request.limit;
  const Xapian::MSet best = enquire.get_mset(0, by_relevance ? std::max(wanted, kRefined) : wanted);
  std::vector<RankedPage> pages;
  pages.reserve(best.size());
  for (auto page = best.begin(); page != best.end(); ++page)
    pages.push_back({.document = *page,
                     .score = page.get_weight(),
                     .gains = {},
                     .best_bet = false,
                     .group = page.get_collapse_count() > 0 ? page.get_collapse_key() : std::string(),
                     .words = {}});
  if (by_relevance) refine(pages, compiled);
  return pages;
}

void PageFinder::refine(std::vector<RankedPage>& pages, const CompiledQuery& compiled) const {
  Proximity proximity(ranking_, compiled);
  const Standing standing(index_, ranking_);
  const auto end = pages.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(pages.size(), kRefined));
  for (auto page = pages.begin(); page != end; ++page) {
    const Xapian::Document document = index_.get_document(page->document, Xapian::DOC_ASSUME_VALID);
    page->words = document.get_value(schema::kWords);
    page->gains = proximity.gains(page->words);
    page->gains.recency = standing.recency(document, proximity.whole());
    page->gains.listing = standing.listing(document, page->score);
    page->score += page->gains.sum();
  }
  std::stable_sort(pages.begin(), end, [](const RankedPage& a, const RankedPage& b) { return a.score > b.score; });
}

/// Best bets go before the best, in their order, if they are inside the filters. Returns how many were not among `pages`.
std::uint64_t PageFinder::put_first(const QueryPlan& plan, const SearchRequest& request, std::vector<RankedPage>& pages) const {
  std::uint64_t added = 0;
  const std::optional<Xapian::Query> filter = filter_query(index_, request, plan);
  const std::vector<PageId> last_first(plan.best_bets.rbegin(), plan.best_bets.rend());
  for (const PageId& bet : last_first) {
    Xapian::Enquire enquire(index_);
    const Xapian::Query own(schema::boolean_term(schema::kPagePrefix, bet));
    enquire.set_query(filter ? Xapian::Query(Xapian::Query::OP_FILTER, own, *filter) : own);
    const Xapian::MSet found = enquire.get_mset(0, 1);
    if (found.empty()) continue;
    const double best = pages.empty() ? 0 : pages.front().score;
    const auto known = std::ranges::find(pages, *found.begin(), &RankedPage::document);
    if (known == pages.end()) {
      ++added;
    } else {
      pages.erase(known);
    }
    pages.insert(pages.begin(),
                 {.document = *found.begin(), .score = best, .gains = {}, .best_bet = true, .group = {}, .words = {}});
  }
  return added;
}

void PageFinder::count(const SearchRequest& request, FoundPages& found) const {
  Xapian::Enquire enquire(index_);
  enquire.set_query(found.compiled.pages);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  FacetCounter counter(kCounted, request.count_facets);
  enquire.add_matchspy(&counter);
  const Xapian::MSet pages = enquire.get_mset(0, 0, kCounted);
  found.total_exact = counter.seen() < kCounted;
  const std::uint64_t all =
      found.total_exact ? counter.seen() : std::max<std::uint64_t>(pages.get_matches_estimated(), kCounted);
  found.facets = counter.facets(all);
  found.total = all;
  if (request.fold && counter.seen() > 0) {
    const double each = static_cast<double>(counter.groups()) / static_cast<double>(counter.seen());
    found.total = static_cast<std::uint64_t>(std::llround(static_cast<double>(all) * each));
  }
}

FoundPages PageFinder::find(const QueryPlan& plan, const SearchRequest& request, Matching matching) const {
  FoundPages found;
  QueryCompiler compiler(index_, ranking_, lengths_);
  found.compiled = compiler.compile(plan, request, matching);
  count(request, found);
  const bool browsing = !plan.has_something_to_find();
  const bool by_relevance = request.sort == SortOrder::kRelevance && !browsing;
  if (found.total > 0) found.pages = rank(found.compiled, request, browsing);
  if (by_relevance && !plan.best_bets.empty()) found.total += put_first(plan, request, found.pages);
  keep_wanted(request, found.pages);
  if (request.explain && by_relevance)
    found.explanations =
        explain_scores(index_, found.compiled.bm25.weighting(), compiler.parts(found.compiled, plan), found.pages);
  return found;
}

}  // namespace izvor
