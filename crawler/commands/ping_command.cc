// `izvor-crawler ping`: keeps addresses for the crawler, and with --follow tells what becomes of them.
#include <poll.h>

#include <cstdio>
#include <map>
#include <memory>

#include "crawler/commands/commands.h"
#include "crawler/pings/ping_queue.h"
#include "crawler/platform/stop_signal.h"
#include "crawler/scope/scope.h"
#include "izvor/clock.h"

namespace izvor {
namespace {

constexpr int kLookMilliseconds = 500;

struct PingArguments {
  std::vector<std::string> addresses;
  bool follow = false;
};

void print_line(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);  // Whoever follows reads along.
}

std::string words_of(const PingFate& fate) {
  std::string state(state_of(fate));
  if (state == "refused") return state + ": " + (fate.refused.empty() ? fate.outcome : fate.refused);
  if (state == "fetched") return state + ": " + fate.outcome;
  if (state == "searchable") return state + " since " + format_rfc3339(*fate.searchable) + ": " + fate.outcome;
  return state;
}

// Those that the crawler may fetch; of the others says why not.
std::vector<Url> addresses_in(const std::vector<std::string>& addresses, const Scope& scope, bool& refused) {
  std::vector<Url> urls;
  for (const std::string& address : addresses) {
    const Result<Url> url = Url::parse(address);
    const std::string why = url ? scope.refusal(*url).value_or("") : url.error().message;
    if (why.empty()) {
      urls.push_back(*url);
    } else {
      refused = true;
      static_cast<void>(report_failure({std::string("refused ").append(address).append(": ").append(why)}));
    }
  }
  return urls;
}

// Until each is searchable, unchanged or refused, or a stop is asked for.
Result<bool> follow(PingQueue& queue, std::vector<AddedPing> pings) {
  const StopSignal stop;
  std::map<std::string, std::string> said;
  bool refused = false;
  while (true) {
    for (auto ping = pings.begin(); ping != pings.end();) {
      const Result<std::optional<PingFate>> fate = queue.fate_of(ping->id);
      if (!fate) return tl::unexpected(fate.error());
      const std::string state = *fate ? std::string(state_of(**fate)) : "forgotten";
      if (std::string& last = said[ping->id]; last != state) {
        print_line(ping->url.str() + " " + (*fate ? words_of(**fate) : state));
        last = state;
      }
      refused = refused || state == "refused";
      const bool goes_on = state == "queued" || state == "fetched";
      ping = goes_on ? ping + 1 : pings.erase(ping);
    }
    if (pings.empty() || stop.requested()) return !refused && pings.empty();
    pollfd wake{.fd = stop.descriptor(), .events = POLLIN, .revents = 0};
    static_cast<void>(::poll(&wake, 1, kLookMilliseconds));
  }
}

int run_ping(const PingArguments& arguments, const Settings& settings) {
  const Result<Scope> scope = Scope::make(settings.sites, settings.crawler);
  if (!scope) return report_failure(scope.error());
  bool refused = false;
  const std::vector<Url> urls = addresses_in(arguments.addresses, *scope, refused);
  if (urls.empty()) return kExitFailed;
  Result<PingQueue> queue = PingQueue::open(settings.archive_directory());
  if (!queue) return report_failure(queue.error());
  const Result<std::vector<AddedPing>> added = queue->add(urls, "command line", SystemClock().now());
  if (!added) return report_failure(added.error());
  std::size_t fresh = 0;
  for (const AddedPing& ping : *added) {
    print_line(ping.id + " " + ping.url.str());
    fresh += ping.is_new ? 1 : 0;
  }
  print_line("accepted " + std::to_string(added->size()) + ", of which " + std::to_string(fresh) + " were not waiting already");
  if (!arguments.follow) return refused ? kExitFailed : kExitDone;
  const Result<bool> good = follow(*queue, *added);
  if (!good) return report_failure(good.error());
  return *good && !refused ? kExitDone : kExitFailed;
}

}  // namespace

void add_ping(Program& program) {
  const auto arguments = std::make_shared<PingArguments>();
  program.add("ping", "Say that pages changed: the crawler visits them next")
      .flag("--follow", arguments->follow, "Tell what becomes of each, until it is searchable or why it will not be")
      .positionals("URL", arguments->addresses, "Absolute addresses")
      .runs([arguments](const Settings& settings) { return run_ping(*arguments, settings); });
}

}  // namespace izvor
