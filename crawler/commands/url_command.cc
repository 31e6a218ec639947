#include <cstdio>
#include <memory>

#include "crawler/commands/commands.h"
#include "izvor/url.h"

namespace izvor {

void add_url(Program& program) {
  struct Arguments {
    std::string base, reference;
  };
  const auto arguments = std::make_shared<Arguments>();
  program.add("url", "Print the normalised absolute address that REF means on the page BASE")
      .positional("BASE", arguments->base, "Absolute address of the page")
      .positional("REF", arguments->reference, "An href as it stands in the page; may be empty")
      .runs([arguments](const Settings&) {
        const auto resolved =
            Url::parse(arguments->base).and_then([&](const Url& base) { return Url::resolve(base, arguments->reference); });
        if (!resolved) return report_failure(resolved.error());
        std::printf("%s\n", resolved->str().c_str());
        return kExitDone;
      });
}

}  // namespace izvor
