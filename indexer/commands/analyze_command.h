// `izvor-indexer analyze`: explains a text, token by token, with offsets, grades, repairs and why.
//
// With --tsv it reads words, one a line, and prints word, lemma and root, for scoring. Used from the main thread only.
#pragma once

#include <istream>
#include <ostream>

#include "izvor/analyzer.h"

namespace izvor {

/// One line a token: offsets, position, kind, exact, lemma, root, why; then the repairs.
void explain_text(const Analyzer& analyzer, std::istream& in, std::ostream& out);

/// word<TAB>lemma<TAB>root, one line for each line read, in order.
void grade_words(const Analyzer& analyzer, std::istream& in, std::ostream& out);

}  // namespace izvor
