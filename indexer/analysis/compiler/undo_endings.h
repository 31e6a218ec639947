// Which lemmas a lone form may belong to, by the endings and alternations of Bulgarian inflection.
//
// Krastev's types of inflection, told as what to cut and what to put back. Used by compile_lemmas at build time only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/compiler/word_class.h"

namespace izvor::compiler {

struct LemmaCandidate {
  std::string lemma;
  WordClass word_class;
  int cost;  ///< Alternations undone; the endings' length counts against it.
};

/// Every candidate, existing or not, the cheapest first.
[[nodiscard]] std::vector<LemmaCandidate> undo_endings(std::string_view form);

}  // namespace izvor::compiler
