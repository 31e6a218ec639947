// What analysis costs: bytes of text a second, lemma look-ups a second, the table's size and the time to open it.
// usage: analysis_bench FOLDER (its .txt files are the text)
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "indexer/analysis/lemma_table.h"
#include "izvor/analyzer.h"

namespace {

constexpr int kRounds = 7;

template <class Work>
double best_seconds(Work work) {
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t start = std::clock();  // processor time: other work on the machine does not count
    work();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return best;
}

std::vector<std::string> read_texts(const std::filesystem::path& folder) {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream in(entry.path());
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: analysis_bench FOLDER\n";
    return 2;
  }
  const auto table_file = izvor::default_lemma_table();
  const auto analyzer = izvor::Analyzer::open(table_file);
  const auto table = izvor::LemmaTable::open(table_file);
  if (!analyzer || !table) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  const std::vector<std::string> texts = read_texts(argv[1]);
  std::size_t bytes = 0, tokens = 0, known = 0;
  std::vector<izvor::LetterWord> words;
  izvor::Analysis analysis;
  for (const std::string& text : texts) {
    bytes += text.size();
    analyzer->analyze(text, analysis);
    tokens += analysis.tokens().size();
    for (const izvor::Token& token : analysis.tokens()) {
      if (const izvor::LetterWord word(token.exact); !word.empty()) words.push_back(word);
    }
  }
  const double analyse = best_seconds([&] {
    for (const std::string& text : texts) analyzer->analyze(text, analysis);
  });
  const double look_up = best_seconds([&] {
    for (const izvor::LetterWord& word : words) known += table->lemmas_of(word.letters()).size();
  });
  const double open = best_seconds([&] { known += izvor::Analyzer::open(table_file).has_value() ? 1U : 0U; });
  std::printf(
      "analysis %.1f MB/s (%zu texts, %.1f MB, %zu tokens); lemma look-up %.2f million words/s; table %zu bytes, opened in "
      "%.2f ms [%zu]\n",
      static_cast<double>(bytes) / analyse / 1e6, texts.size(), static_cast<double>(bytes) / 1e6, tokens,
      static_cast<double>(words.size()) / look_up / 1e6, static_cast<std::size_t>(std::filesystem::file_size(table_file)),
      open * 1e3, known % 10);
  return 0;
}
