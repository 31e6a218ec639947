// Families: the root of every lemma.
//
// Lemmas are linked where the dictionary attests that they are kin (kinship.h) and where the rules of derivation.cc leave the
// same key, long enough to mean something; groups of lemmas join while their links are strong on average (family_clusters.h).
// families.txt adds what neither finds, strangers.txt parts what both would join. A family is called by the key that most of
// its lemmas have, so that words unknown to the dictionary find it by rule.
//
// Used by compile_lemmas at build time only.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/analysis/compiler/language_data.h"
#include "indexer/analysis/compiler/lexicon.h"
#include "indexer/analysis/compiler/table_writer.h"

namespace izvor::compiler {

/// lemma → root
using Roots = std::map<std::string, std::string, std::less<>>;

/// `by_hand`: families.txt, one family a line; its root is that of the first word. `strangers`: strangers.txt, words that may
/// not share a root. A root that is spelt like a lemma is that lemma's root.
[[nodiscard]] Roots find_roots(const Lexicon& lexicon, const std::vector<DataLine>& by_hand,
                               const std::vector<DataLine>& strangers);
/// The same with the two files of this folder.
[[nodiscard]] Result<Roots> find_roots(const Lexicon& lexicon, const std::filesystem::path& language_data);

}  // namespace izvor::compiler
