#include "searchd/search/page_finder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <queue>
#include <ranges>
#include <string>
#include <utility>

#include "izvor/index_schema.h"
#include "searchd/query/query_filters.h"
#include "searchd/query/query_kind.h"
#include "searchd/query/search_fields.h"
#include "searchd/search/date_order.h"
#include "searchd/search/explanation.h"
#include "searchd/search/sampled_pages.h"
#include "searchd/search/standing.h"

namespace izvor {
namespace {

void keep_wanted(const SearchRequest& request, std::vector<RankedPage>& pages) {
  const auto end = std::min<std::size_t>(request.offset + request.limit, pages.size());
  pages.resize(end);
  pages.erase(pages.begin(), pages.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(request.offset, end)));
}

Xapian::Enquire enquire_about(const Xapian::Database& index, const Xapian::Query& query, const CompiledQuery& compiled,
                              const SearchRequest& request) {
  Xapian::Enquire enquire(index);
  enquire.set_query(query);
  enquire.set_weighting_scheme(compiled.bm25.weighting());
  if (request.fold) enquire.set_collapse_key(schema::kGroup);
  return enquire;
}

std::vector<RankedPage> pages_of(const Xapian::MSet& found) {
  std::vector<RankedPage> pages;
  pages.reserve(found.size());
  for (auto page = found.begin(); page != found.end(); ++page)
    pages.push_back({.document = *page,
                     .score = page.get_weight(),
                     .gains = {},
                     .group = page.get_collapse_key(),
                     .folded = page.get_collapse_count() > 0,
                     .words = {}});
  return pages;
}

/// Puts pages whose title is the query before the others. Of a group of near-duplicates such a page stands for the others.
void add_titled(std::vector<RankedPage> titled, std::vector<RankedPage>& pages) {
  for (RankedPage& page : titled) {
    page.titled = true;
    std::erase_if(pages, [&](const RankedPage& other) {
      const bool same_group = !page.group.empty() && page.group == other.group;
      page.folded = page.folded || (same_group && (other.folded || page.document != other.document));
      return same_group || page.document == other.document;
    });
  }
  pages.insert(pages.begin(), std::make_move_iterator(titled.begin()), std::make_move_iterator(titled.end()));
}

/// No page with related words only scores more than one with the word itself.
void hold_related_below(std::vector<RankedPage>& pages) {
  double least = std::numeric_limits<double>::max();
  for (const RankedPage& page : pages)
    if (!page.related) least = std::min(least, page.score);
  for (RankedPage& page : pages) {
    if (!page.related || page.score <= least) continue;
    page.gains.related = least - page.score;
    page.score = least;
  }
}

}  // namespace

std::vector<RankedPage> PageFinder::by_date(const CompiledQuery& compiled, const SearchRequest& request) const {
  Xapian::Enquire enquire = enquire_about(index_, compiled.query, compiled, request);
  DateOrder order(index_, request.sort);
  order.set(enquire);
  return pages_of(enquire.get_mset(0, request.offset + request.limit));
}

/// The pages with the word itself first; the others only when those are not enough.
std::vector<RankedPage> PageFinder::best_of_match(const CompiledQuery& compiled, const SearchRequest& request) const {
  const Xapian::doccount looked_at = std::max<Xapian::doccount>(request.offset + request.limit, refined_);
  const auto best = [&](const Xapian::Query& query) {
    return pages_of(enquire_about(index_, query, compiled, request).get_mset(0, looked_at));
  };
  if (compiled.own.empty()) return best(compiled.query);
  std::vector<RankedPage> pages = best(compiled.own);
  if (pages.size() >= request.offset + request.limit) return pages;
  const std::size_t own = pages.size();
  for (RankedPage& page : best(compiled.query)) {
    const auto known = [&](const RankedPage& other) {
      return other.document == page.document || (!page.group.empty() && other.group == page.group);
    };
    if (std::any_of(pages.begin(), pages.begin() + static_cast<std::ptrdiff_t>(own), known)) continue;
    page.related = own > 0;
    pages.push_back(std::move(page));
  }
  return pages;
}

std::vector<RankedPage> PageFinder::by_relevance(const CompiledQuery& compiled, const QueryWeights& weights,
                                                 const SearchRequest& request) const {
  std::vector<RankedPage> pages = best_of_match(compiled, request);
  if (!compiled.titled.empty()) {
    Xapian::Enquire titled = enquire_about(index_, compiled.titled, compiled, request);
    add_titled(pages_of(titled.get_mset(0, kTitled)), pages);
  }
  refine(compiled, weights, std::max(request.offset + request.limit, 1U), pages);
  return pages;
}

