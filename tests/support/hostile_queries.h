// HostileQueries: queries that nobody means well: noise, syntax run wild, mutated questions, bounds and what lies beyond them.
//
// Made by rule from a seed, so that every run asks the same. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace izvor::testing {

class HostileQueries {
 public:
  /// `corpus` are texts to mutate beside the built-in ones, the corpus of the fuzzer for one.
  HostileQueries(std::uint32_t seed, std::vector<std::string> corpus);

  /// Any bytes, up to some more than a query may have.
  [[nodiscard]] std::string next();

 private:
  [[nodiscard]] std::size_t below(std::size_t bound) { return random_() % bound; }
  [[nodiscard]] std::string noise();
  [[nodiscard]] std::string characters();
  [[nodiscard]] std::string syntax();
  [[nodiscard]] std::string nested();
  [[nodiscard]] std::string repeated();
  [[nodiscard]] std::string mutated();

  std::mt19937 random_;
  std::vector<std::string> corpus_;
};

}  // namespace izvor::testing
