// reading_bench: what becomes of correct words, and of real mistakes, against any index.
//
//   reading_bench --data DIR [--words tests/data/readings/correct-words.tsv] [--mistakes 150] [--seed 1] [--list]
//
// Correct words are counted as replaced, widened by a misreading (compounds, acronyms and synonyms do not count), or offered
// something. Mistakes are made of words of the index that are on three pages or more: one error, two errors in words of eight letters or
// more, three keyboard layouts, Latin letters of four habits. "mended" means that the word, or a form of it, is searched;
// "offered" that it is the first offer. An error that makes another word of the index or the dictionary is none. `--list` prints
// what went wrong.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "indexer/index/open_index.h"
#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "searchd/search/searcher.h"
#include "searchd/understanding/keyboard_layouts.h"
#include "searchd/understanding/letters.h"
#include "searchd/understanding/vocabulary.h"
#include "tests/support/reading_cases.h"

namespace izvor {
namespace {

using testing::LatinHabit;

constexpr std::uint32_t kLeastPages = 3;
constexpr std::size_t kLettersOfOneError = 4, kLettersOfTwoErrors = 8;

struct Options {
  std::string data, words;
  std::size_t mistakes = 150;
  unsigned seed = 1;
  bool list = false;
};

bool is_misreading(const Understood& one) { return one.kind != "compound" && one.kind != "synonym"; }

class Bench {
 public:
  Bench(const Options& options, const Analyzer& analyzer, const Xapian::Database& index)
      : options_(options), analyzer_(analyzer), vocabulary_(Vocabulary::read(index)), searcher_(settings(), analyzer) {}

  void correct_words();
  void mistakes();

 private:
  using Mistake = std::function<std::string(const std::string&, std::mt19937&)>;

  [[nodiscard]] Settings settings() const {
    Settings made;
    made.data_directory = options_.data;
    return made;
  }
  [[nodiscard]] SearchAnswer ask(const std::string& text) {
    SearchRequest request;
    request.text = text;
    request.limit = 1;
    auto outcome = searcher_.search(request);
    return outcome ? std::move(*outcome) : SearchAnswer();
  }
  [[nodiscard]] bool is_unknown(const std::string& word);
  [[nodiscard]] bool same_word(const std::string& read, const std::string& word) const;
  [[nodiscard]] std::vector<std::string> targets(std::size_t least_letters) const;
  void mistakes_of(const char* kind, std::size_t least_letters, const Mistake& make);

  const Options& options_;
  const Analyzer& analyzer_;
  Vocabulary vocabulary_;
  Searcher searcher_;
  Analysis analysis_;
};

/// To dictionary and index, in any form.
bool Bench::is_unknown(const std::string& word) {
  analyzer_.analyze(word, analysis_);
  return std::ranges::none_of(analysis_.tokens(), [&](const Token& token) {
    if (token.source == LemmaSource::kDictionary || token.stop_word) return true;
    const auto letters = letters_of(token.exact), lemma = letters_of(token.lemma);
    return (letters && vocabulary_.pages_with(*letters) > 0) || (lemma && vocabulary_.pages_with(*lemma) > 0);
  });
}

void Bench::correct_words() {
  for (const auto& [kind, words] : testing::correct_words(options_.words)) {
    std::size_t unknown = 0, replaced = 0, widened = 0, offered = 0;
    for (const std::string& word : words) {
      unknown += is_unknown(word) ? 1U : 0U;
      const SearchAnswer answer = ask(word);
      bool replaces = false, widens = false;
      for (const Understood& one : answer.understood) {
        if (!is_misreading(one)) continue;
        (one.widened ? widens : replaces) = true;
        if (options_.list)
          std::printf("    %s %s: %s > %s\n", one.widened ? "widened" : "replaced", one.kind.c_str(), one.from.c_str(),
                      one.to.c_str());
      }
      replaced += replaces ? 1U : 0U;
      widened += widens ? 1U : 0U;
      offered += answer.offers.empty() ? 0U : 1U;
      if (options_.list && !answer.offers.empty())
        std::printf("    offered %s: %s > %s\n", answer.offers.front().kind.c_str(), word.c_str(),
                    answer.offers.front().to.c_str());
    }
    const auto share = [&](std::size_t count) { return 100.0 * static_cast<double>(count) / static_cast<double>(words.size()); };
    std::printf("%-14s %4zu words, unknown %5.1f %%: replaced %4.1f %%, widened %4.1f %%, offered %5.1f %%\n", kind.c_str(),
                words.size(), share(unknown), share(replaced), share(widened), share(offered));
  }
}

/// The word itself, or one with a lemma of it.
bool Bench::same_word(const std::string& read, const std::string& word) const {
  return read == word || analyzer_.grade(read).lemma == analyzer_.grade(word).lemma;
}

std::vector<std::string> Bench::targets(std::size_t least_letters) const {
  std::vector<std::string> words = vocabulary_.words_beginning_with("", vocabulary_.words());
  std::erase_if(words, [&](const std::string& word) {
    const auto letters = letters_of(word);
    return !letters || letters->size() < least_letters || vocabulary_.pages_with(*letters) < kLeastPages ||
           !std::ranges::all_of(*letters, [](char c) { return c > 0 && c <= 32 && c != 28 && c != 30; });
  });
  std::ranges::sort(words);
  return words;
}

void Bench::mistakes_of(const char* kind, std::size_t least_letters, const Mistake& make) {
  const std::vector<std::string> words = targets(least_letters);
  if (words.empty()) return;
  std::mt19937 random(options_.seed);
  std::size_t mended = 0, offered = 0;
  for (std::size_t tried = 0; tried < options_.mistakes;) {
    const std::string& word = words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random)];
    const std::string typed = make(word, random);
    if (typed.empty() || typed == word || !is_unknown(typed)) continue;
    ++tried;
    const SearchAnswer answer = ask(typed);
    const bool is_mended =
        std::ranges::any_of(answer.understood, [&](const Understood& one) { return same_word(one.to, word); });
    const bool is_offered = !is_mended && !answer.offers.empty() && same_word(answer.offers.front().to, word);
    mended += is_mended ? 1U : 0U;
    offered += is_offered ? 1U : 0U;
    if (options_.list && !is_mended && !is_offered)
      std::printf("    %s (%s): %s, offered %s\n", typed.c_str(), word.c_str(),
                  answer.understood.empty() ? "as typed" : answer.understood.front().to.c_str(),
                  answer.offers.empty() ? "nothing" : answer.offers.front().to.c_str());
  }
  const auto share = [&](std::size_t count) {
    return 100.0 * static_cast<double>(count) / static_cast<double>(options_.mistakes);
  };
  std::printf("%-28s %4zu mistakes: mended %5.1f %%, offered first %5.1f %%, together %5.1f %%\n", kind, options_.mistakes,
              share(mended), share(offered), share(mended + offered));
}

