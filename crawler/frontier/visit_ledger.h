// VisitLedger: what the sharing out of visits remembers; tables of the catalogue beside the frontier's.
//
// Writes join the catalogue's open transaction, as the frontier's do. Belongs to one thread; must die before the archive.
//
//   frontier_sites  one row an origin: the threshold of its plan, the prior of its pages' rates and its SignalRecord (both as
//                   numbers in text, one space between them), and when it was planned
//   frontier_days   one row a UTC day (its number since 1970): requests for pages, and how many of them signals had asked for
//   frontier_day_hosts  one row a host (Url::authority): how many of the requests of `day`, its last, signals had asked for
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "crawler/schedule/signal_record.h"
#include "crawler/schedule/visit_value.h"
#include "izvor/utc_time.h"

namespace SQLite {
class Database;
}

namespace izvor {

/// How the visits of one site are shared out.
struct SitePlan {
  std::string origin;
  double threshold = 0;  ///< Days of freshness that a visit must bring; 0: there is enough for all.
  RateWeights prior = flat_prior();
  SignalRecord signals;
  UtcTime planned{};
};

/// Kept pages of a site, or an even sample of them.
struct BeliefSample {
  std::uint64_t pages = 0;
  struct Page {
    ChangeBelief belief;
    UtcTime last_success{};
    unsigned signals = 0;
  };
  std::vector<Page> sample;
};

struct DayCount {
  std::uint64_t visits = 0;
  std::uint64_t by_signals = 0;
  std::map<std::string, std::uint64_t> signals_of_hosts = {};  ///< Of `by_signals`, by authority.
};

class VisitLedger {
 public:
  /// Creates the tables where they are missing.
  explicit VisitLedger(SQLite::Database& catalogue);
  struct Reading {};
  VisitLedger(SQLite::Database& catalogue, Reading /*reading*/) : db_(catalogue) {}
  /// For a connection that only reads: whether a crawl has made the tables.
  [[nodiscard]] static bool exists(SQLite::Database& catalogue);

  [[nodiscard]] std::vector<SitePlan> plans();
  void put(const SitePlan& plan);
  [[nodiscard]] BeliefSample sample(const std::string& origin, std::size_t most);
  /// Gives every kept page of the site that waits for its turn the date that `due` says.
  void redate(const std::string& origin, const std::function<UtcTime(const BeliefSample::Page&)>& due);

  [[nodiscard]] DayCount day(UtcTime now);
  /// Everything of `count` but the hosts.
  void put_day(UtcTime now, const DayCount& count);
  void put_day_of_host(UtcTime now, const std::string& authority, std::uint64_t by_signals);

 private:
  SQLite::Database& db_;
};

}  // namespace izvor
