// Glued words of two scripts: "наGoogle", "GDPRи", "през2024", "2024година".
//
// The joint is where Cyrillic letters end and Latin ones or digits begin, or the other way round. It is one only where the
// Cyrillic side is a word that stands alone: never in "еID", "5G", "COVID19", "PDFът", nor among look-alike letters ("Cъвет").
// Pure function; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "indexer/analysis/glued_words.h"
#include "indexer/analysis/lemma_table.h"
#include "indexer/analysis/text_arena.h"

namespace izvor {

/// The only joint of `word` (as written); none when it is one word, or changes script more than once. `borders`: ascending
/// offsets into it.
[[nodiscard]] std::optional<GlueSplit> find_script_joint(std::string_view word, std::span<const std::uint32_t> borders,
                                                         const LemmaTable& table, TextArena& arena);

}  // namespace izvor
