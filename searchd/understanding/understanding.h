// Understanding: from what was typed to what was meant, checked against the index, and said.
//
// Syntax is gone when it begins (query_parser.h): it gets the text of one clause and gives the text to search, after reading
// the keyboard (typing_reader.h) and mending the spelling (spelling_mender.h). One thread; for the time of one query. Throws
// Xapian::Error.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "searchd/search_types.h"
#include "searchd/understanding/index_words.h"
#include "searchd/understanding/knowledge.h"

namespace izvor {

class Understanding {
 public:
  enum class Mode { kAsMeant, kLiteral };

  /// A literal understanding reads what was typed and widens nothing. `analysis` is scratch space.
  Understanding(const Xapian::Database& index, const Knowledge& knowledge, const Analyzer& analyzer, Analysis& analysis,
                Mode mode = Mode::kAsMeant)
      : index_(index), mode_(mode), knowledge_(knowledge), words_(index, knowledge.synonyms, analyzer, analysis) {}

  /// The clause as it is searched; what differs from the typed one is added to `understood`: "latin letters", "keyboard
  /// layout", "spelling", "space added", "space removed".
  [[nodiscard]] std::string read(std::string_view clause, std::vector<Understood>& understood);
  /// Other expressions for words of a clause, of which the index has every word.
  [[nodiscard]] std::vector<Widening> widen(std::span<const ComparedWord> words);
  /// Words of the vocabulary with this beginning; at most 1,000.
  [[nodiscard]] std::vector<std::string> words_beginning_with(std::string_view beginning) const;
  /// Exact forms of the index with this beginning, references and dates too.
  [[nodiscard]] std::vector<std::string> terms_beginning_with(std::string_view beginning, std::size_t most) const;
  [[nodiscard]] bool has_term(std::string_view exact) const;

 private:
  [[nodiscard]] bool has_every_word(std::string_view expression);

  const Xapian::Database& index_;
  Mode mode_;
  const Knowledge& knowledge_;
  IndexWords words_;
};

}  // namespace izvor
