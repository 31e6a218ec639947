// roots_bench: which lemmas share a root, for people to look at and to judge.
//
//   roots_bench HUNSPELL_FOLDER WORD_LIST LANGUAGE_DATA --largest 30   the roots with most lemmas, and these lemmas
//   roots_bench … --list                                               each lemma, its root and its class
//   roots_bench … --draw SEED                                          pairs of lemmas to be judged, with their stratum
//
// The draw: a lemma by chance, then by chance one of those that share its root ("root"), or that begin with the same 3, 4, 5,
// or at least 6 letters after the prefix, and differ in the next. One in two pairs is of two word classes.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/analysis/bulgarian_letters.h"
#include "indexer/analysis/compiler/build_lexicon.h"
#include "indexer/analysis/compiler/families.h"

namespace {

using izvor::kBytesPerLetter;
using izvor::compiler::Lexicon;
using izvor::compiler::Roots;
using izvor::compiler::WordClass;

constexpr std::size_t kPairsOfRoot = 320;
constexpr std::size_t kPairsOfBeginning = 150;
constexpr std::size_t kLongestStratum = 6;
constexpr std::size_t kShortestDrawn = 3;
constexpr int kMostTries = 200'000;

struct Options {
  izvor::compiler::LexiconSources sources;
  std::size_t largest = 0;
  bool list = false;
  std::uint64_t seed = 0;
};

std::string_view prefix_of(std::string_view word) {
  constexpr std::array<std::string_view, 21> kPrefixes = {"противо", "пред", "през", "свръх", "между", "полу", "анти",
                                                          "без",     "въз",  "над",  "под",   "раз",   "пре",  "при",
                                                          "про",     "до",   "за",   "из",    "на",    "об",   "от"};
  for (const std::string_view prefix : kPrefixes)
    if (word.starts_with(prefix)) return prefix;
  for (const std::string_view prefix : {"не", "по", "съ", "въ"})
    if (word.starts_with(prefix)) return prefix;
  return {};
}

std::size_t common_letters(std::string_view a, std::string_view b) {
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(differ.first - a.begin()) / kBytesPerLetter;
}

/// Letters that two lemmas share after the prefix that both have; up to six.
std::size_t stratum_of(std::string_view a, std::string_view b) {
  const std::size_t prefix = prefix_of(a).size() / kBytesPerLetter;
  const std::size_t common = common_letters(a, b);
  return common < prefix ? 0 : std::min(common - prefix, kLongestStratum);
}

class Drawer {
 public:
  Drawer(const Lexicon& lexicon, const Roots& roots, std::uint64_t seed) : lexicon_(lexicon), roots_(roots), random_(seed) {
    for (const auto& [lemma, root] : roots) {
      const auto form = lexicon.forms().find(lemma);
      if (lexicon.class_of(lemma) == WordClass::kOther || lemma.size() < kShortestDrawn * kBytesPerLetter) continue;
      if (form == lexicon.forms().end() || Lexicon::ranked(form->second).front() != lemma) continue;
      lemmas_.push_back(lemma);
    }
  }

  void draw() {
    std::map<std::string_view, std::vector<std::string_view>> kin;
    for (const std::string& lemma : lemmas_) kin[roots_.find(lemma)->second].push_back(lemma);
    fill("root", kPairsOfRoot, [&](std::string_view lemma) { return among(kin.at(roots_.find(lemma)->second)); });
    for (std::size_t letters = 3; letters <= kLongestStratum; ++letters) {
      fill(std::to_string(letters), kPairsOfBeginning, [&](std::string_view lemma) {
        const std::string_view other = neighbour(lemma, letters);
        return stratum_of(lemma, other) == letters ? other : std::string_view();
      });
    }
  }

 private:
  template <class Partner>
  void fill(const std::string& stratum, std::size_t wanted, Partner&& partner) {
    std::size_t of_two_classes = 0, of_one = 0;
    for (int tries = 0; tries < kMostTries && of_one + of_two_classes < wanted; ++tries) {
      const std::string_view lemma = among(lemmas_);
      const std::string_view other = partner(lemma);
      if (other.empty() || other == lemma || drawn_.contains({std::max(lemma, other), std::min(lemma, other)})) continue;
      std::size_t& drawn = lexicon_.class_of(lemma) == lexicon_.class_of(other) ? of_one : of_two_classes;
      if (drawn >= wanted / 2) continue;
      ++drawn;
      drawn_.emplace(std::max(lemma, other), std::min(lemma, other));
      std::cout << lemma << '\t' << other << '\t' << stratum << '\n';
    }
  }

  /// One of the lemmas that share so many letters and the prefix.
  std::string_view neighbour(std::string_view lemma, std::size_t letters) {
    const std::size_t shared = prefix_of(lemma).size() + letters * kBytesPerLetter;
    if (lemma.size() < shared) return {};
    const std::string begin(lemma.substr(0, shared));
    const auto first = std::ranges::lower_bound(lemmas_, begin);
    const auto last = std::find_if(first, lemmas_.end(), [&](const std::string& other) { return !other.starts_with(begin); });
    return *(first + static_cast<std::ptrdiff_t>(below(static_cast<std::size_t>(last - first))));
  }

  template <class Words>
  std::string_view among(const Words& words) {
    return words[below(words.size())];
  }
  std::size_t below(std::size_t bound) { return random_() % bound; }

  const Lexicon& lexicon_;
  const Roots& roots_;
  std::mt19937_64 random_;
  std::vector<std::string> lemmas_;  ///< Sorted.
  std::set<std::pair<std::string_view, std::string_view>> drawn_;
};

void print_largest(const Roots& roots, std::size_t count) {
  std::map<std::string_view, std::vector<std::string_view>> lemmas;
  for (const auto& [lemma, root] : roots) lemmas[root].push_back(lemma);
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> by_size(lemmas.begin(), lemmas.end());
  std::ranges::stable_sort(by_size, std::greater{}, [](const auto& root) { return root.second.size(); });
  by_size.resize(std::min(count, by_size.size()));
  std::cout << roots.size() << " lemmas of " << lemmas.size() << " roots\n";
  for (const auto& [root, kin] : by_size) {
    std::cout << kin.size() << '\t' << root << '\t';
    for (const std::string_view lemma : kin) std::cout << ' ' << lemma;
    std::cout << '\n';
  }
}

int run(const Options& options) {
  const auto lexicon = izvor::compiler::build_lexicon(options.sources);
  if (!lexicon) {
    std::cerr << lexicon.error().message << '\n';
    return 1;
  }
  const auto roots = izvor::compiler::find_roots(*lexicon, options.sources.language_data);
  if (!roots) {
    std::cerr << roots.error().message << '\n';
    return 1;
  }
  if (options.largest > 0) print_largest(*roots, options.largest);
  if (options.seed > 0) Drawer(*lexicon, *roots, options.seed).draw();
  if (options.list) {
    for (const auto& [lemma, root] : *roots)
      std::cout << lemma << '\t' << root << '\t' << static_cast<int>(lexicon->class_of(lemma)) << '\n';
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Which lemmas share a root.");
  Options options;
  app.add_option("hunspell", options.sources.hunspell)->required();
  app.add_option("word_list", options.sources.word_list)->required();
  app.add_option("language_data", options.sources.language_data)->required();
  app.add_option("--largest", options.largest, "print so many of the roots with most lemmas");
  app.add_flag("--list", options.list, "print each lemma, its root, the number of its word class");
  app.add_option("--draw", options.seed, "draw pairs of lemmas by this seed");
  CLI11_PARSE(app, argc, argv);
  return run(options);
}
