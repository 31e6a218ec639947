// izvor-searchd: which pages answer this question, and where in them?
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>

#include "searchd/commands/command.h"
#include "searchd/commands/search_command.h"
#include "searchd/commands/serve.h"
#include "searchd/commands/status.h"

namespace {

int run(const izvor::CommandContext& context) {
  auto settings = izvor::find_settings(context.config);
  if (!settings) return izvor::report_failure(settings.error());
  if (!context.data.empty()) settings->data_directory = context.data;
  spdlog::set_level(spdlog::level::from_str(settings->log_level));
  return context.run(*settings);
}

}  // namespace

int main(int argc, char** argv) {
  // Data goes to standard output, words to standard error.
  spdlog::set_default_logger(spdlog::stderr_color_mt("izvor-searchd"));
  CLI::App app("izvor-searchd answers questions from the index that izvor-indexer makes.", "izvor-searchd");
  app.footer(
      "Settings are read from --config, or config/izvor.toml, or /etc/izvor/izvor.toml, whichever is there first.\n"
      "Exit status: 0 done, 1 failed or the answer is no, 2 wrong usage.");
  izvor::CommandContext context;
  app.add_option("--config", context.config, "Settings file")->type_name("FILE");
  app.add_option("--data", context.data, "Folder with archive/ and index/ (overrides the settings)")->type_name("DIR");
  app.require_subcommand(1);
  app.fallthrough();  // Shared options may stand after the subcommand too.
  izvor::add_search(app, context);
  izvor::add_serve(app, context);
  izvor::add_status(app, context);
  try {
    app.parse(argc, argv);
    return run(context);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? izvor::kExitDone : izvor::kExitUsage;
  } catch (const std::exception& failure) {
    return izvor::report_failure({failure.what()});
  }
}
