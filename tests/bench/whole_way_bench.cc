// What the way of a page costs: import, extraction, analysis, indexing, and queries with ten snippets.
//
//   whole_way_bench FOLDER [PAGES]     FOLDER holds .html pages (looked for in all its depth); PAGES bounds how many are used
//
// Import and indexing run as the real programs, so that their memory is theirs; extraction and analysis are measured alone, in
// this process; queries go to a Searcher in this process: three words each, drawn by a fixed seed from the pages' own words.
// Times are CPU times. Ratios within one run say more than single figures: these are small, shared machines.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/extract/extract.h"
#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "searchd/search/searcher.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {
namespace {

constexpr int kQueries = 1000;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// What a finished child process used.
struct Used {
  double cpu = 0;        ///< Seconds, user and system.
  double wall = 0;       ///< Seconds.
  double megabytes = 0;  ///< Greatest resident set.
};

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); }

Used run(const std::vector<std::string>& argv) {
  std::vector<std::string> words = argv;
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execv(pointers[0], pointers.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
    throw std::runtime_error("failed: " + argv[0] + " " + argv.back());
  }
  return {seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

std::vector<std::filesystem::path> html_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".html") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void row(const std::string& stage, std::size_t pages, double cpu, const std::string& more = "") {
  const auto count = static_cast<double>(pages);
  fmt::print("{:<12} {:>8.0f} pages/CPU-s {:>8.3f} ms CPU a page  {}\n", stage, count / cpu, 1e3 * cpu / count, more);
}

std::string memory_and_wall(const Used& used, std::size_t pages) {
  return fmt::format("{:.0f} pages/s, {:.0f} MB resident", static_cast<double>(pages) / used.wall, used.megabytes);
}

/// Extracts every page; prints its cost.
std::vector<ExtractedPage> extract_all(const std::vector<Capture>& captures) {
  std::vector<ExtractedPage> pages;
  const double begin = cpu_seconds();
  for (const Capture& capture : captures) {
    if (auto page = extract_capture(capture)) pages.push_back(std::move(*page));
  }
  std::size_t bytes = 0;
  for (const Capture& capture : captures) bytes += capture.body.size();
  const double used = cpu_seconds() - begin;
  row("extraction", captures.size(), used, fmt::format("{:.1f} MB of HTML/s", 1e-6 * static_cast<double>(bytes) / used));
  return pages;
}

void analyse_all(const Analyzer& analyzer, const std::vector<ExtractedPage>& pages) {
  Analysis analysis;
  std::size_t bytes = 0;
  const double begin = cpu_seconds();
  for (const ExtractedPage& page : pages) {
    analyzer.analyze(page.text, analysis, page.inline_borders);
    bytes += page.text.size();
  }
  const double used = cpu_seconds() - begin;
  row("analysis", pages.size(), used, fmt::format("{:.1f} MB of text/s", 1e-6 * static_cast<double>(bytes) / used));
}

/// Queries of three words, each from one page, so that they mean something.
std::vector<std::string> draw_queries(const Analyzer& analyzer, const std::vector<ExtractedPage>& pages) {
  std::mt19937 random(7);
  std::vector<std::string> queries;
  Analysis analysis;
  while (queries.size() < kQueries) {
    analyzer.analyze(pages[random() % pages.size()].text, analysis);
    std::vector<std::string> words;
    for (const Token& token : analysis.tokens()) {
      if (!token.stop_word && token.exact.size() > 6) words.emplace_back(token.exact);
    }
    if (words.size() < 3) continue;
    queries.push_back(fmt::format("{} {} {}", words[random() % words.size()], words[random() % words.size()],
                                  words[random() % words.size()]));
  }
  return queries;
}

void query_all(Searcher& searcher, const std::vector<std::string>& queries) {
  std::vector<double> milliseconds;
  std::size_t hits = 0;
  for (const std::string& query : queries) {
    SearchRequest request;
    request.text = query;
    const double begin = cpu_seconds();
    const SearchOutcome outcome = searcher.search(request);
    milliseconds.push_back(1e3 * (cpu_seconds() - begin));
    if (!outcome) throw std::runtime_error("a query failed: " + outcome.error().message);
    hits += outcome->hits.size();
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("query        p50 {:.2f} ms CPU, p99 {:.2f} ms CPU, with {:.1f} snippets each ({} queries of three words)\n",
             milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 99 / 100],
             static_cast<double>(hits) / static_cast<double>(queries.size()), queries.size());
}

std::vector<Capture> read_captures(const std::vector<std::filesystem::path>& files) {
  std::vector<Capture> captures;
  for (const auto& file : files) {
    const auto url = Url::parse(fmt::format("https://bench.example.eu/{}", captures.size()));
    captures.push_back({.url = url.value(),
                        .fetched = {},
                        .status = 200,
                        .imported = true,
                        .fields = {{"Content-Type", "text/html"}},
                        .request_head = {},
                        .body = contents(file)});
  }
  return captures;
}

std::uint64_t folder_bytes(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

int measure(const std::filesystem::path& folder, std::size_t most) {
  std::vector<std::filesystem::path> files = html_files(folder);
  if (files.empty()) throw std::runtime_error("no .html pages in " + folder.string());
  if (files.size() > most) files.resize(most);
  const TemporaryDirectory work;
  const std::filesystem::path chosen = work.path() / "pages";
  std::filesystem::create_directories(chosen);
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::filesystem::copy_file(files[i], chosen / fmt::format("{}.html", i));
    bytes += std::filesystem::file_size(files[i]);
  }
  fmt::print("{} pages of {:.1f} KB from {}\n", files.size(),
             1e-3 * static_cast<double>(bytes) / static_cast<double>(files.size()), folder.filename().string());

  const std::string data = work.path() / "data";
  std::ofstream(work.path() / "izvor.toml") << "";
  const std::string config = work.path() / "izvor.toml";
  const Used import =
      run({IZVOR_CRAWLER, "--config", config, "--data", data, "import", chosen, "--base-url", "https://bench.example.eu/"});
  row("import", files.size(), import.cpu, memory_and_wall(import, files.size()));
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) throw std::runtime_error(analyzer.error().message);
  const std::vector<ExtractedPage> pages = extract_all(read_captures(files));
  analyse_all(*analyzer, pages);
  const Used index = run({IZVOR_INDEXER, "--config", config, "--data", data, "run", "--once"});
  row("HTML to index", files.size(), index.cpu, memory_and_wall(index, files.size()));
  std::uint64_t text = 0;
  for (const ExtractedPage& page : pages) text += page.text.size();
  fmt::print("index        {:.2f} times the text's bytes\n",
             static_cast<double>(folder_bytes(std::filesystem::path(data) / "index")) / static_cast<double>(text));

  Settings settings;
  settings.data_directory = data;
  Searcher searcher(settings, *analyzer);
  query_all(searcher, draw_queries(*analyzer, pages));
  return 0;
}

}  // namespace
}  // namespace izvor::testing

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::cerr << "usage: whole_way_bench FOLDER [PAGES]\n";
    return 2;
  }
  try {
    return izvor::testing::measure(argv[1], argc > 2 ? std::stoul(argv[2]) : 1'000'000);
  } catch (const std::exception& failure) {
    std::cerr << "whole_way_bench: " << failure.what() << '\n';
    return 1;
  }
}
