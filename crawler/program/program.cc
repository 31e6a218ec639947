#include "crawler/program/program.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cerrno>  // program_invocation_short_name
#include <iostream>
#include <utility>

namespace izvor {
namespace {

constexpr const char* kFooter =
    "Settings are read from --config, or config/izvor.toml, or /etc/izvor/izvor.toml, whichever is there first.\n"
    "Exit status: 0 done, 1 failed or the answer is no, 2 wrong usage.";

}  // namespace

Subcommand& Subcommand::positional(const std::string& name, std::string& field, const std::string& help) {
  app_.add_option(name, field, help)->required();
  return *this;
}

Subcommand& Subcommand::positionals(const std::string& name, std::vector<std::string>& field, const std::string& help) {
  app_.add_option(name, field, help)->required();
  return *this;
}

Subcommand& Subcommand::option(const std::string& name, std::string& field, const std::string& help, const std::string& type) {
  app_.add_option(name, field, help)->type_name(type);
  return *this;
}

Subcommand& Subcommand::required_option(const std::string& name, std::string& field, const std::string& help,
                                        const std::string& type) {
  app_.add_option(name, field, help)->type_name(type)->required();
  return *this;
}

Subcommand& Subcommand::option(const std::string& name, unsigned& field, unsigned least, unsigned most,
                               const std::string& help) {
  app_.add_option(name, field, help)->type_name("N")->check(CLI::Range(least, most));
  return *this;
}

Subcommand& Subcommand::options(const std::string& name, std::vector<std::string>& field, const std::string& help) {
  app_.add_option(name, field, help)->allow_extra_args(false);
  return *this;
}

Subcommand& Subcommand::choice(const std::string& name, std::string& field, const std::vector<std::string>& values,
                               const std::string& help) {
  app_.add_option(name, field, help)->check(CLI::IsMember(values));
  return *this;
}

Subcommand& Subcommand::flag(const std::string& name, bool& field, const std::string& help) {
  app_.add_flag(name, field, help);
  return *this;
}

Subcommand& Subcommand::teaches(const std::string& text) {
  app_.footer(text);
  return *this;
}

void Subcommand::runs(Work work) {
  app_.callback([&chosen = chosen_, work = std::move(work)] { chosen = work; });
}

Program::Program(const std::string& name, const std::string& about) : app_(std::make_unique<CLI::App>(about, name)) {
  app_->footer(kFooter);
  app_->add_option("--config", config_, "Settings file")->type_name("FILE");
  app_->add_option("--data", data_, "Folder with archive/ and index/ (overrides the settings)")->type_name("DIR");
  app_->require_subcommand(1);
  app_->fallthrough();  // Shared options may stand after the subcommand too.
}

Program::~Program() = default;

Subcommand Program::add(const std::string& name, const std::string& about) {
  return {*app_->add_subcommand(name, about), chosen_};
}

int Program::run_chosen() const {
  Result<Settings> settings = find_settings(config_);
  if (!settings) return report_failure(settings.error());
  if (!data_.empty()) settings->data_directory = data_;
  spdlog::set_level(spdlog::level::from_str(settings->log_level));
  return chosen_(*settings);
}

int Program::run(int argc, const char* const* argv) {
  // Data goes to standard output, words to standard error.
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>(app_->get_name(), std::make_shared<spdlog::sinks::stderr_color_sink_mt>()));
  try {
    app_->parse(argc, argv);
    return run_chosen();
  } catch (const CLI::ParseError& error) {
    return app_->exit(error) == 0 ? kExitDone : kExitUsage;
  } catch (const std::exception& failure) {
    return report_failure({failure.what()});
  }
}

int report_failure(const Error& error) {
  std::cerr << program_invocation_short_name << ": " << error.message << '\n';
  return kExitFailed;
}

}  // namespace izvor
