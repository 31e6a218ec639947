// load_bench: the search daemon under load: what HTTP adds to a search, a steady rate while the index moves on, idle and slow
// clients.
//
//   load_bench FOLDER [--rate 200] [--seconds 300] [--seed 1]
//
// FOLDER holds .html pages; they are imported and indexed first. Queries are three words each, drawn by seed from the index's
// own.
//
//   cost     CPU time a request over HTTP (kept-alive connection), beside the same searches and their JSON in this process
//   steady   `rate` requests a second for `seconds`, sent when they are due whether or not the earlier ones are answered; every
//            two seconds a page changes, and the indexer that follows the archive commits it
//   idle     5,000 connections that ask nothing: memory for each
//   slow     500 clients that send a byte a second: what the others notice
#include <sys/resource.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "indexer/index/open_index.h"
#include "izvor/analyzer.h"
#include "izvor/index_schema.h"
#include "izvor/settings.h"
#include "searchd/routes/search_json.h"
#include "searchd/search/searcher.h"
#include "tests/support/raw_client.h"
#include "tests/whole_way/programs.h"

namespace izvor::testing {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kQueries = 500;
constexpr int kWords = 3;

double cpu_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double cpu_seconds_of(Daemon& daemon) {
  clockid_t clock{};
  if (clock_getcpuclockid(daemon.process().id(), &clock) != 0) throw std::runtime_error("the daemon has no clock any more");
  return cpu_seconds(clock);
}

double resident_kilobytes(Daemon& daemon) {
  std::ifstream status("/proc/" + std::to_string(daemon.process().id()) + "/status");
  std::string word;
  while (status >> word) {
    if (word == "VmRSS:") break;
  }
  double kilobytes = 0;
  status >> kilobytes;
  return kilobytes;
}

/// Words of one to three of a thousand pages, so that every query finds some.
std::vector<std::string> draw_queries(const Xapian::Database& index, std::uint64_t seed) {
  std::vector<std::string> words;
  for (auto term = index.allterms_begin(); term != index.allterms_end(); ++term) {
    const auto parts = schema::parts_of(*term);
    if (!parts || parts->field != schema::Field::kBody || parts->grade != schema::Grade::kExact) continue;
    if (term.get_termfreq() >= 2 && parts->word.size() > 3) words.push_back(parts->word);
  }
  if (words.empty()) throw std::runtime_error("the pages have no word twice");
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::size_t> any(0, words.size() - 1);
  std::vector<std::string> queries(kQueries);
  for (std::string& query : queries) {
    for (int i = 0; i < kWords; ++i) query += (i > 0 ? " " : "") + words[any(random)];
  }
  return queries;
}

struct Load {
  const Programs& programs;
  Daemon& daemon;
  std::uint16_t port = 0;
  std::vector<std::string> queries;

  [[nodiscard]] std::string request(std::size_t i) const {
    return "GET /api/v1/search?q=" + percent_encoded(queries[i % queries.size()]) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
};

void print_times(const char* what, std::vector<double> milliseconds) {
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  };
  std::printf("%s: p50 %.2f ms, p99 %.2f ms, longest %.1f ms\n", what, at(.5), at(.99), at(1));
}

void measure_cost(const Load& load) {
  constexpr std::size_t kRequests = 3000;
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) throw std::runtime_error(analyzer.error().message);
  Settings settings;
  settings.data_directory = load.programs.data();
  Searcher searcher(settings, *analyzer);
  RawClient client(load.port);
  const auto search = [&](std::size_t i) {
    SearchRequest request;
    request.text = load.queries[i % load.queries.size()];
    const auto answer = searcher.search(request);
    if (!answer) throw std::runtime_error(answer.error().message);
    return search_json(*answer, {}).size();
  };
  const auto ask = [&](std::size_t i) {
    if (!client.send(load.request(i)) || status_of(client.read_answer()) != 200) throw std::runtime_error("a request failed");
  };
  for (std::size_t i = 0; i < load.queries.size(); ++i) {  // Warm caches.
    search(i);
    ask(i);
  }
  // In turns, so that whatever else the machine does meets both.
  constexpr std::size_t kTurn = 50;
  double here = 0, there = 0;
  for (std::size_t begin = 0; begin < kRequests; begin += kTurn) {
    const double here_before = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
    for (std::size_t i = begin; i < begin + kTurn; ++i) search(i);
    here += cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - here_before;
    const double there_before = cpu_seconds_of(load.daemon);
    for (std::size_t i = begin; i < begin + kTurn; ++i) ask(i);
    there += cpu_seconds_of(load.daemon) - there_before;
  }
  const double micro = 1e6 / static_cast<double>(kRequests);
  std::printf("cost: search with JSON %.0f µs, over HTTP %.0f µs CPU a request; HTTP adds %.0f µs\n", here * micro,
              there * micro, (there - here) * micro);
}

/// Changes one page every two seconds, until told to stop.
void keep_changing(const Programs& programs, const std::atomic<bool>& stop, std::atomic<unsigned>& changes) {
  const TemporaryDirectory folder;
  while (!stop) {
    std::ofstream(folder.path() / "changing.html")
        << "<html lang=bg><title>Променлива страница</title><main><h1>Променлива страница</h1><p>Това е промяна номер "
        << ++changes << " на страницата, която се променя.</p></main>";
    const auto result =
        run_program(programs.crawler({"import", folder.path().string(), "--base-url", "https://changing.example.eu/"}));
    if (result.status != 0) throw std::runtime_error(result.messages);
    std::this_thread::sleep_for(std::chrono::seconds(2));
  }
}

