#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "crawler/commands/command.h"
#include "crawler/pings/ping_queue.h"
#include "izvor/clock.h"

namespace izvor {
namespace {

int run_ping(const std::vector<std::string>& addresses, const Settings& settings) {
  std::vector<Url> urls;
  for (const std::string& address : addresses) {
    auto url = Url::parse(address);
    if (!url) return report_failure(url.error());
    urls.push_back(std::move(*url));
  }
  const auto added = PingQueue::open(settings.archive_directory()).and_then([&](PingQueue&& queue) {
    return queue.add(urls, "command line", SystemClock().now());
  });
  if (!added) return report_failure(added.error());
  std::printf("accepted %zu, of which %zu were not waiting already\n", urls.size(), *added);
  return kExitDone;
}

}  // namespace

void add_ping(CLI::App& app, CommandContext& context) {
  const auto addresses = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("ping", "Say that pages changed: the crawler visits them next");
  command->add_option("URL", *addresses, "Absolute addresses")->required();
  command->callback([addresses, &context] {
    context.run = [addresses](const Settings& settings) { return run_ping(*addresses, settings); };
  });
}

}  // namespace izvor
