// ranking_bench: how well, and at what cost, the searcher finds judged pages; what each weight contributes.
//
//   ranking_bench QRELS.tsv --data DIR          the index in DIR/index
//   ranking_bench QRELS.tsv --texts FOLDER      an index made here of FOLDER's .txt files; --cut drops their first line (the
//   title) … [--set NAME=VALUE]… [--ablation] [--half even|odd] [--limit N] [--misses N]
//
// QRELS.tsv: a header line, then query number, query, document, grade, tab separated. A result counts for document X when the
// last path segment of its address, without .html or .txt, is X. Prints MRR@10, nDCG@10 (binary gain), R@10, empty answers, and
// CPU time a query (ten results with snippets, one thread).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "indexer/index/generations.h"
#include "indexer/index/index_writer.h"
#include "izvor/analyzer.h"
#include "izvor/url.h"
#include "searchd/search/searcher.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

struct Judged {
  std::string query;
  std::set<std::string> relevant;
};

struct Figures {
  double reciprocal_rank = 0, gain = 0, recall = 0;
  unsigned empty = 0;
  std::vector<double> cpu_ms;
  std::vector<std::string> misses;
};

using Weight = std::pair<const char*, double RankingSettings::*>;
constexpr Weight kWeights[] = {{"exact", &RankingSettings::exact},
                               {"lemma", &RankingSettings::lemma},
                               {"root", &RankingSettings::root},
                               {"title", &RankingSettings::title},
                               {"headings", &RankingSettings::headings},
                               {"anchors", &RankingSettings::anchors},
                               {"stop_word", &RankingSettings::stop_word},
                               {"synonym", &RankingSettings::synonym},
                               {"proximity", &RankingSettings::proximity},
                               {"early", &RankingSettings::early},
                               {"exact_title", &RankingSettings::exact_title},
                               {"recency", &RankingSettings::recency},
                               {"listing", &RankingSettings::listing},
                               {"k1", &RankingSettings::k1},
                               {"b", &RankingSettings::b},
                               {"presence", &RankingSettings::presence}};

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

std::vector<Judged> read_judgements(const std::string& file) {
  std::ifstream in(file);
  std::map<std::string, std::size_t> by_number;
  std::vector<Judged> all;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string number, query, document;
    if (!std::getline(fields, number, '\t') || !std::getline(fields, query, '\t') || !std::getline(fields, document, '\t'))
      continue;
    const auto [place, fresh] = by_number.try_emplace(number, all.size());
    if (fresh) all.push_back({query, {}});
    all[place->second].relevant.insert(document);
  }
  return all;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// As the indexer reads a text file: the first line that is not blank is the title.
ExtractedPage page_of(std::string text, bool cut) {
  if (cut) text.erase(0, std::min(text.find('\n'), text.size() - 1) + 1);
  ExtractedPage page;
  const std::size_t begin = text.find_first_not_of("\r\n ");
  if (begin != std::string::npos) page.title = text.substr(begin, text.find_first_of("\r\n", begin) - begin);
  page.text = std::move(text);
  page.language = "bg";
  return page;
}

void index_texts(const std::filesystem::path& folder, bool cut, const Settings& settings, const Analyzer& analyzer) {
  std::filesystem::create_directories(settings.index_directory());
  const auto generation = create_generation(settings.index_directory());
  auto writer = IndexWriter::open(generation->database(), analyzer.fingerprint());
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  PageAnalysis analysis;
  Sequence sequence = 0;
  for (const auto& file : files) {
    const auto url = Url::parse("https://bench.example/" + file.filename().string());
    if (!url) continue;
    PageVersion version;
    version.sequence = ++sequence;
    version.page = page_id_of(*url);
    version.url = url->str();
    const ExtractedPage page = page_of(read_file(file), cut);
    analyze_page(analyzer, page, analysis);
    if (const auto added = writer->add(version, page, analysis); !added) std::cerr << added.error().message << '\n';
    if (sequence % 500 == 0 && !writer->commit(sequence)) std::cerr << "commit failed\n";
  }
  if (!writer->commit(sequence) || !make_live(settings.index_directory(), *generation)) std::cerr << "no index\n";
}

std::string document_of(const std::string& url) {
  std::string name = url.substr(url.rfind('/') + 1);
  for (const std::string_view suffix : {".html", ".txt"})
    if (name.ends_with(suffix)) name.resize(name.size() - suffix.size());
  return name;
}

void score(const Judged& judged, const SearchAnswer& answer, Figures& figures) {
  double gain = 0;
  double ideal = 0;
  unsigned hits = 0;
  for (std::size_t i = 0; i < answer.hits.size() && i < 10; ++i) {
    if (!judged.relevant.contains(document_of(answer.hits[i].url))) continue;
    if (hits++ == 0) figures.reciprocal_rank += 1.0 / static_cast<double>(i + 1);
    gain += 1 / std::log2(static_cast<double>(i) + 2);
  }
  const std::size_t possible = std::min<std::size_t>(10, judged.relevant.size());
  for (std::size_t i = 0; i < possible; ++i) ideal += 1 / std::log2(static_cast<double>(i) + 2);
  figures.gain += gain / ideal;
  figures.recall += static_cast<double>(hits) / static_cast<double>(possible);
  figures.empty += answer.hits.empty() ? 1U : 0U;
  if (hits == 0) figures.misses.push_back(judged.query);
}

