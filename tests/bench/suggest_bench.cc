// suggest_bench: what suggestions cost while somebody types.
//
//   suggest_bench --data DIR [--beginnings 20000] [--seed 1]
//
// DIR/index holds any index. Beginnings are drawn from its own phrases by seed: one to ten letters into a word, a whole word
// and then one to five letters of the next; one in four gets a letter wrong. Prints what loading costs, and CPU times of an
// answer.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "indexer/index/open_index.h"
#include "indexer/index/suggestion_terms.h"
#include "izvor/settings.h"
#include "searchd/understanding/typed_beginning.h"

namespace izvor {
namespace {

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// The first letters of UTF-8.
std::string first_letters(std::string_view text, std::size_t letters) {
  std::size_t end = 0;
  while (end < text.size() && (letters > 0 || (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)) {
    if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80) --letters;
    ++end;
  }
  return std::string(text.substr(0, end));
}

class BeginningDrawer {
 public:
  BeginningDrawer(const std::vector<SuggestedPhrase>& phrases, std::uint64_t seed) : phrases_(phrases), random_(seed) {}

  std::string draw() {
    const std::string& phrase = phrases_[below(phrases_.size())].text;
    const std::size_t space = phrase.find(' ');
    std::string typed = space != std::string::npos && below(2) == 0
                            ? phrase.substr(0, space + 1) + first_letters(phrase.substr(space + 1), 1 + below(5))
                            : first_letters(phrase, 1 + below(10));
    if (below(4) == 0 && typed.size() >= 8) typed.replace(typed.size() - 4, 2, "щ");
    return typed;
  }

 private:
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }

  const std::vector<SuggestedPhrase>& phrases_;
  std::mt19937_64 random_;
};

int report(const std::vector<SuggestedPhrase>& phrases, const Analyzer& analyzer, std::size_t count, std::uint64_t seed) {
  const double begun = cpu_seconds();
  const Suggestions suggestions(phrases, analyzer);
  std::printf("%zu phrases, arranged in %.3f s CPU\n", suggestions.size(), cpu_seconds() - begun);
  BeginningDrawer drawer(phrases, seed);
  Analysis analysis;
  std::vector<double> times;
  std::size_t empty = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string typed = drawer.draw();
    const double start = cpu_seconds();
    empty += suggest(suggestions, typed, 8, analyzer, analysis).empty() ? 1U : 0U;
    times.push_back(cpu_seconds() - start);
  }
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return 1e3 * times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::printf("%zu beginnings: p50 %.3f ms, p99 %.3f ms, longest %.3f ms CPU; %zu without an answer\n", count, at(.5), at(.99),
              at(1), empty);
  return 0;
}

int run(const std::string& data, std::size_t count, std::uint64_t seed) {
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  const auto index = analyzer ? open_index(std::filesystem::path(data) / "index", analyzer->fingerprint())
                              : Result<OpenIndex>(tl::unexpected(analyzer.error()));
  if (!index) {
    std::cerr << index.error().message << '\n';
    return 1;
  }
  const double begun = cpu_seconds();
  const auto phrases = suggested_phrases(index->database, *analyzer);
  if (!phrases || phrases->empty()) {
    std::cerr << (phrases ? "the index has nothing to suggest" : phrases.error().message) << '\n';
    return 1;
  }
  std::printf("%u pages, phrases read in %.3f s CPU\n", index->database.get_doccount(), cpu_seconds() - begun);
  return report(*phrases, *analyzer, count, seed);
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("What suggestions cost while somebody types");
  std::string data;
  std::size_t count = 20'000;
  std::uint64_t seed = 1;
  app.add_option("--data", data, "Folder with the index")->required();
  app.add_option("--beginnings", count, "How many are asked for")->check(CLI::Range(std::size_t{1}, std::size_t{10'000'000}));
  app.add_option("--seed", seed, "Of the drawing");
  CLI11_PARSE(app, argc, argv);
  return izvor::run(data, count, seed);
}
