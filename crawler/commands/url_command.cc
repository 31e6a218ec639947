#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "crawler/commands/command.h"
#include "izvor/url.h"

namespace izvor {

void add_url(CLI::App& app, CommandContext& context) {
  struct Arguments {
    std::string base, reference;
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("url", "Print the normalised absolute address that REF means on the page BASE");
  command->add_option("BASE", arguments->base, "Absolute address of the page")->required();
  command->add_option("REF", arguments->reference, "An href as it stands in the page; may be empty")->required();
  command->callback([arguments, &context] {
    context.run = [arguments](const Settings&) {
      const auto resolved =
          Url::parse(arguments->base).and_then([&](const Url& base) { return Url::resolve(base, arguments->reference); });
      if (!resolved) return report_failure(resolved.error());
      std::printf("%s\n", resolved->str().c_str());
      return kExitDone;
    };
  });
}

}  // namespace izvor
