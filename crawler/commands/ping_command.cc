#include <cstdio>
#include <memory>

#include "crawler/commands/commands.h"
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

void add_ping(Program& program) {
  const auto addresses = std::make_shared<std::vector<std::string>>();
  program.add("ping", "Say that pages changed: the crawler visits them next")
      .positionals("URL", *addresses, "Absolute addresses")
      .runs([addresses](const Settings& settings) { return run_ping(*addresses, settings); });
}

}  // namespace izvor