void Bench::mistakes() {
  mistakes_of("one error", kLettersOfOneError,
              [](const std::string& word, std::mt19937& random) { return testing::with_errors(word, 1, random); });
  mistakes_of("two errors", kLettersOfTwoErrors,
              [](const std::string& word, std::mt19937& random) { return testing::with_errors(word, 2, random); });
  const std::map<const char*, KeyboardLayout> layouts = {{"layout BDS", KeyboardLayout::kBds},
                                                         {"layout traditional phonetic", KeyboardLayout::kTraditionalPhonetic},
                                                         {"layout new phonetic", KeyboardLayout::kNewPhonetic}};
  for (const auto& [name, layout] : layouts)
    mistakes_of(name, kLettersOfOneError,
                [layout = layout](const std::string& word, std::mt19937& /*random*/) { return keys_of(layout, word); });
  const std::map<const char*, LatinHabit> habits = {{"Latin, the law", LatinHabit::kOfficial},
                                                    {"Latin, 4 and 6", LatinHabit::kDigits},
                                                    {"Latin, w", LatinHabit::kW},
                                                    {"Latin, q and j", LatinHabit::kQ}};
  for (const auto& [name, habit] : habits)
    mistakes_of(name, kLettersOfOneError,
                [habit = habit](const std::string& word, std::mt19937& /*random*/) { return testing::in_latin(word, habit); });
}

int run(const Options& options) {
  const auto analyzer = Analyzer::open(IZVOR_LEMMA_TABLE);
  if (!analyzer) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  Settings settings;
  settings.data_directory = options.data;
  const auto index = open_index(settings.index_directory(), analyzer->fingerprint());
  if (!index) {
    std::cerr << index.error().message << '\n';
    return 1;
  }
  Bench bench(options, *analyzer, index->database);
  bench.correct_words();
  bench.mistakes();
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("Reads correct words and mistakes against an index.", "reading_bench");
  izvor::Options options;
  options.words = IZVOR_CORRECT_WORDS;
  app.add_option("--data", options.data, "Data folder with an index")->required()->check(CLI::ExistingDirectory);
  app.add_option("--words", options.words, "Tab separated: kind, word")->check(CLI::ExistingFile);
  app.add_option("--mistakes", options.mistakes, "How many of each kind");
  app.add_option("--seed", options.seed, "Of the random errors");
  app.add_flag("--list", options.list, "Print what went wrong");
  CLI11_PARSE(app, argc, argv);
  try {
    return izvor::run(options);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
