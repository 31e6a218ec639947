// AutomatonBuilder: sorted words with values to the array that LetterAutomaton reads.
//
// Used by compile_lemmas at build time only. Not for several threads.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor::compiler {

class AutomatonBuilder {
 public:
  AutomatonBuilder();

  /// Keys must come in ascending order, each once. Values are below 2^26.
  void add(std::span<const Letter> key, std::uint32_t value);
  /// The finished array; the builder is spent then.
  [[nodiscard]] std::vector<std::uint32_t> finish();

 private:
  struct Edge {
    Letter letter;
    std::uint32_t target;
    bool operator==(const Edge&) const = default;
  };
  using State = std::vector<Edge>;
  struct StateHash {
    std::size_t operator()(const State& state) const;
  };

  void freeze_below(std::size_t depth);
  [[nodiscard]] std::uint32_t freeze(const State& state);

  std::vector<Letter> previous_;
  std::vector<State> path_;  ///< The states along the previous key, not frozen yet.
  std::unordered_map<State, std::uint32_t, StateHash> frozen_;
  std::vector<std::uint32_t> words_;
};

/// The whole map at once; keys must be Bulgarian lower-case words.
[[nodiscard]] std::vector<std::uint32_t> build_automaton(const std::map<std::vector<Letter>, std::uint32_t>& keys);

}  // namespace izvor::compiler
