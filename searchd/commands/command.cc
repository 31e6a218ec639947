#include "searchd/commands/command.h"

#include <iostream>

namespace izvor {

int report_failure(const Error& error) {
  std::cerr << "izvor-searchd: " << error.message << '\n';
  return kExitFailed;
}

Result<Analyzer> open_analyzer(const Settings& settings) {
  const auto& table = settings.analysis.lemma_table;
  return Analyzer::open(table.empty() ? default_lemma_table() : table);
}

}  // namespace izvor
