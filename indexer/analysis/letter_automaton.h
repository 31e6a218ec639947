// LetterAutomaton: a map from words to small numbers, read in place from the lemma table.
//
// A minimal acyclic automaton (Daciuk et al., Incremental Construction of Minimal Acyclic Finite-State Automata, 2000): words
// share beginnings and endings, which is what makes 870,000 forms of Bulgarian fit into a few hundred kilobytes.
//
// Format: an array of 32-bit little-endian edges; a state is the index of its first edge.
//   bits 0–4   letter; 0 (kEndOfKey): a key ends here, and the target is its value
//   bit  5     last edge of the state
//   bits 6–31  target: first edge of the next state, or the value
// The edge 0 of a state, when there is one, stands first. The start state is the last state written, so its index comes first
// in the section: word 0 is the index of the start state, then the edges from word 1 on (indices count from word 0).
//
// Immutable view; safe from any thread as long as the bytes live.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor {

class LetterAutomaton {
 public:
  static constexpr unsigned kTargetShift = 6;
  static constexpr std::uint32_t kLetterMask = 31;
  static constexpr std::uint32_t kLastEdge = 32;

  LetterAutomaton() = default;
  explicit LetterAutomaton(std::span<const std::uint32_t> words) : words_(words) {}

  /// True when every state lies inside the array and every state has a last edge: find() cannot leave it then.
  [[nodiscard]] bool is_sound() const;

  [[nodiscard]] std::uint32_t start() const { return words_[0]; }

  /// The state after `letter`, 0 when there is none.
  [[nodiscard]] std::uint32_t next(std::uint32_t state, Letter letter) const {
    for (std::uint32_t edge = words_[state];; edge = words_[++state]) {
      if ((edge & kLetterMask) == letter) return edge >> kTargetShift;
      if ((edge & kLastEdge) != 0) return 0;
    }
  }

  /// The value of the key that ends in `state`.
  [[nodiscard]] std::optional<std::uint32_t> value(std::uint32_t state) const {
    const std::uint32_t edge = words_[state];
    if ((edge & kLetterMask) != kEndOfKey) return std::nullopt;
    return edge >> kTargetShift;
  }

  [[nodiscard]] std::optional<std::uint32_t> find(std::span<const Letter> key) const {
    std::uint32_t state = start();
    for (const Letter letter : key) {
      state = next(state, letter);
      if (state == 0) return std::nullopt;
    }
    return value(state);
  }

 private:
  std::span<const std::uint32_t> words_;
};

}  // namespace izvor
