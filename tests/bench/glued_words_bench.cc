// How well are glued words told apart, and how often is a correct word cut? Draws by seed from a corpus given by its folder.
//
// Glued: pairs of neighbouring words of real text, put together, with the inline border as pages have it, and without.
// Correct: words of the corpus that the dictionary does not know. Prints every wrong cut. usage: glued_words_bench FOLDER
// [SEED]
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "izvor/analyzer.h"

namespace {

constexpr std::size_t kGlued = 1000;
constexpr std::size_t kCorrect = 2000;

struct Drawn {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<std::string> unknown;
};

bool is_plain(const izvor::Token& token) {
  return token.kind == izvor::TokenKind::kWord && token.origin == izvor::TokenOrigin::kText && token.exact.size() >= 2 &&
         static_cast<unsigned char>(token.exact[0]) >= 0xD0 && static_cast<unsigned char>(token.exact[0]) <= 0xD1;
}

Drawn draw(const izvor::Analyzer& analyzer, const std::filesystem::path& folder, std::mt19937& random) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  Drawn drawn;
  std::set<std::string> unknown;
  izvor::Analysis analysis;
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    analyzer.analyze(text, analysis);
    const auto tokens = analysis.tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const izvor::Token& token = tokens[i];
      const std::string word = text.substr(token.begin, token.end - token.begin);
      if (token.source != izvor::LemmaSource::kDictionary && token.origin != izvor::TokenOrigin::kPart &&
          token.exact.size() >= 8 && static_cast<unsigned char>(token.exact[0]) >= 0xD0 &&
          token.kind == izvor::TokenKind::kWord) {
        unknown.insert(word);
      }
      if (i + 1 == tokens.size() || !is_plain(token) || !is_plain(tokens[i + 1]) || tokens[i + 1].begin != token.end + 1)
        continue;
      if (random() % 50 == 0)
        drawn.pairs.emplace_back(word, text.substr(tokens[i + 1].begin, tokens[i + 1].end - tokens[i + 1].begin));
    }
  }
  drawn.unknown.assign(unknown.begin(), unknown.end());
  std::ranges::shuffle(drawn.pairs, random);
  std::ranges::shuffle(drawn.unknown, random);
  drawn.pairs.resize(std::min(drawn.pairs.size(), kGlued));
  drawn.unknown.resize(std::min(drawn.unknown.size(), kCorrect));
  return drawn;
}

/// The pairs that analysis cuts at the joint, with the border told or not.
std::size_t repaired(const izvor::Analyzer& analyzer, const Drawn& drawn, bool with_border) {
  izvor::Analysis analysis;
  std::size_t right = 0;
  for (const auto& [left, second] : drawn.pairs) {
    const auto border = static_cast<std::uint32_t>(left.size());
    const std::vector<std::uint32_t> borders(with_border ? 1U : 0U, border);
    analyzer.analyze(left + second, analysis, borders);
    right += analysis.repairs().size() == 1 && analysis.repairs()[0].split == border ? 1U : 0U;
    if (with_border && analysis.repairs().empty()) std::cout << "not repaired: " << left << '|' << second << '\n';
  }
  return right;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: glued_words_bench FOLDER [SEED]\n";
    return 2;
  }
  auto analyzer = izvor::Analyzer::open(izvor::default_lemma_table());
  if (!analyzer) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  std::mt19937 random(argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 1U);
  const Drawn drawn = draw(*analyzer, argv[1], random);
  izvor::Analysis analysis;
  std::size_t wrong = 0;
  for (const std::string& word : drawn.unknown) {
    analyzer->analyze(word, analysis);
    for (const izvor::Repair& repair : analysis.repairs()) {
      ++wrong;
      std::cout << "cut: " << word.substr(0, repair.split) << '|' << word.substr(repair.split)
                << (repair.hinted ? " (hint)" : "") << '\n';
    }
  }
  const std::size_t told = repaired(*analyzer, drawn, true);
  const std::size_t untold = repaired(*analyzer, drawn, false);
  std::cout << drawn.pairs.size() << " glued pairs: " << told << " repaired with the border told, " << untold << " without; "
            << drawn.unknown.size() << " unknown words: " << wrong << " cut\n";
  return 0;
}
