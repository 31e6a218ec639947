// izvor-crawler: what do the pages say now, and what did they say before?
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "crawler/commands/command.h"

namespace {

int run(int argc, char** argv) {
  CLI::App app("Fetches pages politely and keeps every version of them.", "izvor-crawler");
  izvor::CommandContext context;
  app.add_option("--config", context.config, "Settings file; otherwise config/izvor.toml, then /etc/izvor/izvor.toml");
  app.add_option("--data", context.data, "Data folder, stronger than the one in the settings");
  app.require_subcommand(1);
  app.fallthrough();  // --config and --data may follow the subcommand.
  app.footer(
      "Examples:\n"
      "  izvor-crawler run --dry-run                          what would be fetched first\n"
      "  izvor-crawler run --once                             fetch what is due, then end\n"
      "  izvor-crawler ping https://example.eu/bg/news/x      this page changed: fetch it next\n"
      "  izvor-crawler explain https://example.eu/bg/news/x   why is it here, or not?\n"
      "Exit status: 0 done, 1 failed or the answer is no, 2 wrong usage. Each subcommand has its own --help.");
  izvor::add_run(app, context);
  izvor::add_status(app, context);
  izvor::add_explain(app, context);
  izvor::add_robots(app, context);
  izvor::add_import(app, context);
  izvor::add_ping(app, context);
  izvor::add_repair(app, context);
  izvor::add_url(app, context);
  izvor::add_verify(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? izvor::kExitDone : izvor::kExitUsage;
  }
  auto settings = izvor::find_settings(context.config);
  if (!settings) return izvor::report_failure(settings.error());
  if (!context.data.empty()) settings->data_directory = context.data;
  spdlog::set_level(spdlog::level::from_str(settings->log_level));
  return context.run(*settings);
}

}  // namespace

int main(int argc, char** argv) {
  // Data goes to standard output, words to standard error.
  spdlog::set_default_logger(spdlog::stderr_color_mt("izvor-crawler"));
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "izvor-crawler: %s\n", error.what());
    return izvor::kExitFailed;
  }
}
