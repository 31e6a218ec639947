// CommandContext: what every subcommand of izvor-indexer shares, and where each subcommand is declared.
//
// main.cc gives the global options to one CommandContext and calls every add_*. A subcommand's callback does its work and
// leaves the exit status here: 0 done, 1 the answer is no or something failed and the message says what to do, 2 usage.
// Used from the main thread only.
#pragma once

#include <filesystem>
#include <string_view>

#include "izvor/result.h"
#include "izvor/settings.h"

namespace CLI {
class App;
}

namespace izvor {

struct CommandContext {
  std::filesystem::path config;  ///< --config; empty: config/izvor.toml, then /etc/izvor/izvor.toml.
  std::filesystem::path data;    ///< --data; overrides `[data] directory` when not empty.
  int exit_status = 0;

  /// Reads the settings and applies --data.
  [[nodiscard]] Result<Settings> settings() const;

  /// Says on standard error what failed and makes the exit status 1.
  void failed(std::string_view message);
};

void add_run(CLI::App& program, CommandContext& context);
void add_rebuild(CLI::App& program, CommandContext& context);
void add_extract(CLI::App& program, CommandContext& context);
void add_analyze(CLI::App& program, CommandContext& context);
void add_check(CLI::App& program, CommandContext& context);
void add_status(CLI::App& program, CommandContext& context);

}  // namespace izvor
