// PageFinder: the pages that a plan finds, the wanted ones of them in order, and how many there are of what kind.
//
// Two matches, because they want different things. Ranking wants the best few pages and passes over the rest; it need not know
// how many there are. Counting wants no weights: up to kCounted pages totals and facets are exact; of more they are estimates
// from a sample that is spread over the whole index. So the cost of both is bounded, whatever is found. Throws Xapian::Error.
// One thread, one index revision.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <xapian.h>

#include "izvor/settings.h"
#include "searchd/query/query_compiler.h"
#include "searchd/query/query_plan.h"
#include "searchd/search/facet_counter.h"
#include "searchd/search/proximity.h"
#include "searchd/search_types.h"

namespace izvor {

struct FoundPages {
  CompiledQuery compiled;
  std::vector<RankedPage> pages;                     ///< The wanted ones only.
  std::vector<std::vector<ScorePart>> explanations;  ///< Of each, if asked for.
  std::uint64_t total = 0;
  bool total_exact = true;
  Facets facets;
};

class PageFinder {
 public:
  /// Pages of the match, at most, that are looked at word by word: the README has what more or fewer would change.
  static constexpr Xapian::doccount kRefined = 200;
  /// Pages whose title is the query are looked at whatever their match: so many of them.
  static constexpr Xapian::doccount kTitled = 100;
  /// Totals and facets are counted this far; beyond, they are estimates.
  static constexpr Xapian::doccount kCounted = 500;

  /// `index` and `ranking` must outlive it. `lengths`: of the pages of `index`, if they are kept.
  PageFinder(const Xapian::Database& index, const RankingSettings& ranking, std::shared_ptr<PageLengths> lengths = nullptr)
      : index_(index), ranking_(ranking), lengths_(std::move(lengths)) {}

  /// Another bound than kRefined, for measurements.
  void refine_at_most(Xapian::doccount pages) { refined_ = pages; }
  [[nodiscard]] FoundPages find(const QueryPlan& plan, const SearchRequest& request, Matching matching) const;

 private:
  [[nodiscard]] std::vector<RankedPage> by_relevance(const CompiledQuery& compiled, const QueryWeights& weights,
                                                     const SearchRequest& request) const;
  [[nodiscard]] std::vector<RankedPage> best_of_match(const CompiledQuery& compiled, const SearchRequest& request) const;
  [[nodiscard]] std::vector<RankedPage> by_date(const CompiledQuery& compiled, const SearchRequest& request) const;
  void refine(const CompiledQuery& compiled, const QueryWeights& weights, std::size_t wanted,
              std::vector<RankedPage>& pages) const;
  [[nodiscard]] bool put_first(const PageId& page, const QueryPlan& plan, const SearchRequest& request,
                               std::vector<RankedPage>& pages) const;
  void put_act_first(const QueryPlan& plan, const SearchRequest& request, FoundPages& found) const;
  [[nodiscard]] std::uint64_t put_first(const QueryPlan& plan, const SearchRequest& request,
                                        std::vector<RankedPage>& pages) const;
  /// How many results a query has, and of what.
  struct Counted {
    std::uint64_t results = 0;
    bool exact = true;
    Facets facets;
  };
  [[nodiscard]] Counted counted(const Xapian::Query& pages, const SearchRequest& request) const;
  [[nodiscard]] Counted sampled(const Xapian::Query& pages, FacetCounter::Options options, double estimated) const;
  void count(const QueryPlan& plan, const SearchRequest& request, Matching matching, QueryCompiler& compiler,
             FoundPages& found) const;

  const Xapian::Database& index_;
  const RankingSettings& ranking_;
  std::shared_ptr<PageLengths> lengths_;
  Xapian::doccount refined_ = kRefined;
};

}  // namespace izvor
