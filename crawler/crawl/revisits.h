// Revisits: when a page is visited again, under the budget of a day.
//
// Once a day the visits are shared out: each site's pages ask for no more than its host can be asked for at its pace, all
// together for no more than the budget; from that comes each site's threshold, what a visit must be worth (crawler/schedule).
// A visit teaches how often the page changes and whether the signals were right. A signal makes a page due at once when the
// visit is worth the threshold; signals as a whole may take their share of the budget while anything else is due. The counts of
// a day are written with the page that they count. Belongs to the crawl's thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "crawler/frontier/frontier.h"
#include "crawler/frontier/pace.h"
#include "crawler/frontier/visit_ledger.h"
#include "izvor/clock.h"
#include "izvor/settings.h"

namespace izvor {

class Revisits {
 public:
  /// All must outlive it.
  Revisits(const CrawlerSettings& settings, SQLite::Database& catalogue, Frontier& frontier, Pace& pace, const Clock& clock);

  /// Shares the visits out anew when a day has passed.
  void plan_when_due();

  /// A visit kept the page or found it unchanged: learns from it, forgets its signals, and says when to come again.
  void visited(FrontierEntry& entry, bool changed, UtcTime now);
  /// When to come again to what is not a kept page, or has not changed its state.
  [[nodiscard]] UtcTime next_visit(const FrontierEntry& entry, UtcTime now) const;
  /// Days of freshness that a visit would bring now.
  [[nodiscard]] double value_of(const FrontierEntry& entry, UtcTime now) const;
  /// Something says that the page changed.
  void signal(const Url& url, SignalKind kind);

  /// A request for a page starts.
  void count(const FrontierEntry& entry);
  [[nodiscard]] bool budget_is_spent();
  /// Whether the budgets of the day have a visit left for the entry, one of `hosts` hosts. A part of each budget is set aside,
  /// in equal shares, for what signals ask of each host: the flood of one takes nothing of another's share.
  [[nodiscard]] bool may_visit(const FrontierEntry& entry, std::size_t hosts);
  /// Whether what signals ask of the host has to wait until nothing else is due.
  [[nodiscard]] bool signals_are_spent(const std::string& authority, std::size_t hosts);

 private:
  /// What a site's pages ask for, from a sample of them.
  struct Demand {
    SitePlan* plan;
    std::vector<RateWeights> beliefs;
    double weight = 1;           ///< Pages that one of the sample stands for.
    double least_threshold = 0;  ///< At which the host's own pace is enough.
  };
  SitePlan& plan_of(const std::string& origin);
  [[nodiscard]] IntervalTable table_of(const SitePlan& plan) const;
  void plan();
  [[nodiscard]] Demand demand_of(const std::string& origin, const BeliefSample& sample);
  [[nodiscard]] double common_threshold(const std::vector<Demand>& sites, double visits_a_day) const;
  void adopt(SitePlan& plan, double threshold);
  [[nodiscard]] UtcTime due_after(UtcTime visited, double days) const;
  void look_at_the_day();
  [[nodiscard]] std::uint64_t signals_of(const std::string& authority) const;
  /// Whether a host that signals have caused `own` visits of finds `budget` spent, of which `spent` is gone.
  [[nodiscard]] bool is_spent(double budget, std::uint64_t spent, std::uint64_t own, std::size_t hosts) const;

  const CrawlerSettings& settings_;
  Frontier& frontier_;
  Pace& pace_;
  const Clock& clock_;
  VisitLedger ledger_;
  std::map<std::string, SitePlan> plans_;
  std::map<std::string, IntervalTable> tables_;
  UtcTime planned_{};
  UtcTime day_{};
  DayCount today_;
};

}  // namespace izvor
