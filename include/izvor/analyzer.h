// Analyzer: text to tokens, the same for pages, queries and snippets.
//
// Normalise, tokenise, find lemma and root. An Analyzer is immutable once opened: share one among threads. An Analysis
// holds the tokens of one text and reuses its memory: one per thread. Implemented in indexer/analysis.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/result.h"
#include "izvor/token.h"

namespace izvor {

/// Two words that a page glued together, told apart again: a space belongs at `split`.
struct Repair {
  std::uint32_t begin = 0;  ///< Byte offsets into the text.
  std::uint32_t split = 0;
  std::uint32_t end = 0;
  bool hinted = false;  ///< An inline border or a change of case stood at the joint.
};

/// The tokens of one text, in order of position, then begin. Reused from text to text, so that a run allocates once.
class Analysis {
 public:
  Analysis();
  Analysis(Analysis&&) noexcept;
  Analysis& operator=(Analysis&&) noexcept;
  ~Analysis();

  [[nodiscard]] std::span<const Token> tokens() const { return tokens_; }
  /// Glued words that were told apart, ascending: for snippets and for editors.
  [[nodiscard]] std::span<const Repair> repairs() const { return repairs_; }

 private:
  friend class Analyzer;
  struct Buffers;
  std::vector<Token> tokens_;
  std::vector<Repair> repairs_;
  std::unique_ptr<Buffers> buffers_;
};

/// One word's grades, for `izvor-indexer analyze --tsv`.
struct WordGrades {
  std::string exact;
  std::string lemma;  ///< The likeliest.
  std::string root;
};

class Analyzer {
 public:
  /// Opens the lemma table (made by the build, found by default_lemma_table). Fails when it is missing, damaged or of another
  /// version, and says what to run.
  [[nodiscard]] static Result<Analyzer> open(const std::filesystem::path& lemma_table);

  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

  /// Analyses any bytes; invalid UTF-8 separates words. `inline_borders`: ascending byte offsets where words may be glued.
  void analyze(std::string_view text, Analysis& out, std::span<const std::uint32_t> inline_borders = {}) const;

  /// Grades of a single word, without tokenising.
  [[nodiscard]] WordGrades grade(std::string_view word) const;

  /// Covers code version, table and settings: two analyzers with the same fingerprint give the same tokens.
  [[nodiscard]] const std::string& fingerprint() const;

 private:
  struct State;
  explicit Analyzer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The table beside the program: ../indexer/analysis/bulgarian.lemmas in a build tree, ../share/izvor/ when installed.
[[nodiscard]] std::filesystem::path default_lemma_table();

}  // namespace izvor
