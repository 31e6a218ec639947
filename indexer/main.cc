// izvor-indexer: what can be found, under which words?
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "indexer/commands/command.h"

namespace {

constexpr const char* kAbout =
    "izvor-indexer reads the page archive and writes the index that izvor-searchd answers from.\n"
    "\n"
    "Most often:\n"
    "  izvor-indexer run            follow the archive; a new version is searchable about a second later\n"
    "  izvor-indexer run --once     apply what there is, and end\n"
    "  izvor-indexer status         how far the index is, and what was skipped and why\n"
    "  izvor-indexer rebuild        make the whole index anew from the archive, after an update of Izvor";

constexpr const char* kFooter =
    "Settings are read from --config, or config/izvor.toml, or /etc/izvor/izvor.toml, whichever is there first.\n"
    "Exit status: 0 done, 1 failed or the answer is no, 2 wrong usage.";

int run(int argc, char** argv, izvor::CommandContext& context) {
  CLI::App program(kAbout, "izvor-indexer");
  program.footer(kFooter);
  program.add_option("--config", context.config, "Settings file")->type_name("FILE");
  program.add_option("--data", context.data, "Folder with archive/ and index/ (overrides the settings)")->type_name("DIR");
  program.require_subcommand(1);
  program.fallthrough();  // Shared options may stand after the subcommand too.
  izvor::add_run(program, context);
  izvor::add_rebuild(program, context);
  izvor::add_check(program, context);
  izvor::add_status(program, context);
  izvor::add_extract(program, context);
  izvor::add_analyze(program, context);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  return context.exit_status;
}

}  // namespace

int main(int argc, char** argv) {
  // Data goes to standard output, words to standard error.
  spdlog::set_default_logger(spdlog::stderr_color_mt("izvor-indexer"));
  izvor::CommandContext context;
  try {
    return run(argc, argv, context);
  } catch (const std::exception& failure) {
    context.failed(failure.what());
    return context.exit_status;
  }
}
