// TrapCount: stops addresses that a site makes without end: calendars, filters, counters.
//
// Addresses that differ only in numbers (two or more of them in the path, as in a calendar) or in the values of parameters are
// of one pattern, "https://example.eu/events/#/#?view=#"; so many of a pattern are taken in one run of the crawler. A single
// number in a path is mostly an identifier and has no such cap. Bounded: past a million patterns, new ones count as one.
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "izvor/url.h"

namespace izvor {

class TrapCount {
 public:
  explicit TrapCount(unsigned most) : most_(most) {}

  /// Empty when the address is of no pattern.
  [[nodiscard]] static std::string pattern_of(const Url& url);
  /// Whether so many were taken that another one of that pattern would be too many.
  [[nodiscard]] bool is_full(const std::string& pattern) const;
  /// An address of that pattern was taken.
  void take(const std::string& pattern);

 private:
  [[nodiscard]] std::uint64_t key_of(const std::string& pattern) const;

  unsigned most_;
  std::unordered_map<std::uint64_t, unsigned> taken_;  // By the pattern's hash.
};

}  // namespace izvor
