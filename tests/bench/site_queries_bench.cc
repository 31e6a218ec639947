// site_queries_bench: how many judged queries of the sample site find their page, axis by axis.
//
//   site_queries_bench --data DIR [--queries tests/data/site-queries.tsv] [--misses]
//
// DIR/index holds the sample site, crawled or imported (`./izvor demo` leaves one in build/demo/data). Queries are told apart
// by what makes them hard: other forms of the word, Latin letters, a wrong keyboard layout, typing errors, glued words and so
// on. Prints for each axis how often the expected page comes first, comes within ten, and how many answers are empty.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "izvor/url.h"
#include "searchd/search/searcher.h"

namespace izvor {
namespace {

struct Judged {
  std::string query, axis, expected;
};

struct Tally {
  unsigned queries = 0, first = 0, within_ten = 0, empty = 0;
};

std::vector<Judged> read_judgements(const std::string& file) {
  std::ifstream in(file);
  std::vector<Judged> all;
  std::string line;
  std::getline(in, line);  // The header.
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    Judged judged;
    std::getline(fields, judged.query, '\t');
    std::getline(fields, judged.axis, '\t');
    std::getline(fields, judged.expected);
    all.push_back(std::move(judged));
  }
  return all;
}

// Where the expected page stands, from 1; 0 when it is not among the results. Imported pages keep their suffix.
std::size_t rank_of(const std::string& expected, const std::vector<SearchHit>& hits) {
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const auto url = Url::parse(hits[i].url);
    if (url && (url->target() == expected || url->target() == expected + ".html")) return i + 1;
  }
  return 0;
}

void print_miss(const Judged& judged, std::size_t rank, const std::vector<SearchHit>& hits) {
  std::printf("  %s: %s\n    expected %s (rank %zu), first %s\n", judged.axis.c_str(), judged.query.c_str(),
              judged.expected.c_str(), rank, hits.empty() ? "nothing" : hits.front().url.c_str());
}

void print(const std::string& axis, const Tally& tally) {
  const double count = std::max(1U, tally.queries);
  std::printf("%-28s %4u queries  first %5.1f %%  within ten %5.1f %%  empty %u\n", axis.c_str(), tally.queries,
              100 * tally.first / count, 100 * tally.within_ten / count, tally.empty);
}

void count(Tally& tally, std::size_t rank, bool empty) {
  ++tally.queries;
  tally.first += rank == 1 ? 1U : 0U;
  tally.within_ten += rank > 0 ? 1U : 0U;
  tally.empty += empty ? 1U : 0U;
}

int run(const std::string& data, const std::string& queries, bool misses) {
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  Settings settings;
  settings.data_directory = data;
  Searcher searcher(settings, *analyzer);
  std::map<std::string, Tally> axes;
  Tally all;
  for (const Judged& judged : read_judgements(queries)) {
    SearchRequest request;
    request.text = judged.query;
    const auto answer = searcher.search(request);
    if (!answer) std::cerr << judged.query << ": " << answer.error().message << '\n';
    const std::vector<SearchHit> hits = answer ? answer->hits : std::vector<SearchHit>();
    const std::size_t rank = rank_of(judged.expected, hits);
    count(axes[judged.axis], rank, hits.empty());
    count(all, rank, hits.empty());
    if (misses && rank != 1) print_miss(judged, rank, hits);
  }
  for (const auto& [axis, tally] : axes) print(axis, tally);
  print("all", all);
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("Scores the searcher against the judged queries of the sample site.", "site_queries_bench");
  std::string data;
  std::string queries = IZVOR_SITE_QUERIES;
  bool misses = false;
  app.add_option("--data", data, "Data folder with an index of the sample site")->required()->check(CLI::ExistingDirectory);
  app.add_option("--queries", queries, "Tab separated: query, axis, expected path")->check(CLI::ExistingFile);
  app.add_flag("--misses", misses, "List the queries whose page is not first");
  CLI11_PARSE(app, argc, argv);
  return izvor::run(data, queries, misses);
}
