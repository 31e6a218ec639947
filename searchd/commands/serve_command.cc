#include <poll.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "crawler/platform/stop_signal.h"
#include "indexer/analysis/open_analyzer.h"
#include "izvor/clock.h"
#include "searchd/commands/commands.h"
#include "searchd/commands/thread_services.h"
#include "searchd/http/http_server.h"
#include "searchd/routes/metrics.h"
#include "searchd/routes/routes.h"
#include "searchd/search/generation_guard.h"
#include "searchd/statistics/query_counts.h"

namespace izvor {
namespace {

void wait_for(const StopSignal& stop) {
  pollfd readable{.fd = stop.descriptor(), .events = POLLIN, .revents = 0};
  while (!stop.requested()) poll(&readable, 1, -1);
}

/// So that the first question does not come too early.
void look_first(GenerationGuard& guard, const Settings& settings) {
  const auto live = live_generation(settings.index_directory());
  if (!live || !*live) return;
  if (guard.of(**live) == GenerationGuard::Verdict::kBusy) guard.wait();
}

int serve(const Settings& settings, const std::string& listen) {
  const StopSignal stop;
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a reader that went away is no reason to end.
  const auto analyzer = open_analyzer(settings);
  if (!analyzer) return report_failure(analyzer.error());
  const auto scope = Scope::make(settings.sites, settings.crawler);
  if (!scope) return report_failure(scope.error());
  RouteMetrics metrics;
  HttpServerOptions options;
  options.listen = listen.empty() ? settings.search.listen : listen;
  options.threads = settings.search.threads;
  const SystemClock clock;
  QueryCounts counts(settings.statistics_file(), settings.search.statistics_days, clock);
  const auto knowledge = std::make_shared<SharedKnowledge>(settings.search, *analyzer);
  const auto guard = std::make_shared<GenerationGuard>(
      std::vector<std::string>{std::filesystem::read_symlink("/proc/self/exe").string(), "probe"});
  look_first(*guard, settings);
  auto server = HttpServer::start(options, [&]() -> HttpHandler {
    auto routes = std::make_shared<Routes>(settings.search,
                                           services_of_thread(settings, *analyzer, *scope, knowledge, guard, counts), metrics);
    return [routes](const HttpRequest& request) { return routes->handle(request); };
  });
  if (!server) return report_failure(server.error());
  // On standard output and at once: with port 0 scripts read the address here.
  std::cout << "listening on http://" << server->address() << std::endl;
  wait_for(stop);
  spdlog::info("ending: answering what is under way");
  server->stop();
  server->wait();
  return kExitDone;
}

}  // namespace

void add_serve(Program& program) {
  const auto listen = std::make_shared<std::string>();
  program.add("serve", "Answer questions over HTTP: pages for people, JSON for programs")
      .option("--listen", *listen, "Where to listen; port 0 picks a free one and prints it", "ADDRESS:PORT")
      .teaches(
          "Examples:\n"
          "  izvor-searchd serve                        on the address of the settings, 127.0.0.1:8080 by default\n"
          "  izvor-searchd serve --listen 127.0.0.1:0   on any free port; the first line of output names it\n"
          "Ends on SIGTERM or Ctrl-C, after answering what is under way.")
      .runs([listen](const Settings& settings) { return serve(settings, *listen); });
}

}  // namespace izvor
