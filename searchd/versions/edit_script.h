// edit_script: the fewest removals and additions that turn one sequence into another.
//
// E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986), the greedy one, with what both have
// in common at their ends taken off first. Its cost grows with the number of edits, so that is bounded. Pure; safe from any
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace izvor {

enum class Edit : std::uint8_t { kKeep, kRemove, kAdd };

/// One Edit for each element that is kept, removed or added, in order; nothing when more than `max_edits` are needed. Time is
/// (before + after) × edits, memory edits² × 8 bytes.
[[nodiscard]] std::optional<std::vector<Edit>> edit_script(std::span<const std::uint32_t> before,
                                                           std::span<const std::uint32_t> after, std::size_t max_edits);

}  // namespace izvor
