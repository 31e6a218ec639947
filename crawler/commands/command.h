// CommandContext: what every subcommand of izvor-crawler shares, and how one is declared.
//
// A subcommand is one add_<name>(app, context) in a file of its own. It declares its options, and its CLI11 callback stores in
// `run` what is to be done; main parses, loads the settings, and runs it. So --help works without settings, and a broken
// settings file is reported in one place. Used by main's thread only.
#pragma once

#include <filesystem>
#include <functional>

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

/// `run [--once] [--dry-run]`: fetches what is due, politely, until stopped or until nothing is due now.
void add_run(CLI::App& app, CommandContext& context);
/// `status [--json]`: pages, queue, what was skipped and why, the age of the last success.
void add_status(CLI::App& app, CommandContext& context);
/// `explain URL`: what the crawler knows of an address, and what decides about it.
void add_explain(CLI::App& app, CommandContext& context);
/// `robots FILE AGENT URL`: allowed or disallowed; exit status 1 when disallowed.
void add_robots(CLI::App& app, CommandContext& context);
/// `import PATH --base-url URL [--date T] [--mirror]`: archives the pages of a folder or of a WARC file.
void add_import(CLI::App& app, CommandContext& context);
/// `ping URL…`: accepts addresses of pages that changed, at any time.
void add_ping(CLI::App& app, CommandContext& context);
/// `verify`: checks every record and digest, and the catalogue against the WARC files; exit status 1 on damage.
void add_verify(CLI::App& app, CommandContext& context);
/// `repair`: makes the catalogue anew from the WARC files.
void add_repair(CLI::App& app, CommandContext& context);
/// `url BASE REF`: prints the normalised absolute address.
void add_url(CLI::App& app, CommandContext& context);

}  // namespace izvor
