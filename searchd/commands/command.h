// CommandContext: what every subcommand of izvor-searchd shares, and how one is declared.
//
// A subcommand is one add_<name>(app, context) in a file of its own. It declares its options, and its CLI11 callback stores in
// `run` what is to be done; main parses, loads the settings, and runs it. So --help works without settings, and a broken
// settings file is reported in one place. Used by main's thread only.
#pragma once

#include <filesystem>
#include <functional>

#include "izvor/analyzer.h"
#include "izvor/result.h"
#include "izvor/settings.h"

namespace CLI {
class App;
}

namespace izvor {

/// Exit statuses that scripts may rely on.
inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;  ///< The answer is no, or something failed and the message says what to do.
inline constexpr int kExitUsage = 2;

struct CommandContext {
  std::filesystem::path config;             ///< --config; empty: the usual places.
  std::filesystem::path data;               ///< --data; empty: what the settings say.
  std::function<int(const Settings&)> run;  ///< Set by the chosen subcommand; returns the exit status.
};

/// Prints the message to standard error; returns kExitFailed.
[[nodiscard]] int report_failure(const Error& error);

/// Opens the analyzer that the settings name, or the one beside the program.
[[nodiscard]] Result<Analyzer> open_analyzer(const Settings& settings);

}  // namespace izvor
