// ranking_bench: how well, and at what cost, the searcher finds judged pages; what each weight contributes.
//
//   ranking_bench QRELS.tsv --data DIR          the index in DIR/index
//   ranking_bench QRELS.tsv --texts FOLDER      an index made here of FOLDER's .txt files; --cut drops their first line (the
//   title), --untitled drops it and leaves the pages without one … [--set NAME=VALUE]… [--variant "NAME=VALUE …"]… [--ablation]
//   [--pools] [--half even|odd] [--limit N] [--misses N]
//
// A weight is named as in izvor.toml. The answers of each --variant are measured beside those as set. --pools looks at 20, 200
// and all pages of the match word by word, and says for how many queries the first ten are those of all pages.
//
// QRELS.tsv: a header line, then query number, query, document, grade, tab separated. A result counts for document X when the
// last path segment of its address, without .html or .txt, is X. Prints MRR@10, nDCG@10 (binary gain), R@10, empty answers, and
// CPU time a query (ten results with snippets, one thread).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
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
#include "indexer/index/open_index.h"
#include "izvor/analyzer.h"
#include "izvor/url.h"
#include "searchd/query/query_parser.h"
#include "searchd/query/query_plan.h"
#include "searchd/search/page_finder.h"
#include "searchd/search/searcher.h"
#include "searchd/understanding/knowledge.h"
#include "searchd/understanding/understanding.h"
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

/// What becomes of the first line of a text. Of a cut one the next line is the title, as the indexer reads text files.
enum class FirstLine { kTitle, kCut, kUntitled };

ExtractedPage page_of(std::string text, FirstLine first_line) {
  if (first_line != FirstLine::kTitle) text.erase(0, std::min(text.find('\n'), text.size() - 1) + 1);
  ExtractedPage page;
  const std::size_t begin = text.find_first_not_of("\r\n ");
  if (begin != std::string::npos && first_line != FirstLine::kUntitled) page.title = text.substr(begin, text.find_first_of("\r\n", begin) - begin);
  page.text = std::move(text);
  page.language = "bg";
  return page;
}

