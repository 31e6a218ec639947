// FacetCounter: how many of a query's pages are of each type, topic, year, site and language.
//
// Xapian shows it the matching documents; it reads value slots only. What it saw is all of the matches or a part of them, so
// that counts are exact or estimates. One thread; for one match.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <xapian.h>

#include "searchd/search_types.h"

namespace izvor {

class FacetCounter : public Xapian::MatchSpy {
 public:
  /// Documents beyond `most` are not looked at. Without `facets`, only totals are counted.
  explicit FacetCounter(std::uint64_t most, bool facets = true) : most_(most), with_facets_(facets) {}

  void operator()(const Xapian::Document& document, double weight) override;

  /// Documents shown so far, and how many groups of near-duplicates they are.
  [[nodiscard]] std::uint64_t seen() const { return seen_; }
  [[nodiscard]] std::uint64_t groups() const { return groups_.size() + ungrouped_; }

  /// The counts for `total` matches: those of what was seen, in proportion. The most frequent values first, at most twenty
  /// each; years, the latest first.
  [[nodiscard]] Facets facets(std::uint64_t total) const;

 private:
  std::unordered_map<std::string, std::uint64_t> facets_;  ///< By the pages' facets as they are stored.
  std::unordered_set<std::string> groups_;
  std::uint64_t most_;
  bool with_facets_;
  std::uint64_t ungrouped_ = 0;
  std::uint64_t seen_ = 0;
};

}  // namespace izvor
