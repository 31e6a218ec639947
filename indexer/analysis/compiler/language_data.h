// LanguageData: our own Bulgarian data from config/bulgarian, put into the lexicon. Each file tells its format at its head.
//
// Used by compile_lemmas at build time only.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "indexer/analysis/compiler/lexicon.h"
#include "izvor/result.h"

namespace izvor::compiler {

/// A line without comment, cut at white space; the first word may have ended in a colon.
using DataLine = std::vector<std::string>;

/// The lines of a data file, comments and blank ones left out.
[[nodiscard]] Result<std::vector<DataLine>> read_data_file(const std::filesystem::path& file);

/// irregular.txt: forms that no ending explains.
void add_irregular(const std::vector<DataLine>& lines, Lexicon& lexicon);
/// supplement.txt: words inflected as others are. Fails when a model is not known.
[[nodiscard]] Result<void> add_supplement(const std::vector<DataLine>& lines, Lexicon& lexicon);
/// preferred.txt: which of several lemmas comes first.
void prefer(const std::vector<DataLine>& lines, Lexicon& lexicon);

}  // namespace izvor::compiler