void index_texts(const std::filesystem::path& folder, FirstLine first_line, const Settings& settings, const Analyzer& analyzer) {
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
    const ExtractedPage page = page_of(read_file(file), first_line);
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

Figures measure(const std::vector<Judged>& queries, const Settings& settings, const Analyzer& analyzer,
                const std::shared_ptr<SharedKnowledge>& knowledge) {
  Searcher searcher(settings, analyzer, knowledge);
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

bool set_weights(RankingSettings& ranking, const std::vector<std::string>& assignments) {
  for (const std::string& assignment : assignments) {
    if (set_weight(ranking, assignment)) continue;
    std::cerr << "no such weight: " << assignment << '\n';
    return false;
  }
  return true;
}

std::vector<std::string> split(const std::string& text) {
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()};
}

/// Each weight at nothing (or, for those that shape BM25, at its plain value), the others as they are.
void ablate(const std::vector<Judged>& queries, const Settings& settings, const Analyzer& analyzer,
            const std::shared_ptr<SharedKnowledge>& knowledge) {
  for (const auto& [name, member] : kWeights) {
    Settings changed = settings;
    const bool shape = std::string_view(name) == "k1" || std::string_view(name) == "b";
    const double plain = shape ? (std::string_view(name) == "k1" ? 1.2 : 0.75) : 0;
    changed.search.ranking.*member = plain;
    print(std::string(shape ? "plain " : "without ") + name, measure(queries, changed, analyzer, knowledge));
  }
}

/// Page numbers of the first ten, with so many pages of the match looked at.
std::vector<Xapian::docid> first_ten(const OpenIndex& index, const Settings& settings, const QueryPlan& plan,
                                     const SearchRequest& request, Xapian::doccount pool) {
  PageFinder finder(index.database, settings.search.ranking);
  finder.refine_at_most(pool);
  std::vector<Xapian::docid> documents;
  for (const RankedPage& page : finder.find(plan, request, Matching::kSomeWords).pages) documents.push_back(page.document);
  return documents;
}

bool compare_pools(const std::vector<Judged>& queries, const Settings& settings, const Analyzer& analyzer,
                   const std::shared_ptr<SharedKnowledge>& knowledge) {
  const auto index = open_index(settings.index_directory(), analyzer.fingerprint());
  if (!index) return false;
  const auto known = knowledge->of(*index);
  const std::array<Xapian::doccount, 3> pools = {20, 200, std::max<Xapian::doccount>(index->database.get_doccount(), 1)};
  std::array<unsigned, pools.size()> same_first{}, same_ten{};
  unsigned asked = 0;
  Analysis scratch, analysis;
  for (const Judged& judged : queries) {
    const auto parsed = parse_query(judged.query);
    if (!parsed) continue;
    Understanding understanding(index->database, *known, analyzer, scratch, Understanding::Mode::kAsMeant);
    const QueryPlan plan = make_plan(*parsed, analyzer, analysis, understanding);
    SearchRequest request;
    request.fold = false;
    request.count_facets = false;
    ++asked;
    const std::vector<Xapian::docid> all = first_ten(*index, settings, plan, request, pools.back());
    for (std::size_t i = 0; i < pools.size(); ++i) {
      const std::vector<Xapian::docid> here = first_ten(*index, settings, plan, request, pools[i]);
      same_ten[i] += here == all ? 1U : 0U;
      same_first[i] += here.empty() == all.empty() && (all.empty() || here.front() == all.front()) ? 1U : 0U;
    }
  }
  for (std::size_t i = 0; i < pools.size(); ++i)
    std::printf("%6u pages looked at: first result as of all %u, first ten %u, of %u queries\n", pools[i], same_first[i],
                same_ten[i], asked);
  return true;
}

struct Options {
  std::string judgements, data, texts, lemmas = IZVOR_LEMMA_TABLE;
  std::vector<std::string> weights, variants;
  bool cut = false, untitled = false, ablation = false, pools = false;
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
  const FirstLine first_line = options.untitled ? FirstLine::kUntitled : options.cut ? FirstLine::kCut : FirstLine::kTitle;
  if (!options.texts.empty()) index_texts(options.texts, first_line, settings, *analyzer);
  if (!set_weights(settings.search.ranking, options.weights)) return 2;
  std::vector<Judged> queries = read_judgements(options.judgements);
  if (!options.half.empty()) keep_half(queries, options.half);
  if (options.limit > 0 && options.limit < queries.size()) queries.resize(options.limit);
  if (queries.empty()) {
    std::cerr << "no judgements in " << options.judgements << '\n';
    return 1;
  }
  const auto knowledge = std::make_shared<SharedKnowledge>(settings.search, *analyzer);
  const Figures figures = measure(queries, settings, *analyzer, knowledge);
  print("as set", figures);
  for (std::size_t i = 0; i < options.misses && i < figures.misses.size(); ++i)
    std::cout << "  missed: " << figures.misses[i] << '\n';
  for (const std::string& variant : options.variants) {
    Settings changed = settings;
    if (!set_weights(changed.search.ranking, split(variant))) return 2;
    print(variant, measure(queries, changed, *analyzer, knowledge));
  }
  if (options.pools && !compare_pools(queries, settings, *analyzer, knowledge)) return 1;
  if (options.ablation) ablate(queries, settings, *analyzer, knowledge);
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
  app.add_flag("--untitled", options.untitled, "Drop it, and take no other line for the title");
  app.add_option("--set", options.weights, "NAME=VALUE of a weight");
  app.add_option("--variant", options.variants, "Weights to measure, too: \"NAME=VALUE NAME=VALUE\"")->allow_extra_args(false);
  app.add_flag("--pools", options.pools, "Compare the answers with fewer and more pages looked at");
  app.add_flag("--ablation", options.ablation, "Measure again without each weight");
  app.add_option("--limit", options.limit, "Only so many queries");
  app.add_option("--half", options.half, "Every second query: of even or odd place")->check(CLI::IsMember({"even", "odd"}));
  app.add_option("--misses", options.misses, "List queries whose page is not among the ten");
  CLI11_PARSE(app, argc, argv);
  return izvor::run(options);
}
