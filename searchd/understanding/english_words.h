// EnglishWords: the words of English, so that none of them is taken for a Bulgarian word in Latin letters.
//
// Read from a data file beside the lemma table, which the build makes of Debian's word lists wamerican and wbritish (EU texts are
// British): never compiled in, as their licences are others. Format: a header line, then one word a line in lower case, a–z
// only, ascending by bytes; `*` behind a word that is a name only ("sofia*"). Immutable; safe from any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "izvor/result.h"

namespace izvor {

class EnglishWords {
 public:
  enum class Entry { kNone, kName, kWord };
  static constexpr std::string_view kHeader = "izvor english words 1\n";
  static constexpr std::uintmax_t kMaxBytes = 8'000'000;

  /// No words: everything in Latin letters may be Bulgarian then.
  EnglishWords() = default;
  /// Fails when the file is missing, too large or of another format.
  [[nodiscard]] static Result<EnglishWords> open(const std::filesystem::path& file);

  /// Of a word in lower case.
  [[nodiscard]] Entry find(std::string_view word) const;
  [[nodiscard]] bool empty() const { return words_.empty(); }

  /// The file's text, made of word lists with one word a line.
  [[nodiscard]] static std::string compile(std::span<const std::string> lists);

 private:
  std::string words_;
};

/// english.words beside the lemma table: indexer/analysis in a build tree, share/izvor when installed.
[[nodiscard]] std::filesystem::path default_english_words();

}  // namespace izvor
