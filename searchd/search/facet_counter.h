// FacetCounter: how many of the results of a query are of each type, topic, year, site and language.
//
// Xapian shows it the matching documents; it reads value slots only. A group of near-duplicates, which the list of results
// shows once, counts once for each value that one of its pages has: so many results the filter for that value finds. What the
// counter saw is all of the matches or a sample of them (sampled_pages.h), so that counts are exact or estimates. One thread;
// for one match.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#include "searchd/search_types.h"

namespace izvor {

class FacetCounter : public Xapian::MatchSpy {
 public:
  /// At most so many values of a facet are told, the rarest left out.
  static constexpr std::size_t kMostValues = 100;

  struct Options {
    std::uint64_t most = 0;  ///< Documents beyond are not looked at.
    bool facets = true;      ///< Without, only totals are counted.
    bool fold = true;        ///< Near-duplicates count once.
  };
  explicit FacetCounter(Options options) : options_(options) {}

  void operator()(const Xapian::Document& document, double weight) override;

  /// Documents shown so far.
  [[nodiscard]] std::uint64_t seen() const { return seen_; }
  /// As many results as they are.
  [[nodiscard]] std::uint64_t results() const { return options_.fold ? groups_.size() + ungrouped_ : seen_; }

  /// The counts, each multiplied by `scale`. The most frequent values first; years, the latest first.
  [[nodiscard]] Facets facets(double scale = 1) const;

 private:
  /// Which facets_ the pages of a group have.
  struct Group {
    std::uint32_t facets = 0;
    std::vector<std::uint32_t> others = {};
  };

  std::uint32_t number_of(std::string facets);

  const Options options_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  ///< Of the pages' facets as they are stored.
  std::vector<std::uint64_t> alone_;                        ///< Of each: pages that are in no group.
  std::unordered_map<std::string, Group> groups_;
  std::uint64_t ungrouped_ = 0;
  std::uint64_t seen_ = 0;
};

}  // namespace izvor
