// How well are words guessed that the lemma table does not know? Holds a share of the dictionary's lemmas out of a table,
// drawn by seed, and scores the table's lemmas for their forms as eval's pairs: two forms should share a lemma when the
// dictionary says so. usage: held_out_lemmas HUNSPELL_FOLDER WORD_LIST LANGUAGE_DATA [SEED]
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/compiler/build_lexicon.h"
#include "indexer/analysis/compiler/guesser.h"
#include "indexer/analysis/compiler/table_writer.h"
#include "izvor/analyzer.h"
#include "tests/support/temporary_directory.h"

namespace {

using izvor::compiler::Lexicon;

constexpr unsigned kEveryNth = 5;

double pairs(std::size_t n) { return static_cast<double>(n) * (static_cast<double>(n) - 1) / 2; }

std::set<std::string> draw_lemmas(const Lexicon& lexicon, unsigned seed) {
  std::mt19937 random(seed);
  std::set<std::string> lemmas;
  for (const auto& [form, readings] : lexicon.forms()) {
    for (const auto& [lemma, weight] : readings) lemmas.insert(lemma);
  }
  std::set<std::string> drawn;
  for (const std::string& lemma : lemmas) {
    if (random() % kEveryNth == 0) drawn.insert(lemma);
  }
  return drawn;
}

void score(const std::map<std::string, std::string>& truth, const izvor::Analyzer& analyzer) {
  std::unordered_map<std::string, std::size_t> by_truth, by_guess;
  std::map<std::pair<std::string, std::string>, std::size_t> both;
  std::size_t exact = 0;
  for (const auto& [form, lemma] : truth) {
    const std::string guessed = analyzer.grade(form).lemma;
    exact += guessed == lemma ? 1U : 0U;
    ++by_truth[lemma];
    ++by_guess[guessed];
    ++both[{lemma, guessed}];
  }
  double right = 0, said = 0, wanted = 0;
  for (const auto& [key, n] : both) right += pairs(n);
  for (const auto& [key, n] : by_guess) said += pairs(n);
  for (const auto& [key, n] : by_truth) wanted += pairs(n);
  const double precision = right / said, recall = right / wanted;
  std::cout << truth.size() << " forms of " << by_truth.size() << " lemmas: P " << precision << " R " << recall << " F1 "
            << 2 * precision * recall / (precision + recall) << ", lemma itself right "
            << static_cast<double>(exact) / static_cast<double>(truth.size()) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: held_out_lemmas HUNSPELL_FOLDER WORD_LIST LANGUAGE_DATA [SEED]\n";
    return 2;
  }
  const auto lexicon = izvor::compiler::build_lexicon({argv[1], argv[2], argv[3]});
  if (!lexicon) {
    std::cerr << lexicon.error().message << '\n';
    return 1;
  }
  const std::set<std::string> drawn = draw_lemmas(*lexicon, argc > 4 ? static_cast<unsigned>(std::atoi(argv[4])) : 1);
  Lexicon rest;
  std::map<std::string, std::string> truth;
  for (const auto& [form, readings] : lexicon->forms()) {
    const std::string best = Lexicon::ranked(readings).front();
    // A form that another lemma keeps in the table is no unknown word.
    bool kept = false;
    for (const auto& [lemma, weight] : readings) {
      if (drawn.contains(lemma)) continue;
      rest.add(form, lemma, weight);
      kept = true;
    }
    if (!kept) truth[form] = best;
  }
  izvor::compiler::TableWriter table;
  add_forms(rest, table);
  add_guesses(rest, table);
  izvor::testing::TemporaryDirectory directory;
  const auto file = directory.path() / "held-out.lemmas";
  if (auto written = table.write(file); !written) {
    std::cerr << written.error().message << '\n';
    return 1;
  }
  const auto analyzer = izvor::Analyzer::open(file);
  if (!analyzer) return 1;
  score(truth, *analyzer);
  return 0;
}
