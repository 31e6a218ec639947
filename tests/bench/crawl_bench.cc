// What a page costs the crawler: izvor-crawler itself against a site on loopback. README.md has the command and the figures.
//
// The site has pages of about 69 KB with 140 links each, on four hosts (127.0.0.1 to 127.0.0.4) without a pause. The crawler
// runs as a process of its own with the settings that people use, so that its processor time, its time and its memory are what
// the system counts for it; archive and catalogue are committed page by page. The budget of a day ends the run, while the links
// make as many addresses known as --known says.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/site_server.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {
namespace {

constexpr std::size_t kHosts = 4;
constexpr std::size_t kLinks = 140;
constexpr std::size_t kPageBytes = 69'000;

struct Options {
  std::size_t pages = 3000;
  std::size_t known = 100'000;
};

// One of the addresses that the links lead to: the same body for every query of a path.
std::string target(std::size_t number, std::size_t bodies) {
  return "/bg/policies/" + std::to_string(number % bodies) + "?page=" + std::to_string(number / bodies);
}

std::string page(std::size_t body, std::size_t bodies, std::size_t known) {
  std::string html = "<!DOCTYPE html><html lang=bg><head><title>Политика " + std::to_string(body) +
                     "</title><meta charset=utf-8></head><body><header><nav><ul>";
  for (std::size_t link = 0; link < kLinks; ++link) {
    html += "<li class=\"menu-item\"><a class=\"link link--internal\" href=\"" +
            target((body * kLinks + link) % known, bodies) + "\"><span>Цифрово десетилетие " + std::to_string(link) +
            "</span></a></li>\n";
  }
  html += "</ul></nav></header><main>";
  for (int paragraph = 0; html.size() < kPageBytes; ++paragraph) {
    html +=
        "<div class=\"paragraph\"><h2>Раздел " + std::to_string(paragraph) +
        "</h2><p>Европейската комисия <strong>прие</strong> предложение за регламент относно изкуствения интелект, което "
        "определя хармонизирани правила за разработването, пускането на пазара и използването на системи в Съюза.</p></div>\n";
  }
  return html + "</main></body></html>";
}

struct Cost {
  double processor_seconds = 0, seconds = 0;
  double megabytes = 0;
};

// The system's ru_maxrss would count that copy too.
double resident_most(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes / 1000;
  }
  return 0;
}

Cost run(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  struct rusage usage {};
  double megabytes = 0;
  while (wait4(child, &status, WNOHANG, &usage) == 0) {
    // The last one counts: before it becomes the crawler, the child is a copy of this program.
    if (const double now = resident_most(child); now > 0) megabytes = now;
    pause_between_probes();
  }
  if (status != 0) throw std::runtime_error("the crawler ended with status " + std::to_string(status));
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return {.processor_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime),
          .seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          .megabytes = megabytes};
}

int measure(const Options& options) {
  std::vector<std::unique_ptr<SiteServer>> hosts;
  const std::size_t bodies = std::max<std::size_t>(options.known / kHosts / kLinks, 1);
  std::string seeds;
  for (std::size_t host = 0; host < kHosts; ++host) {
    hosts.push_back(std::make_unique<SiteServer>(SiteServer::Options{
        .folder = {}, .address = "127.0.0." + std::to_string(host + 1), .port = 0, .remember_requests = false}));
    for (std::size_t body = 0; body < bodies; ++body) {
      hosts.back()->put("/bg/policies/" + std::to_string(body), page(body, bodies, options.known / kHosts));
    }
    for (std::size_t body = 0; body < bodies; ++body) seeds += "\"" + hosts.back()->url(target(body, bodies)) + "\", ";
  }
  const TemporaryDirectory folder;
  const std::string config = folder.path() / "izvor.toml";
  std::ofstream(config) << "[crawler]\ncontact = \"mailto:bench@example.eu\"\ndelay_ms = 0\nlatency_factor = 0.0\n"
                        << "allowed_private_addresses = [\"127.0.0.0/8\"]\naddresses_per_pattern = 1000000\nvisits_per_day = "
                        << options.pages << "\n[[site]]\nname = \"bench\"\nseeds = [" << seeds << "]\n";
  const Cost cost = run({IZVOR_CRAWLER, "run", "--once", "--config", config, "--data", folder.path() / "data"});
  const auto pages = static_cast<double>(options.pages);
  fmt::print("pages {}, of {} KB, {} links each\n", options.pages, page(0, bodies, options.known / kHosts).size() / 1000,
             kLinks);
  fmt::print("processor time  {:.2f} ms a page (wanted: 3.0)\n", 1000 * cost.processor_seconds / pages);
  fmt::print("throughput      {:.0f} pages/s (wanted: 300, on two idle cores)\n", pages / cost.seconds);
  fmt::print("resident, most  {:.1f} MB (wanted: 40)\n", cost.megabytes);
  const Cost status = run({IZVOR_CRAWLER, "status", "--config", config, "--data", folder.path() / "data"});
  fmt::print("status          {:.0f} ms of processor time\n", 1000 * status.processor_seconds);
  return 0;
}

}  // namespace
}  // namespace izvor::testing

int main(int argc, char** argv) {
  CLI::App app("Processor time, throughput and memory of a crawl on loopback");
  izvor::testing::Options options;
  app.add_option("--pages", options.pages, "Pages to fetch");
  app.add_option("--known", options.known, "Addresses that links make known, at most");
  CLI11_PARSE(app, argc, argv);
  return izvor::testing::measure(options);
}
