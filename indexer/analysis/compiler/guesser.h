// Guesser: which ending of an unknown word says what its lemma is, learnt from the forms of the dictionary.
//
// Used by compile_lemmas at build time only.
#pragma once

#include "indexer/analysis/compiler/lexicon.h"
#include "indexer/analysis/compiler/table_writer.h"

namespace izvor::compiler {

/// Adds to `table` the endings that decide, pruned where a shorter one says the same.
void add_guesses(const Lexicon& lexicon, TableWriter& table);

}  // namespace izvor::compiler
