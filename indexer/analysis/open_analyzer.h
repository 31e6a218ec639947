// open_analyzer: the Analyzer that the settings name, or the one of the table beside the program.
#pragma once

#include "izvor/analyzer.h"
#include "izvor/settings.h"

namespace izvor {

[[nodiscard]] inline Result<Analyzer> open_analyzer(const Settings& settings) {
  const std::filesystem::path& table = settings.analysis.lemma_table;
  return Analyzer::open(table.empty() ? default_lemma_table() : table);
}

}  // namespace izvor
