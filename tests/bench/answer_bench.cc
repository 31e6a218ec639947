// answer_bench: what an answer costs beside the same words asked of Xapian plainly, on one index in one run.
//
//   answer_bench --data DIR [--queries 500] [--seed 1]
//
// DIR/index holds any index. Queries are three words each, drawn by seed from what the pages say; the likelier the more pages
// say it, so that common words are asked for more often than rare ones.
//
//   plain     the three lemmas ORed, BM25, the ten best page numbers: no grades, no fields, no snippets
//   answer    what Searcher answers: graded words in three fields, refinement, ten results with snippets, facets
//   unshown   the same with one result: what is left is the match, the facets and one page
//   uncounted the answer without its facets
//
// In turns, so that whatever else the machine does meets all of them. CPU times of this thread.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/index/open_index.h"
#include "izvor/analyzer.h"
#include "izvor/index_schema.h"
#include "izvor/settings.h"
#include "searchd/search/searcher.h"

namespace izvor {
namespace {

constexpr int kWords = 3;
constexpr unsigned kResults = 10;

double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

struct DrawnQuery {
  std::string text;
  std::vector<std::string> lemma_terms;
};

class QueryDrawer {
 public:
  QueryDrawer(const Xapian::Database& index, const Analyzer& analyzer, std::uint64_t seed)
      : index_(index), analyzer_(analyzer), random_(seed) {
    for (auto term = index.allterms_begin(); term != index.allterms_end(); ++term) {
      const auto parts = schema::parts_of(*term);
      if (!parts || parts->field != schema::Field::kBody || parts->grade != schema::Grade::kExact) continue;
      if (term.get_termfreq() < 2 || parts->word.size() <= 6) continue;
      words_.push_back(parts->word);
      frequencies_.push_back(static_cast<double>(term.get_termfreq()));
    }
    if (words_.empty()) throw std::runtime_error("the pages have no word twice");
    likely_ = std::discrete_distribution<std::size_t>(frequencies_.begin(), frequencies_.end());
  }

  DrawnQuery draw() {
    DrawnQuery query;
    for (int i = 0; i < kWords; ++i) query.text += (i > 0 ? " " : "") + words_[likely_(random_)];
    analyzer_.analyze(query.text, analysis_);
    for (const Token& token : analysis_.tokens())
      query.lemma_terms.push_back(schema::term_for(schema::Field::kBody, schema::Grade::kLemma, token.lemma));
    return query;
  }

 private:
  const Xapian::Database& index_;
  const Analyzer& analyzer_;
  Analysis analysis_;
  std::mt19937_64 random_;
  std::vector<std::string> words_;
  std::vector<double> frequencies_;
  std::discrete_distribution<std::size_t> likely_;
};

std::size_t ask_plainly(const Xapian::Database& index, const DrawnQuery& query) {
  Xapian::Enquire enquire(index);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, query.lemma_terms.begin(), query.lemma_terms.end()));
  return enquire.get_mset(0, kResults).size();
}

std::size_t ask(Searcher& searcher, const DrawnQuery& query, unsigned results, bool facets = true) {
  SearchRequest request;
  request.text = query.text;
  request.limit = results;
  request.count_facets = facets;
  const auto answer = searcher.search(request);
  if (!answer) throw std::runtime_error(answer.error().message);
  return answer->hits.size();
}

struct Way {
  const char* name;
  std::function<std::size_t(const DrawnQuery&)> ask;
  std::vector<double> milliseconds;

  [[nodiscard]] double at(double share) const {
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  }
  [[nodiscard]] double mean() const {
    double sum = 0;
    for (const double one : milliseconds) sum += one;
    return sum / static_cast<double>(milliseconds.size());
  }
};

void measure(std::vector<Way>& ways, const std::vector<DrawnQuery>& queries) {
  for (int round = 0; round < 2; ++round) {  // The first warms caches.
    for (Way& way : ways) way.milliseconds.clear();
    for (const DrawnQuery& query : queries) {
      for (Way& way : ways) {
        const double begun = cpu_milliseconds();
        way.ask(query);
        way.milliseconds.push_back(cpu_milliseconds() - begun);
      }
    }
  }
  for (Way& way : ways) std::sort(way.milliseconds.begin(), way.milliseconds.end());
}

int run(const std::string& data, std::size_t count, std::uint64_t seed) {
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) throw std::runtime_error(analyzer.error().message);
  Settings settings;
  settings.data_directory = data;
  const auto index = open_index(settings.index_directory(), analyzer->fingerprint());
  if (!index) throw std::runtime_error(index.error().message);
  Searcher searcher(settings, *analyzer);
  QueryDrawer drawer(index->database, *analyzer, seed);
  std::vector<DrawnQuery> queries;
  while (queries.size() < count) queries.push_back(drawer.draw());
  std::vector<Way> ways = {{"plain", [&](const DrawnQuery& query) { return ask_plainly(index->database, query); }, {}},
                           {"answer", [&](const DrawnQuery& query) { return ask(searcher, query, kResults); }, {}},
                           {"unshown", [&](const DrawnQuery& query) { return ask(searcher, query, 1); }, {}},
                           {"uncounted", [&](const DrawnQuery& query) { return ask(searcher, query, kResults, false); }, {}}};
  measure(ways, queries);
  std::printf("%u pages, %zu queries of %d words\n", index->database.get_doccount(), queries.size(), kWords);
  for (const Way& way : ways) {
    std::printf("%-9s p50 %.3f ms, p99 %.3f ms, mean %.3f ms; to plain: p50 %.2f, p99 %.2f, mean %.2f\n", way.name, way.at(.5),
                way.at(.99), way.mean(), way.at(.5) / ways[0].at(.5), way.at(.99) / ways[0].at(.99),
                way.mean() / ways[0].mean());
  }
  std::printf("five facets beside the query without: p50 %.2f, p99 %.2f times\n", ways[1].at(.5) / ways[3].at(.5),
              ways[1].at(.99) / ways[3].at(.99));
  std::printf("a result with its snippet: %.1f µs\n", 1e3 * (ways[1].mean() - ways[2].mean()) / (kResults - 1));
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("What an answer costs beside plain Xapian.", "answer_bench");
  std::string data;
  std::size_t queries = 500;
  std::uint64_t seed = 1;
  app.add_option("--data", data, "Data folder with an index")->required()->check(CLI::ExistingDirectory);
  app.add_option("--queries", queries, "How many")->check(CLI::Range(1, 1'000'000));
  app.add_option("--seed", seed, "Of the queries");
  CLI11_PARSE(app, argc, argv);
  try {
    return izvor::run(data, queries, seed);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "answer_bench: %s\n", error.what());
    return 1;
  }
}
