// FamilyClusters: lemmas joined into families while the links between two groups are strong on average.
//
// One strong link joins single lemmas only: between groups, pairs without a link count as none, so that a chain of chance
// likenesses ("мед", "медия", "медиум") does not grow through the dictionary.
//
// Used by compile_lemmas at build time only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/analysis/compiler/kinship.h"

namespace izvor::compiler {

/// For each of `count` lemmas the number of its family, which is the place of one of its members. `least`: the mean strength
/// of all pairs between two groups, below which they stay apart. Lemmas with
/// a link of negative strength are never in one family.
[[nodiscard]] std::vector<std::uint32_t> join_families(std::size_t count, const std::vector<KinLink>& links, double least);

}  // namespace izvor::compiler