/// Down the match, until no page further down can gain enough to be wanted.
void PageFinder::refine(const CompiledQuery& compiled, const QueryWeights& weights, std::size_t wanted,
                        std::vector<RankedPage>& pages) const {
  Proximity proximity(weights, compiled);
  const Standing standing(index_, weights);
  const double most = proximity.most() + standing.most(proximity.whole());
  std::priority_queue<double, std::vector<double>, std::greater<>> best;
  auto page = pages.begin();
  for (; page != pages.end(); ++page) {
    const bool may_be_wanted = page->titled || best.size() < wanted || page->score + most >= best.top();
    if (!may_be_wanted) break;
    const Xapian::Document document = index_.get_document(page->document, Xapian::DOC_ASSUME_VALID);
    page->words = document.get_value(schema::kWords);
    page->gains = proximity.gains(page->words);
    // Most of the pages are out by now: each value that is read costs a walk through the index.
    const double at_most = page->score + page->gains.sum() + standing.most(proximity.whole());
    if (best.size() >= wanted && at_most < best.top()) {
      page->score += page->gains.sum();
      continue;
    }
    page->gains.recency = standing.recency(document, proximity.whole());
    page->gains.listing = standing.listing(document, page->score);
    page->score += page->gains.sum();
    best.push(page->score);
    if (best.size() > wanted) best.pop();
  }
  pages.erase(page, pages.end());
  hold_related_below(pages);
  std::ranges::stable_sort(
      pages, [](const RankedPage& a, const RankedPage& b) { return a.related != b.related ? b.related : a.score > b.score; });
}

/// Puts a page before the best, if it is inside the filters. False: it is not, or was among `pages`.
bool PageFinder::put_first(const PageId& page, const QueryPlan& plan, const SearchRequest& request,
                           std::vector<RankedPage>& pages) const {
  const std::optional<Xapian::Query> filter = filter_query(index_, request, plan);
  Xapian::Enquire enquire(index_);
  const Xapian::Query own(schema::boolean_term(schema::kPagePrefix, page));
  enquire.set_query(filter ? Xapian::Query(Xapian::Query::OP_FILTER, own, *filter) : own);
  const Xapian::MSet found = enquire.get_mset(0, 1);
  if (found.empty()) return false;
  const double best = pages.empty() ? 0 : pages.front().score;
  const auto known = std::ranges::find(pages, *found.begin(), &RankedPage::document);
  const bool added = known == pages.end();
  if (!added) pages.erase(known);
  pages.insert(pages.begin(),
               {.document = *found.begin(), .score = best, .gains = {}, .best_bet = true, .group = {}, .words = {}});
  return added;
}

/// Best bets go before the best, in their order. Returns how many were not among `pages`.
std::uint64_t PageFinder::put_first(const QueryPlan& plan, const SearchRequest& request, std::vector<RankedPage>& pages) const {
  std::uint64_t added = 0;
  const std::vector<PageId> last_first(plan.best_bets.rbegin(), plan.best_bets.rend());
  for (const PageId& bet : last_first) added += put_first(bet, plan, request, pages) ? 1U : 0U;
  return added;
}

/// The act that the question refers to stands for its other addresses and states, where near-duplicates are folded.
void PageFinder::put_act_first(const QueryPlan& plan, const SearchRequest& request, FoundPages& found) const {
  const std::size_t before = found.pages.size();
  const bool added = put_first(*plan.act, plan, request, found.pages);
  if (!added && found.pages.size() == before && (found.pages.empty() || !found.pages.front().best_bet)) return;
  RankedPage& act = found.pages.front();
  act.best_bet = false;
  std::size_t folded = 0;
  if (request.fold) {
    act.group = index_.get_document(act.document).get_value(schema::kGroup);
    folded = std::erase_if(found.pages, [document = act.document, group = act.group](const RankedPage& page) {
      return page.document != document && page.group == group;
    });
    found.pages.front().folded = folded > 0;
  }
  if (added && folded == 0) ++found.total;
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
  const QueryWeights weights = weights_for(kind_of(plan), ranking_);
  QueryCompiler compiler(index_, weights, lengths_);
  found.compiled = compiler.compile(plan, request, matching);
  count(plan, request, matching, compiler, found);
  const bool relevance = request.sort == SortOrder::kRelevance && plan.has_something_to_find();
  if (found.total > 0)
    found.pages = relevance ? by_relevance(found.compiled, weights, request) : by_date(found.compiled, request);
  if (relevance && plan.act) put_act_first(plan, request, found);
  if (relevance && !plan.best_bets.empty()) found.total += put_first(plan, request, found.pages);
  keep_wanted(request, found.pages);
  if (request.explain && relevance)
    found.explanations =
        explain_scores(index_, found.compiled.bm25.weighting(), compiler.parts(found.compiled, plan), found.pages);
  return found;
}

}  // namespace izvor
