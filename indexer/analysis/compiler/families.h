// Families: the root of every lemma, by rule or, where no rule finds it, by hand.
//
// Used by compile_lemmas at build time only.
#pragma once

#include <vector>

#include "indexer/analysis/compiler/language_data.h"
#include "indexer/analysis/compiler/lexicon.h"
#include "indexer/analysis/compiler/table_writer.h"

namespace izvor::compiler {

/// `by_hand`: families.txt, one family a line; its root is that of the first word.
void add_roots(const Lexicon& lexicon, const std::vector<DataLine>& by_hand, TableWriter& table);

}  // namespace izvor::compiler
