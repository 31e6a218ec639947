// izvor-crawler: what do the pages say now, and what did they say before?
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
  return context.run(*settings);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "izvor-crawler: %s\n", error.what());
    return izvor::kExitFailed;
  }
}
