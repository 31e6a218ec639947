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
#include "searchd/query/search_fields.h"
#include "searchd/search/explanation.h"
#include "searchd/search/sampled_pages.h"
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

PageFinder::Counted PageFinder::counted(const Xapian::Query& pages, const SearchRequest& request) const {
  Xapian::Enquire enquire(index_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(pages);
  const FacetCounter::Options options{.most = kCounted, .facets = request.count_facets, .fold = request.fold};
  const Xapian::doccount estimated = enquire.get_mset(0, 0).get_matches_estimated();
  if (estimated <= 2 * kCounted) {
    FacetCounter counter(options);
    enquire.add_matchspy(&counter);
    [[maybe_unused]] const Xapian::MSet all = enquire.get_mset(0, 0, kCounted + 1);
    enquire.clear_matchspies();
    if (all.get_matches_lower_bound() <= kCounted)
      return {.results = counter.results(), .exact = true, .facets = counter.facets()};
  }
  return sampled(pages, options, estimated);
}

/// Too many to look at each: what holds of a sample of the index holds of the rest. Where the sample has far more or fewer of
/// them than was estimated, another one is taken.
PageFinder::Counted PageFinder::sampled(const Xapian::Query& pages, FacetCounter::Options options, double estimated) const {
  using Xapian::Query;
  constexpr int kMostSamples = 4;
  constexpr double kFew = kCounted / 4.0;
  options.most = 4 * std::uint64_t{kCounted};
  for (int sample = 1;; ++sample) {
    const double part = std::min(1.0, kCounted / estimated);
    FacetCounter counter(options);
    Xapian::Enquire enquire(index_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(Query(Query::OP_FILTER, pages, Query((new SampledPages(part))->release())));
    enquire.add_matchspy(&counter);
    [[maybe_unused]] const Xapian::MSet some = enquire.get_mset(0, 0, static_cast<Xapian::doccount>(options.most));
    const auto seen = static_cast<double>(counter.seen());
    const bool too_many = counter.seen() == options.most, too_few = seen < kFew && part < 1;
    if (sample < kMostSamples && (too_many || too_few)) {
      estimated = too_many ? 4 * std::max<double>(estimated, kCounted) : std::max(seen / part, estimated / 16);
      continue;
    }
    Counted counted{.results = static_cast<std::uint64_t>(std::llround(static_cast<double>(counter.results()) / part)),
                    .exact = false,
                    .facets = counter.facets(1 / part)};
    counted.facets.exact = false;
    return counted;
  }
}

void PageFinder::count(const QueryPlan& plan, const SearchRequest& request, Matching matching, QueryCompiler& compiler,
                       FoundPages& found) const {
  Counted all = counted(found.compiled.pages, request);
  found.total = all.results;
  found.total_exact = all.exact;
  found.facets = std::move(all.facets);
  if (!request.count_choices) return;
  for (const SearchField& field : search_fields()) {
    if (field.counts == nullptr || !field.narrows(request)) continue;
    SearchRequest without = request;
    field.clear(without);
    Counted choices = counted(compiler.pages(found.compiled, plan, without, matching), request);
    found.facets.*field.counts = std::move(choices.facets.*field.counts);
    found.facets.exact = found.facets.exact && choices.exact;
  }
}

FoundPages PageFinder::find(const QueryPlan& plan, const SearchRequest& request, Matching matching) const {
  FoundPages found;
  QueryCompiler compiler(index_, ranking_, lengths_);
  found.compiled = compiler.compile(plan, request, matching);
  count(plan, request, matching, compiler, found);
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
