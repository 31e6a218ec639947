// Program: the frame of each of the three programs: options, settings, subcommands, exit status.
//
// A subcommand is one `add_<name>(Program&)` in a file of its own: it names its options and what it does. Options are parsed
// first, so that --help works without settings; then the settings are read, and the chosen subcommand runs. CLI11 stays behind
// this header (it takes longer to compile than all the commands together). Used by main's thread only.
//
//   void add_url(Program& program) {
//     const auto arguments = std::make_shared<Arguments>();
//     program.add("url", "Print the normalised address").positional("BASE", arguments->base, "…").runs([arguments](const
//     Settings&) {…});
//   }
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

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

/// What a subcommand does, once the settings are known; returns the exit status.
using Work = std::function<int(const Settings&)>;

/// Declares one subcommand. Fields must live as long as the Work that reads them: keep both in one shared object.
class Subcommand {
 public:
  /// A required argument without a name.
  Subcommand& positional(const std::string& name, std::string& field, const std::string& help);
  /// One or more arguments without a name.
  Subcommand& positionals(const std::string& name, std::vector<std::string>& field, const std::string& help);
  /// `--name VALUE`; `type` names the value in the help ("FILE", "ADDRESS:PORT").
  Subcommand& option(const std::string& name, std::string& field, const std::string& help, const std::string& type = "TEXT");
  /// `--name VALUE` that must be given.
  Subcommand& required_option(const std::string& name, std::string& field, const std::string& help,
                              const std::string& type = "TEXT");
  /// `--name N`, a whole number in [least, most].
  Subcommand& option(const std::string& name, unsigned& field, unsigned least, unsigned most, const std::string& help);
  /// `--name VALUE`, which may be repeated.
  Subcommand& options(const std::string& name, std::vector<std::string>& field, const std::string& help);
  /// `--name ONE`, one of `values`.
  Subcommand& choice(const std::string& name, std::string& field, const std::vector<std::string>& values,
                     const std::string& help);
  Subcommand& flag(const std::string& name, bool& field, const std::string& help);
  /// Shown below the options in --help: examples, and what happens.
  Subcommand& teaches(const std::string& text);
  void runs(Work work);

 private:
  friend class Program;
  Subcommand(CLI::App& app, Work& chosen) : app_(app), chosen_(chosen) {}
  CLI::App& app_;
  Work& chosen_;
};

class Program {
 public:
  /// `about` is the beginning of --help.
  Program(const std::string& name, const std::string& about);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] Subcommand add(const std::string& name, const std::string& about);
  /// Parses, reads the settings, runs; what escapes as an exception becomes a message and kExitFailed.
  [[nodiscard]] int run(int argc, const char* const* argv);

 private:
  [[nodiscard]] int run_chosen() const;
  std::unique_ptr<CLI::App> app_;
  std::filesystem::path config_, data_;
  Work chosen_;
};

/// Prints "PROGRAM: message" to standard error; returns kExitFailed.
[[nodiscard]] int report_failure(const Error& error);

}  // namespace izvor
