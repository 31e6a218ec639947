// Paradigms: the forms of words that the dictionary lists bare, put together again.
//
// hunspell's affix flags group most forms with their lemma; the others (irregular verbs, alternating nouns) are listed one by
// one. Two ways back: a bare word that ends like flagged ones and has every form of their template in the word list takes that
// template; a form that is still alone looks for a lemma by undoing endings and alternations (ч–к, я–е, ъ–∅…).
// Used by compile_lemmas at build time only.
#pragma once

#include "indexer/analysis/compiler/dictionary.h"
#include "indexer/analysis/compiler/lexicon.h"

namespace izvor::compiler {

/// Adds the readings that the flags do not say.
void restore_paradigms(const Dictionary& dictionary, Lexicon& lexicon);

}  // namespace izvor::compiler