Figures measure(const std::vector<Judged>& queries, const Settings& settings, const Analyzer& analyzer) {
  Searcher searcher(settings, analyzer);
  Figures figures;
  for (const Judged& judged : queries) {
    SearchRequest request;
    request.text = judged.query;
    request.fold = false;
    const double begun = cpu_ms();
    const auto answer = searcher.search(request);
    figures.cpu_ms.push_back(cpu_ms() - begun);
    if (!answer) std::cerr << judged.query << ": " << answer.error().message << '\n';
    score(judged, answer ? *answer : SearchAnswer(), figures);
  }
  std::sort(figures.cpu_ms.begin(), figures.cpu_ms.end());
  return figures;
}

void print(const std::string& name, const Figures& figures) {
  const auto count = static_cast<double>(figures.cpu_ms.size());
  const auto at = [&](double part) { return figures.cpu_ms[static_cast<std::size_t>(part * (count - 1))]; };
  std::printf("%-24s %5.0f queries  MRR@10 %.4f  nDCG@10 %.4f  R@10 %.4f  empty %u  CPU ms p50 %.3f p99 %.3f\n", name.c_str(),
              count, figures.reciprocal_rank / count, figures.gain / count, figures.recall / count, figures.empty, at(.5),
              at(.99));
  std::fflush(stdout);
}

bool set_weight(RankingSettings& ranking, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  for (const auto& [name, member] : kWeights) {
    if (equals == std::string::npos || assignment.substr(0, equals) != name) continue;
    ranking.*member = std::stod(assignment.substr(equals + 1));
    return true;
  }
  return false;
}

/// Each weight at nothing (or, for those that shape BM25, at its plain value), the others as they are.
void ablate(const std::vector<Judged>& queries, const Settings& settings, const Analyzer& analyzer) {
  for (const auto& [name, member] : kWeights) {
    Settings changed = settings;
    const bool shape = std::string_view(name) == "k1" || std::string_view(name) == "b";
    changed.search.ranking.*member = shape ? (std::string_view(name) == "k1" ? 1.2 : 0.75) : 0;
    print(std::string(shape ? "plain " : "without ") + name, measure(queries, changed, analyzer));
  }
}

struct Options {
  std::string judgements, data, texts, lemmas = IZVOR_LEMMA_TABLE;
  std::vector<std::string> weights;
  bool cut = false, ablation = false;
  std::size_t limit = 0, misses = 0;
  std::string half;
};

/// Weights are chosen on one half of the queries and reported on the other.
void keep_half(std::vector<Judged>& queries, const std::string& half) {
  std::vector<Judged> kept;
  for (std::size_t i = half == "odd" ? 1 : 0; i < queries.size(); i += 2) kept.push_back(std::move(queries[i]));
  queries = std::move(kept);
}

int run(const Options& options) {
  const auto analyzer = Analyzer::open(options.lemmas);
  if (!analyzer) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  const testing::TemporaryDirectory scratch;
  Settings settings;
  settings.data_directory = options.data.empty() ? scratch.path() : std::filesystem::path(options.data);
  if (!options.texts.empty()) index_texts(options.texts, options.cut, settings, *analyzer);
  for (const std::string& assignment : options.weights) {
    if (set_weight(settings.search.ranking, assignment)) continue;
    std::cerr << "no such weight: " << assignment << '\n';
    return 2;
  }
  std::vector<Judged> queries = read_judgements(options.judgements);
  if (!options.half.empty()) keep_half(queries, options.half);
  if (options.limit > 0 && options.limit < queries.size()) queries.resize(options.limit);
  if (queries.empty()) {
    std::cerr << "no judgements in " << options.judgements << '\n';
    return 1;
  }
  const Figures figures = measure(queries, settings, *analyzer);
  print("as set", figures);
  for (std::size_t i = 0; i < options.misses && i < figures.misses.size(); ++i)
    std::cout << "  missed: " << figures.misses[i] << '\n';
  if (options.ablation) ablate(queries, settings, *analyzer);
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("Scores the searcher against judged queries.", "ranking_bench");
  izvor::Options options;
  app.add_option("judgements", options.judgements, "QRELS.tsv")->required()->check(CLI::ExistingFile);
  app.add_option("--data", options.data, "Data folder with an index, or for --texts to keep one in")
      ->check(CLI::ExistingDirectory);
  app.add_option("--texts", options.texts, "Folder of .txt files to index first")->check(CLI::ExistingDirectory);
  app.add_flag("--cut", options.cut, "Drop the first line of each text");
  app.add_option("--set", options.weights, "NAME=VALUE of a weight");
  app.add_flag("--ablation", options.ablation, "Measure again without each weight");
  app.add_option("--limit", options.limit, "Only so many queries");
  app.add_option("--half", options.half, "Every second query: of even or odd place")->check(CLI::IsMember({"even", "odd"}));
  app.add_option("--misses", options.misses, "List queries whose page is not among the ten");
  CLI11_PARSE(app, argc, argv);
  return izvor::run(options);
}
