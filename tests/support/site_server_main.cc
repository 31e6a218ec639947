// izvor-site-server: serves the sample site (or any folder like it) on loopback, for `./izvor demo` and for looking at it.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

#include "tests/support/site_server.h"

namespace {

// Blocked before the server starts its threads, so that the signal waits for `sigwait` below.
sigset_t block_ending_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Serves a folder as a web site on loopback until it is interrupted.", "izvor-site-server");
  izvor::testing::SiteServer::Options options;
  options.remember_requests = false;
  app.add_option("FOLDER", options.folder, "The site's files, with responses.toml")->required()->check(CLI::ExistingDirectory);
  app.add_option("--port", options.port, "0 picks a free one")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const sigset_t ending = block_ending_signals();
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const izvor::testing::SiteServer server(options);
    std::cout << "listening on " << server.origin() << std::endl;
    int received = 0;
    sigwait(&ending, &received);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "izvor-site-server: " << error.what() << '\n';
    return 1;
  }
}
