#include "searchd/commands/serve.h"

#include <pthread.h>
#include <signal.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "searchd/http/http_server.h"
#include "searchd/routes/metrics.h"
#include "searchd/routes/routes.h"

namespace izvor {
namespace {

/// Blocked before any thread starts, so that only wait() receives them.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    signal(SIGPIPE, SIG_IGN);
  }
  void wait() const {
    int received = 0;
    sigwait(&set_, &received);
  }

 private:
  sigset_t set_{};
};

int serve(const Settings& settings, const std::string& listen) {
  const EndSignals end;
  RouteMetrics metrics;
  HttpServerOptions options;
  options.listen = listen.empty() ? settings.search.listen : listen;
  options.threads = settings.search.threads;
  const auto make_handler = [&]() -> HttpHandler {
    auto routes = std::make_shared<Routes>(settings.search, RouteServices{}, metrics);
    return [routes](const HttpRequest& request) { return routes->handle(request); };
  };
  auto server = HttpServer::start(options, make_handler);
  if (!server) {
    std::cerr << "izvor-searchd: " << server.error().message << '\n';
    return kExitFailed;
  }
  // On standard output and at once: with port 0 scripts read the address here.
  std::cout << "listening on http://" << server->address() << std::endl;
  end.wait();
  spdlog::info("ending: answering what is under way");
  server->stop();
  server->wait();
  return kExitDone;
}

}  // namespace

void add_serve(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("serve", "Answer questions over HTTP: pages for people, JSON for programs");
  auto listen = std::make_shared<std::string>();
  command->add_option("--listen", *listen, "ADDRESS:PORT to listen on; port 0 picks a free one and prints it")
      ->type_name("ADDRESS:PORT");
  command->footer(
      "Examples:\n"
      "  izvor-searchd serve                        on the address of the settings, 127.0.0.1:8080 by default\n"
      "  izvor-searchd serve --listen 127.0.0.1:0   on any free port; the first line of output names it\n"
      "Ends on SIGTERM or Ctrl-C, after answering what is under way.");
  command->callback(
      [&context, listen] { context.run = [listen](const Settings& settings) { return serve(settings, *listen); }; });
}

}  // namespace izvor
