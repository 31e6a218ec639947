// The whole way from the installed dictionaries and config/bulgarian to one lexicon.
//
// Used by compile_lemmas at build time, and by the benchmark that holds lemmas out.
#pragma once

#include <filesystem>

#include "indexer/analysis/compiler/lexicon.h"
#include "izvor/result.h"

namespace izvor::compiler {

struct LexiconSources {
  std::filesystem::path hunspell;       ///< Folder with bg_BG.aff and bg_BG.dic.
  std::filesystem::path word_list;      ///< The word list of wbulgarian.
  std::filesystem::path language_data;  ///< config/bulgarian.
};

[[nodiscard]] Result<Lexicon> build_lexicon(const LexiconSources& sources);

}  // namespace izvor::compiler
