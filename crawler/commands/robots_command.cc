#include <cstdio>
#include <memory>

#include "crawler/commands/commands.h"
#include "crawler/platform/file.h"
#include "crawler/robots/robots_txt.h"
#include "izvor/url.h"

namespace izvor {
namespace {

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{64} << 20;  // RobotsTxt reads less; this bounds what is loaded.

struct RobotsArguments {
  std::string file, agent, address;
};

int run_robots(const RobotsArguments& arguments) {
  const Result<std::string> text = read_file(arguments.file, kMaxFileBytes);
  if (!text) return report_failure(text.error());
  std::string target = arguments.address;
  if (!target.starts_with('/')) {
    const Result<Url> url = Url::parse(arguments.address);
    if (!url) return report_failure(url.error());
    target = url->target();
  }
  const RobotsVerdict verdict = RobotsTxt::parse(*text, product_token_of(arguments.agent)).decide(target);
  std::printf("%s\n", verdict.allowed ? "allowed" : "disallowed");
  std::fprintf(stderr, "%s\n", verdict.rule.c_str());
  return verdict.allowed ? kExitDone : kExitFailed;
}

}  // namespace

void add_robots(Program& program) {
  const auto arguments = std::make_shared<RobotsArguments>();
  program.add("robots", "Say whether a robots.txt file lets AGENT fetch URL (exit status 1: no)")
      .positional("FILE", arguments->file, "A robots.txt file")
      .positional("AGENT", arguments->agent, "A product token, \"Izvor\", or a whole user agent that begins with it")
      .positional("URL", arguments->address, "Absolute address, or its path")
      .teaches("Example:\n  izvor-crawler robots robots.txt Izvor https://example.eu/search?q=x")
      .runs([arguments](const Settings&) { return run_robots(*arguments); });
}

}  // namespace izvor
