// RouteMetrics: counts and latencies of the routes, in Prometheus' text format.
//
// One for the whole program, shared by all threads; every function is safe from any of them.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "searchd/search/searcher.h"

namespace izvor {

class RouteMetrics {
 public:
  RouteMetrics();
  ~RouteMetrics();

  /// One answered request. `route` is the pattern, never the path, so that visitors cannot multiply the series.
  void count(std::string_view route, std::string_view method, int status, std::chrono::steady_clock::duration took);
  /// One search that was answered.
  void count_search(const SearchAnswer& answer);
  /// One question whether what the visitor has kept still holds; it did, or an answer had to be made.
  void count_validation(bool held);
  /// Everything, with the index as it is now.
  [[nodiscard]] std::string text(const IndexState& index) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace izvor
