// spelling_bench: how many one-edit errors the spelling mends, and what a correction costs.
//
//   spelling_bench --data DIR [--errors 2000] [--seed 1]
//
// Words of four letters or more of the index in DIR get one random error each: a letter left out, put in, exchanged, or two
// swapped. An error that makes another word of the index is none. "mended" means that the first proposal is the word itself;
// "form" that it is at least another form of it. CPU time of one thread.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "indexer/index/open_index.h"
#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "searchd/understanding/letters.h"
#include "searchd/understanding/spelling.h"
#include "searchd/understanding/vocabulary.h"

namespace izvor {
namespace {

double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

std::string with_error(std::string letters, std::mt19937& random) {
  const auto below = [&](std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(random); };
  const char letter = static_cast<char>(1 + below(30));
  const std::size_t at = below(letters.size());
  switch (below(4)) {
    case 0:
      letters.erase(at, 1);
      break;
    case 1:
      letters.insert(at, 1, letter);
      break;
    case 2:
      letters[at] = letter;
      break;
    default:
      std::swap(letters[at], letters[at + 1 < letters.size() ? at + 1 : at - 1]);
  }
  return letters;
}

int run(const std::string& data, std::size_t errors, unsigned seed) {
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  Settings settings;
  settings.data_directory = data;
  const auto index = open_index(settings.index_directory(), analyzer->fingerprint());
  if (!index) {
    std::cerr << index.error().message << '\n';
    return 1;
  }
  const double before = cpu_us();
  const Vocabulary vocabulary = Vocabulary::read(index->database);
  const double reading = cpu_us() - before;
  std::vector<std::string> words = vocabulary.words_beginning_with("", vocabulary.words());
  std::erase_if(words, [](const std::string& word) {
    const auto letters = letters_of(word);
    return !letters || letters->size() < 4 || !std::ranges::all_of(*letters, [](char c) { return c > 0 && c < 33; });
  });
  if (words.empty()) return 1;
  std::mt19937 random(seed);
  std::size_t tried = 0, mended = 0, form = 0;
  std::vector<double> costs;
  while (tried < errors) {
    const std::string& word = words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random)];
    const std::string typed = with_error(*letters_of(word), random);
    if (vocabulary.pages_with(typed) > 0) continue;
    const std::string text = word_of(typed);
    ++tried;
    const double begun = cpu_us();
    const auto found = corrections(vocabulary, text);
    costs.push_back(cpu_us() - begun);
    const bool same = !found.empty() && found.front().word == word;
    mended += same ? 1U : 0U;
    form += same || (!found.empty() && analyzer->grade(found.front().word).lemma == analyzer->grade(word).lemma) ? 1U : 0U;
  }
  std::ranges::sort(costs);
  const auto at = [&](double part) { return costs[static_cast<std::size_t>(part * static_cast<double>(costs.size() - 1))]; };
  const auto share = [&](std::size_t count) { return 100 * static_cast<double>(count) / static_cast<double>(tried); };
  std::printf("%zu words, %zu bytes, read in %.0f ms; %zu errors: mended %.1f %%, form %.1f %%; CPU us p50 %.0f p99 %.0f\n",
              vocabulary.words(), vocabulary.bytes(), reading / 1e3, tried, share(mended), share(form), at(.5), at(.99));
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("Mends random errors in the words of an index.", "spelling_bench");
  std::string data;
  std::size_t errors = 2000;
  unsigned seed = 1;
  app.add_option("--data", data, "Data folder with an index")->required()->check(CLI::ExistingDirectory);
  app.add_option("--errors", errors, "How many errors");
  app.add_option("--seed", seed, "Of the random errors");
  CLI11_PARSE(app, argc, argv);
  return izvor::run(data, errors, seed);
}
