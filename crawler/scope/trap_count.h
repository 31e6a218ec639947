// TrapCount: stops addresses that a site makes without end: calendars, filters, counters.
//
// Addresses that differ only in numbers (two or more of them in the path, as in a calendar) or in the values of parameters are
// of one pattern, "https://example.eu/events/#/#?view=#"; so many of a pattern are taken in one run of the crawler. A single
// number in a path is mostly an identifier and has no such cap. Bounded: past a million patterns, new ones count as one.
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "izvor/url.h"

namespace izvor {

class TrapCount {
 public:
  explicit TrapCount(unsigned most) : most_(most) {}

  /// The pattern, when the address is one more than allowed of it; otherwise none, and the address is counted.
  [[nodiscard]] std::optional<std::string> count(const Url& url);
  /// Empty when the address is of no pattern.
  [[nodiscard]] static std::string pattern_of(const Url& url);

 private:
  unsigned most_;
  std::unordered_map<std::uint64_t, unsigned> taken_;  // By the pattern's hash.
};

}  // namespace izvor
