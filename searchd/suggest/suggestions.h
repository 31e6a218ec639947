// Suggestions: phrases of the index that continue what somebody is typing.
//
// First come phrases that go on from all that was typed, letter by letter ("как да", "регламент (ес) 20"), titles and questions
// before others; then those that have every word that was typed, in any form (by its root), and a word that begins with the
// last one, anywhere. A word that no phrase has may be read with one letter wrong. Among equals the worthier phrase (worth_of)
// comes first. Built from the index when it opens, never from people's queries. Immutable; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index/suggestion_terms.h"
#include "izvor/analyzer.h"
#include "searchd/search_types.h"
#include "searchd/suggest/phrase_beginnings.h"
#include "searchd/suggest/phrase_words.h"

namespace izvor {

class Suggestions {
 public:
  static constexpr std::size_t kMostTyped = 200;  ///< Bytes; nothing is suggested for more.
  static constexpr std::size_t kMostWords = 8;

  Suggestions() = default;
  /// `phrases`: in the order of suggested_phrases().
  Suggestions(std::span<const SuggestedPhrase> phrases, const Analyzer& analyzer);

  enum class Errors { kForgiven, kTaken };  ///< Whether a word may have a wrong letter.

  /// The best `limit` continuations of any bytes. `analysis` is overwritten.
  [[nodiscard]] std::vector<Suggestion> continuing(std::string_view typed, std::size_t limit, const Analyzer& analyzer,
                                                   Analysis& analysis, Errors errors = Errors::kForgiven) const;

  /// Whether a word (normalised) of some phrase begins so.
  [[nodiscard]] bool know(std::string_view beginning) const { return !words_.beginning_with(beginning).empty(); }
  [[nodiscard]] std::size_t size() const { return phrases_.empty() ? 0 : phrases_.size() - 1; }

 private:
  struct Phrase {
    std::uint32_t text = 0;        ///< Where it begins in texts_; it ends where the next one begins.
    std::uint32_t first_word = 0;  ///< In phrase_words_.
    std::uint32_t pages = 0;
    float worth = 0;
  };
  static constexpr std::uint32_t kNoRoot = UINT32_MAX;
  /// What one typed word asks of a phrase: a word in one of the ranges, or of the root.
  struct Condition {
    std::vector<WordRange> ranges;
    std::uint32_t root = kNoRoot;
    std::size_t phrases = 0;  ///< With such a word; counted more than once where several of their words are.
  };
  struct TypedWord {
    std::string exact;
    std::string root;
    bool complete = false;
  };
  struct Candidate {
    std::uint32_t phrase = 0;
    double score = 0;
  };

  [[nodiscard]] static std::vector<TypedWord> words_of(std::string_view typed, const Analyzer& analyzer, Analysis& analysis);
  [[nodiscard]] std::vector<Candidate> going_on(std::string_view typed, std::size_t enough) const;
  [[nodiscard]] std::vector<Candidate> fitting(std::span<const TypedWord> words, std::size_t enough, Errors errors) const;
  [[nodiscard]] Condition condition_of(const TypedWord& word, Errors errors) const;
  void add_range(Condition& condition, WordRange range) const;
  [[nodiscard]] std::vector<std::uint32_t> phrases_with(const Condition& condition, std::uint32_t below) const;
  [[nodiscard]] bool has(std::uint32_t phrase, const Condition& condition) const;
  [[nodiscard]] bool fits(std::uint32_t word, const Condition& condition) const;
  [[nodiscard]] double score_of(std::uint32_t phrase) const;
  [[nodiscard]] double gain_of_beginning(std::uint32_t phrase, const Condition& first) const;
  [[nodiscard]] std::uint32_t root_number(std::string_view root) const;
  [[nodiscard]] std::span<const std::uint32_t> words_in(std::uint32_t phrase) const;
  [[nodiscard]] std::string_view text_of(std::uint32_t phrase) const;
  [[nodiscard]] Suggestion shown(std::uint32_t phrase) const;

  std::string texts_;
  std::vector<Phrase> phrases_;              ///< The best first; one more ends the last.
  std::vector<std::uint32_t> phrase_words_;  ///< The numbers of each phrase's words, in its order.
  PhraseBeginnings beginnings_;
  PhraseWords words_;
  std::vector<std::uint32_t> word_phrases_begin_;  ///< For each word where its phrases begin in word_phrases_; one more.
  std::vector<std::uint32_t> word_phrases_;        ///< Ascending for each word.
  std::vector<std::uint32_t> word_root_;           ///< The root of each word.
  std::vector<std::string> roots_;                 ///< Ascending.
  std::vector<std::uint32_t> root_words_begin_;
  std::vector<std::uint32_t> root_words_;
};

}  // namespace izvor
