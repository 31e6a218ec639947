// Understanding: from what was typed to what was meant, checked against the index, and said.
//
// Syntax is gone when it begins (query_parser.h): it gets the text of one clause and gives the text to search. Readings come
// from the keyboard (keyboard_reader.h) and the spelling (spelling_reader.h), how strongly each is held from
// reading_strength.h; here they are put together: those that replace into the text, those that widen into widen(), the others
// into offers. One thread; for the time of one query. Throws Xapian::Error.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/page_id.h"
#include "searchd/search_types.h"
#include "searchd/understanding/compounds.h"
#include "searchd/understanding/index_words.h"
#include "searchd/understanding/knowledge.h"
#include "searchd/understanding/reading.h"
#include "searchd/understanding/written_capitals.h"

namespace izvor {

/// A reading that is not searched.
struct OfferedReading {
  std::string kind, from, to;
  std::vector<TextEdit> edits;  ///< Of the clause.
};

struct ClauseReading {
  std::string text;                    ///< What is searched.
  std::vector<Understood> understood;  ///< What differs from the typed text: "latin letters", "keyboard layout"…
  std::vector<OfferedReading> offers;  ///< The likeliest first.
};

class Understanding {
 public:
  enum class Mode { kAsMeant, kLiteral };

  /// A literal understanding reads what was typed and widens nothing. `analysis` is scratch space.
  Understanding(const Xapian::Database& index, const Knowledge& knowledge, const Analyzer& analyzer, Analysis& analysis,
                Mode mode = Mode::kAsMeant)
      : index_(index),
        mode_(mode),
        knowledge_(knowledge),
        words_(index, knowledge.synonyms, *knowledge.english, analyzer, analysis),
        capitals_(index),
        compounds_(knowledge.index->vocabulary, words_) {}

  [[nodiscard]] ClauseReading read(std::string_view clause);
  /// Other expressions for words of the clause that was read last, of which the index has every word: apart from one another.
  [[nodiscard]] std::vector<Widening> widen(std::span<const ComparedWord> words);
  /// Words of the vocabulary with this beginning; at most 1,000.
  [[nodiscard]] std::vector<std::string> words_beginning_with(std::string_view beginning) const;
  /// Exact forms of the index with this beginning, references and dates too.
  [[nodiscard]] std::vector<std::string> terms_beginning_with(std::string_view beginning, std::size_t most) const;
  [[nodiscard]] bool has_term(std::string_view exact) const;
  /// Pages that have this form at all, and those that write it in capitals, as an acronym.
  [[nodiscard]] std::uint32_t pages_with_form(std::string_view exact) const;
  [[nodiscard]] std::uint32_t pages_in_capitals(std::string_view exact) const;
  [[nodiscard]] bool has_page(const PageId& page) const;

 private:
  /// A reading to search beside words of the clause.
  struct WideningReading {
    std::vector<std::string> typed;  ///< Exact forms.
    std::string expression;
    std::string kind;
  };

  [[nodiscard]] std::vector<Reading> readings_of(std::string_view clause);
  [[nodiscard]] std::vector<TextEdit> compound_places(std::string_view clause);
  void widen_by(const Reading& reading, std::string_view clause);
  void add_compounds(std::span<const ComparedWord> words, std::vector<Widening>& all);
  void add_readings(std::span<const ComparedWord> words, std::vector<Widening>& all) const;
  [[nodiscard]] bool has_every_word(std::string_view expression);

  const Xapian::Database& index_;
  Mode mode_;
  const Knowledge& knowledge_;
  IndexWords words_;
  WrittenCapitals capitals_;
  Compounds compounds_;
  std::vector<WideningReading> widening_readings_;  ///< Of the clause that was read last.
};

}  // namespace izvor
