#include "izvor/analyzer.h"

#include <unistd.h>

#include <utility>

#include "indexer/analysis/analysis_buffers.h"
#include "indexer/analysis/lemma_table.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/word_grader.h"
#include "indexer/analysis/word_mender.h"

namespace izvor {

namespace {

/// Raised with every change of the code that changes tokens.
constexpr int kCodeVersion = 8;
/// Below it, as in queries, a memo of words costs more than it saves.
constexpr std::size_t kWordsOfAPage = 64;

}  // namespace

Analysis::Analysis() : buffers_(std::make_unique<Buffers>()) {}
Analysis::Analysis(Analysis&&) noexcept = default;
Analysis& Analysis::operator=(Analysis&&) noexcept = default;
Analysis::~Analysis() = default;

struct Analyzer::State {
  LemmaTable table;
  std::string fingerprint;
};

Analyzer::Analyzer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

Result<Analyzer> Analyzer::open(const std::filesystem::path& lemma_table) {
  auto table = LemmaTable::open(lemma_table);
  if (!table) return tl::unexpected(table.error());
  std::string fingerprint = "analysis-" + std::to_string(kCodeVersion) + "-" + std::to_string(table->checksum());
  return Analyzer(std::make_unique<State>(State{std::move(*table), std::move(fingerprint)}));
}

const std::string& Analyzer::fingerprint() const { return state_->fingerprint; }

void Analyzer::analyze(std::string_view text, Analysis& out, std::span<const std::uint32_t> inline_borders) const {
  Analysis::Buffers& buffers = *out.buffers_;
  out.tokens_.clear();
  out.repairs_.clear();
  buffers.arena.clear();
  buffers.words.clear();
  buffers.breaker.find_words(text, buffers.words);
  buffers.tokenized.clear();
  WordGrader grader(state_->table, buffers.arena, buffers.english,
                    buffers.words.size() < kWordsOfAPage ? nullptr : &buffers.memo);
  Tokenizer(text, buffers.words, state_->table, buffers.arena, buffers.tokenized).run();
  for (Token& token : buffers.tokenized) grader.grade_into(out.tokens_, token);
  WordMender(text, inline_borders, state_->table, buffers.arena, grader).run(out.tokens_, out.repairs_);
}

WordGrades Analyzer::grade(std::string_view word) const {
  Analysis::Buffers buffers;
  WordGrader grader(state_->table, buffers.arena, buffers.english);
  Token token;
  token.exact = normalized_form(word, state_->table, buffers.arena);
  token.kind = kind_of(token.exact);
  grader.grade(token);
  return {std::string(token.exact), std::string(token.lemma), std::string(token.root)};
}

std::filesystem::path default_lemma_table() {
  std::error_code failure;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
  for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    for (const char* place : {"indexer/analysis/bulgarian.lemmas", "share/izvor/bulgarian.lemmas"}) {
      if (std::filesystem::exists(folder / place, failure)) return folder / place;
    }
  }
  return program.parent_path().parent_path() / "share/izvor/bulgarian.lemmas";
}

}  // namespace izvor
