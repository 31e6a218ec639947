#include "indexer/commands/command.h"

#include <iostream>

namespace izvor {

Result<Settings> CommandContext::settings() const {
  Result<Settings> settings = find_settings(config);
  if (settings && !data.empty()) settings->data_directory = data;
  return settings;
}

void CommandContext::failed(std::string_view message) {
  std::cerr << "izvor-indexer: " << message << '\n';
  exit_status = 1;
}

}  // namespace izvor
