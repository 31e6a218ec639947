#include "indexer/analysis/compiler/family_clusters.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

namespace izvor::compiler {

namespace {

/// Of two lemmas that must stay apart: no number of other links outweighs it.
constexpr double kNever = -1e6;

class Joiner {
 public:
  Joiner(std::size_t count, const std::vector<KinLink>& links, double least)
      : least_(least), sums_(count), sizes_(count, 1), parents_(count) {
    std::iota(parents_.begin(), parents_.end(), 0U);
    for (const KinLink& link : links) {
      double& known = sums_[link.first][link.second];
      known = std::min(known, link.strength) < 0 ? kNever : std::max(known, link.strength);
      sums_[link.second][link.first] = known;
    }
    for (std::uint32_t a = 0; a < count; ++a) {
      for (const auto& [b, sum] : sums_[a])
        if (a < b) propose(a, b);
    }
  }

  void run() {
    while (!proposals_.empty()) {
      const auto [mean, first, second] = proposals_.top();
      proposals_.pop();
      // Proposals of groups that have grown or gone since are stale.
      if (sizes_[first] == 0 || sizes_[second] == 0 || mean_between(first, second) != mean) continue;
      join(first, second);
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> families() {
    for (std::uint32_t& parent : parents_) {
      while (parent != parents_[parent]) parent = parents_[parent];
    }
    return parents_;
  }

 private:
  [[nodiscard]] double mean_between(std::uint32_t a, std::uint32_t b) const {
    const auto sum = sums_[a].find(b);
    return sum == sums_[a].end() ? 0 : sum->second / (static_cast<double>(sizes_[a]) * static_cast<double>(sizes_[b]));
  }

  void propose(std::uint32_t a, std::uint32_t b) {
    const double mean = mean_between(a, b);
    if (mean >= least_) proposals_.emplace(mean, std::min(a, b), std::max(a, b));
  }

  void join(std::uint32_t into, std::uint32_t gone) {
    sizes_[into] += sizes_[gone];
    sizes_[gone] = 0;
    parents_[gone] = into;
    for (const auto& [other, sum] : sums_[gone]) {
      sums_[other].erase(gone);
      if (other == into) continue;
      sums_[into][other] += sum;
      sums_[other][into] = sums_[into][other];
    }
    sums_[gone].clear();
    for (const auto& [other, sum] : sums_[into]) propose(into, other);
  }

  double least_;
  std::vector<std::map<std::uint32_t, double>> sums_;  ///< Strengths between two groups, added up.
  std::vector<std::size_t> sizes_;
  std::vector<std::uint32_t> parents_;
  std::priority_queue<std::tuple<double, std::uint32_t, std::uint32_t>> proposals_;
};

}  // namespace

std::vector<std::uint32_t> join_families(std::size_t count, const std::vector<KinLink>& links, double least) {
  Joiner joiner(count, links, least);
  joiner.run();
  return joiner.families();
}

}  // namespace izvor::compiler
