// site_queries_bench: how well judged queries find their pages, axis by axis.
//
//   site_queries_bench --data DIR [--queries tests/data/site-queries.tsv] [--titles N] [--misses]
//
// DIR/index holds the sample site, crawled or imported (`./izvor demo` leaves one in build/demo/data), or the sample site and
// the corpora together (tests/bench/mixed_index.sh; tests/data/mixed-queries.tsv is judged on those). Queries are grouped by
// what makes them hard: other forms of the word, Latin letters, a wrong keyboard layout, typing errors, glued words and so on.
// `--titles N` adds an axis of N titles that no two pages share, drawn by a fixed seed from the index itself. Prints for each
// axis the mean reciprocal rank, how often an expected page comes first or within ten, and how many answers are empty.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/index/open_index.h"
#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "izvor/url.h"
#include "searchd/search/searcher.h"

namespace izvor {
namespace {

struct Judged {
  std::string query, axis;
  std::vector<std::string> expected;  ///< Paths on the sample site, or parts of an address; any of them is right.
};

struct Tally {
  unsigned queries = 0, first = 0, within_ten = 0, empty = 0;
  double reciprocal_ranks = 0;
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
    std::string expected;
    while (std::getline(fields, expected, '|')) judged.expected.push_back(expected);
    all.push_back(std::move(judged));
  }
  return all;
}

// Imported pages keep their suffix. What is no path is looked for anywhere in the address.
bool is_expected(const std::string& address, const std::string& expected) {
  if (!expected.starts_with('/')) return address.find(expected) != std::string::npos;
  const auto url = Url::parse(address);
  return url && (url->target() == expected || url->target() == expected + ".html");
}

// Where the first expected page stands, from 1; 0 when none is among the results.
std::size_t rank_of(const std::vector<std::string>& expected, const std::vector<SearchHit>& hits) {
  for (std::size_t i = 0; i < hits.size(); ++i)
    if (std::ranges::any_of(expected, [&](const std::string& page) { return is_expected(hits[i].url, page); })) return i + 1;
  return 0;
}

// Titles of one page only, drawn from the index by a fixed seed: nothing of the pages' text need be kept for them.
std::vector<Judged> draw_titles(const Xapian::Database& index, std::size_t most) {
  std::map<std::string, std::vector<std::string>> pages;  // By title.
  for (auto document = index.postlist_begin(""); document != index.postlist_end(""); ++document) {
    const auto page = stored_page_of(index.get_document(*document));
    if (page && page->title.size() > 3) pages[page->title].push_back(page->url);
  }
  std::vector<Judged> all;
  for (const auto& [title, addresses] : pages)
    if (addresses.size() == 1) all.push_back({title, "titles", addresses});
  std::mt19937_64 random(1);
  std::ranges::shuffle(all, random);
  if (all.size() > most) all.resize(most);
  return all;
}

void print_miss(const Judged& judged, std::size_t rank, const std::vector<SearchHit>& hits) {
  std::printf("  %s: %s\n    expected %s (rank %zu), first %s\n", judged.axis.c_str(), judged.query.c_str(),
              judged.expected.empty() ? "nothing" : judged.expected.front().c_str(), rank, hits.empty() ? "nothing" : hits.front().url.c_str());
}

void print(const std::string& axis, const Tally& tally) {
  const double count = std::max(1U, tally.queries);
  std::printf("%-28s %4u queries  MRR %.3f  first %5.1f %%  within ten %5.1f %%  empty %u\n", axis.c_str(), tally.queries,
              tally.reciprocal_ranks / count, 100 * tally.first / count, 100 * tally.within_ten / count, tally.empty);
}

void count(Tally& tally, std::size_t rank, bool empty) {
  ++tally.queries;
  tally.reciprocal_ranks += rank == 0 ? 0 : 1.0 / static_cast<double>(rank);
  tally.first += rank == 1 ? 1U : 0U;
  tally.within_ten += rank > 0 ? 1U : 0U;
  tally.empty += empty ? 1U : 0U;
}

struct Options {
  std::string data, queries = IZVOR_SITE_QUERIES;
  std::size_t titles = 0;
  bool misses = false;
};

// Scores one query and adds it to its axis and to all.
void score(Searcher& searcher, const Judged& judged, bool misses, Tally& axis, Tally& all) {
  SearchRequest request;
  request.text = judged.query;
  const auto answer = searcher.search(request);
  if (!answer) std::cerr << judged.query << ": " << answer.error().message << '\n';
  const std::vector<SearchHit> hits = answer ? answer->hits : std::vector<SearchHit>();
  const std::size_t rank = rank_of(judged.expected, hits);
  count(axis, rank, hits.empty());
  count(all, rank, hits.empty());
  if (misses && rank != 1) print_miss(judged, rank, hits);
}

int run(const Options& options) {
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  Settings settings;
  settings.data_directory = options.data;
  std::vector<Judged> judgements = read_judgements(options.queries);
  if (options.titles > 0) {
    const auto index = open_index(settings.index_directory(), analyzer->fingerprint());
    if (!index) {
      std::cerr << index.error().message << '\n';
      return 1;
    }
    std::ranges::move(draw_titles(index->database, options.titles), std::back_inserter(judgements));
  }
  Searcher searcher(settings, *analyzer);
  std::map<std::string, Tally> axes;
  Tally all;
  for (const Judged& judged : judgements) score(searcher, judged, options.misses, axes[judged.axis], all);
  for (const auto& [axis, tally] : axes) print(axis, tally);
  print("all", all);
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("Scores the searcher against judged queries.", "site_queries_bench");
  izvor::Options options;
  app.add_option("--data", options.data, "Data folder with an index of the judged pages")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--queries", options.queries, "Tab separated: query, axis, expected addresses with | between them")
      ->check(CLI::ExistingFile);
  app.add_option("--titles", options.titles, "Draw so many titles from the index as queries, too");
  app.add_flag("--misses", options.misses, "List the queries whose page is not first");
  CLI11_PARSE(app, argc, argv);
  return izvor::run(options);
}
