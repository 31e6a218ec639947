// SnippetMaker: where a page says what was asked for: the densest window of distinct query words, in any of their forms.
//
// One linear pass over the stored marks finds the candidates by their roots; only the words of the chosen windows are analysed.
// A page without a match in its text gives its description, or its beginning. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "izvor/analyzer.h"
#include "izvor/stored_page.h"
#include "searchd/query/act_question.h"
#include "searchd/search/act_sections.h"
#include "searchd/search/marked_text.h"
#include "searchd/search/word_matcher.h"

namespace izvor {

/// What became of one sought word on one page.
struct Finding {
  bool found = false;
  bool in_title = false;
  bool shown = false;                          ///< In the title or in a snippet, or said by the address.
  bool in_anchors = false;                     ///< Not on the page: others call it so where they link to it.
  schema::Grade grade = schema::Grade::kRoot;  ///< The closest that was seen.
  std::string form;                            ///< The page's own letters of that.
};

struct PageExcerpt {
  HighlightedText title;
  std::vector<Snippet> snippets;
  std::vector<Finding> findings;  ///< One for each of WordMatcher::sought().
};

class SnippetMaker {
 public:
  static constexpr std::uint32_t kCharacters = 200;  ///< Of all fragments of one page, about.

  explicit SnippetMaker(const Analyzer& analyzer) : analyzer_(analyzer) {}

  /// Of an act, the article that was asked for, if it has it; without one, best the article whose name says the words.
  [[nodiscard]] PageExcerpt make(const StoredPage& page, const WordMatcher& matcher, const AskedArticle& asked = {});

 private:
  /// A place in the text where a sought word or phrase stands, by its marks.
  struct Candidate : ByteRange {
    std::size_t sought = 0;
  };
  /// Candidates [first, last] and what their distinct words weigh.
  struct Window {
    std::size_t first = 0, last = 0;
    double weight = 0;
  };

  void find_candidates(const StoredPage& page, const WordMatcher& matcher);
  void find_phrases(const StoredPage& page, const WordMatcher& matcher, std::size_t sought);
  [[nodiscard]] Window densest(std::uint32_t bytes, const std::vector<double>& weights);
  [[nodiscard]] ByteRange reach(const Window& window) const;
  void add_fragment(const StoredPage& page, const WordMatcher& matcher, const Window& window, std::uint32_t bytes);
  void add_fragments(const StoredPage& page, const WordMatcher& matcher);
  void add_article(const StoredPage& page, const WordMatcher& matcher, const ActSection& section);
  [[nodiscard]] std::optional<ActSection> named_article(const StoredPage& page, const WordMatcher& matcher) const;
  void add_beginning(const StoredPage& page);
  void note_the_rest(const StoredPage& page, const WordMatcher& matcher);
  void mark_title(const StoredPage& page, const WordMatcher& matcher);
  std::optional<std::size_t> verify(const StoredPage& page, const WordMatcher& matcher, const Candidate& candidate);

  const Analyzer& analyzer_;
  Analysis analysis_;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> inside_;  ///< Words in what others lie over: "ЕС" in "Регламент (ЕС) 2016/679". Of each the first.
  std::vector<std::uint16_t> counts_;
  PageExcerpt excerpt_;
  std::uint32_t shown_to_ = 0;  ///< End of the last fragment of this page.
};

}  // namespace izvor