/// Times from when each request was due to its answer.
struct Answers {
  std::vector<double> milliseconds;
  unsigned failed = 0;
};

Answers ask_steadily(const Load& load, double rate, double seconds) {
  constexpr std::size_t kClients = 16;
  std::vector<Answers> answers(kClients);
  const auto begun = Clock::now() + std::chrono::milliseconds(100);
  const auto count = static_cast<std::size_t>(rate * seconds);
  const auto be_client = [&](std::size_t self) {
    RawClient client(load.port);
    for (std::size_t i = self; i < count; i += kClients) {
      const auto due =
          begun + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(i) / rate));
      std::this_thread::sleep_until(due);
      const bool answered = client.send(load.request(i)) && status_of(client.read_answer()) == 200;
      answers[self].failed += answered ? 0U : 1U;
      answers[self].milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
    }
  };
  std::vector<std::jthread> clients;
  for (std::size_t i = 0; i < kClients; ++i) clients.emplace_back(be_client, i);
  clients.clear();
  Answers all;
  for (const Answers& some : answers) {
    all.milliseconds.insert(all.milliseconds.end(), some.milliseconds.begin(), some.milliseconds.end());
    all.failed += some.failed;
  }
  return all;
}

void measure_steady_rate(const Load& load, double rate, double seconds) {
  ChildProcess indexer(load.programs.indexer({"run"}));
  std::atomic<bool> stop = false;
  std::atomic<unsigned> changes = 0;
  std::jthread changer([&] { keep_changing(load.programs, stop, changes); });
  const Answers answers = ask_steadily(load, rate, seconds);
  stop = true;
  changer.join();
  indexer.send(SIGTERM);
  if (indexer.wait().status != 0) throw std::runtime_error("the indexer failed: " + indexer.messages());
  std::printf("steady: %zu requests at %.0f a second, %u failed, %u changes of a page\n", answers.milliseconds.size(), rate,
              answers.failed, changes.load());
  print_times("steady", answers.milliseconds);
}

void measure_idle(const Load& load) {
  constexpr std::size_t kConnections = 5000;
  const double before = resident_kilobytes(load.daemon);
  std::vector<RawClient> clients;
  for (std::size_t i = 0; i < kConnections; ++i) clients.emplace_back(load.port);
  // Each asks once, so that all are accepted and hold what a served connection holds.
  for (RawClient& client : clients) {
    if (!client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") || status_of(client.read_answer()) != 200)
      throw std::runtime_error("a connection was not served");
  }
  std::printf("idle: %zu connections, %.2f KB each\n", kConnections, (resident_kilobytes(load.daemon) - before) / kConnections);
}

void measure_slow(const Load& load, double rate) {
  constexpr std::size_t kSlow = 500;
  std::atomic<bool> stop = false;
  std::jthread dripper([&] {
    std::vector<RawClient> clients;
    for (std::size_t i = 0; i < kSlow; ++i) clients.emplace_back(load.port);
    const std::string request = load.request(0);
    for (std::size_t byte = 0; !stop && byte < request.size(); ++byte) {
      for (RawClient& client : clients) client.send(request.substr(byte, 1));
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  });
  const Answers answers = ask_steadily(load, rate, 15);
  stop = true;
  std::printf("slow: %zu clients drip; of the others' %zu requests %u failed\n", kSlow, answers.milliseconds.size(),
              answers.failed);
  print_times("slow", answers.milliseconds);
}

std::uint16_t port_of(const std::string& origin) {
  std::uint16_t port = 0;
  const std::string digits = origin.substr(origin.rfind(':') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return port;
}

void must_succeed(const std::vector<std::string>& command) {
  if (const auto result = run_program(command); result.status != 0) throw std::runtime_error(result.messages);
}

/// 5,000 sockets on either side.
void allow_many_files() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

int run(const std::string& folder, double rate, double seconds, std::uint64_t seed) {
  allow_many_files();
  const Programs programs("http://127.0.0.1:9");
  must_succeed(programs.crawler({"import", folder, "--base-url", "https://pages.example.eu/"}));
  must_succeed(programs.indexer({"run", "--once"}));
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) throw std::runtime_error(analyzer.error().message);
  const auto index = open_index(programs.data() / "index", analyzer->fingerprint());
  if (!index) throw std::runtime_error(index.error().message);
  std::printf("%u pages\n", index->database.get_doccount());
  Daemon daemon(programs);
  const Load load{programs, daemon, port_of(daemon.origin()), draw_queries(index->database, seed)};
  measure_cost(load);
  measure_idle(load);
  measure_slow(load, rate);
  measure_steady_rate(load, rate, seconds);
  return 0;
}

}  // namespace
}  // namespace izvor::testing

int main(int argc, char** argv) {
  CLI::App app("The search daemon under load");
  std::string folder;
  double rate = 200, seconds = 300;
  std::uint64_t seed = 1;
  app.add_option("folder", folder, "Folder with .html pages")->required()->check(CLI::ExistingDirectory);
  app.add_option("--rate", rate, "Requests a second")->check(CLI::Range(1.0, 10'000.0));
  app.add_option("--seconds", seconds, "Of the steady part")->check(CLI::Range(1.0, 86'400.0));
  app.add_option("--seed", seed, "Of the queries");
  CLI11_PARSE(app, argc, argv);
  try {
    return izvor::testing::run(folder, rate, seconds, seed);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "load_bench: %s\n", error.what());
    return 1;
  }
}
