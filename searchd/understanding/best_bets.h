// BestBets: pages that an editor puts first for a question (config/search/best_bets.txt tells the format).
//
// Immutable; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "izvor/analyzer.h"
#include "izvor/page_id.h"

namespace izvor {

class BestBets {
 public:
  BestBets() = default;
  BestBets(std::string_view text, const Analyzer& analyzer);

  /// The pages for a question, compared by its lemmas in their order; most often none.
  [[nodiscard]] std::vector<PageId> pages_for(std::string_view question, const Analyzer& analyzer, Analysis& analysis) const;
  [[nodiscard]] bool empty() const { return pages_.empty(); }

 private:
  std::unordered_map<std::string, std::vector<PageId>> pages_;
};

}  // namespace izvor
