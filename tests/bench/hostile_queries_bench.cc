// hostile_queries_bench: what hostile and random queries cost, the dearest of them by name.
//
//   hostile_queries_bench --data DIR [--queries 10000] [--seed 20240613]
//
// DIR holds an index. The queries are those of hostile_queries_test, made by rule from the seed and from the fuzzer's corpus.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "searchd/search/searcher.h"
#include "tests/support/hostile_queries.h"

namespace izvor::testing {
namespace {

struct Measured {
  double milliseconds = 0;
  std::string query;
};

std::vector<std::string> fuzz_corpus() {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(IZVOR_QUERY_CORPUS)) {
    std::ifstream in(entry.path(), std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

/// A query as one printable line.
std::string shown(const std::string& query) {
  std::string line = query.substr(0, 100);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line + (query.size() > line.size() ? "… (" + std::to_string(query.size()) + " bytes)" : "");
}

void run(const std::string& data, unsigned queries, unsigned seed) {
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) throw std::runtime_error(analyzer.error().message);
  Settings settings;
  settings.data_directory = data;
  Searcher searcher(settings, *analyzer);
  SearchRequest request;
  request.text = "загрявка";
  if (const auto warm = searcher.search(request); !warm) throw std::runtime_error(warm.error().message);
  HostileQueries hostile(seed, fuzz_corpus());
  std::vector<Measured> all;
  unsigned refused = 0;
  for (unsigned i = 0; i < queries; ++i) {
    request.text = hostile.next();
    const auto begun = std::chrono::steady_clock::now();
    const auto outcome = searcher.search(request);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    if (!outcome && outcome.error().kind != SearchErrorKind::kBadRequest) throw std::runtime_error(outcome.error().message);
    refused += outcome ? 0U : 1U;
    all.push_back({took.count(), request.text});
  }
  std::sort(all.begin(), all.end(), [](const Measured& a, const Measured& b) { return a.milliseconds < b.milliseconds; });
  std::printf("pages %llu  queries %u  refused %u\n", static_cast<unsigned long long>(searcher.state().pages), queries,
              refused);
  std::printf("ms  p50 %.2f  p99 %.2f  slowest %.2f\n", all[all.size() / 2].milliseconds,
              all[all.size() * 99 / 100].milliseconds, all.back().milliseconds);
  for (std::size_t i = all.size() - std::min<std::size_t>(all.size(), 5); i < all.size(); ++i)
    std::printf("%9.2f  %s\n", all[i].milliseconds, shown(all[i].query).c_str());
}

}  // namespace
}  // namespace izvor::testing

int main(int argc, char** argv) {
  CLI::App app("What hostile and random queries cost");
  std::string data;
  unsigned queries = 10'000, seed = 20240613;
  app.add_option("--data", data, "Folder of the index")->required();
  app.add_option("--queries", queries, "Queries to ask");
  app.add_option("--seed", seed, "Seed of the queries");
  CLI11_PARSE(app, argc, argv);
  try {
    izvor::testing::run(data, queries, seed);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "hostile_queries_bench: %s\n", error.what());
    return 1;
  }
}
