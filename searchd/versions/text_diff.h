// diff_texts: what changed between two versions of a text, word by word, for people who read it.
//
// First by lines, then by words within the lines that changed. Its cost is bounded, whatever the texts are: where the bound is
// reached, whole lines stand as removed and added, and the diff says that it is coarse. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

struct DiffPiece {
  enum class Kind { kEqual, kRemoved, kAdded };

  Kind kind = Kind::kEqual;
  std::string text;
  bool operator==(const DiffPiece&) const = default;
};

struct TextDiff {
  /// In order, neighbours of different kinds: the equal and removed ones together are the text before, the equal and added ones
  /// the text after.
  std::vector<DiffPiece> pieces;
  bool coarse = false;  ///< A bound was reached.

  [[nodiscard]] bool changed() const;
};

/// Steps that one diff may take: about 0.1 s.
inline constexpr std::size_t kDiffSteps = 20'000'000;

[[nodiscard]] TextDiff diff_texts(std::string_view before, std::string_view after, std::size_t steps = kDiffSteps);

}  // namespace izvor
