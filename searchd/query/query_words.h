// QueryWords: the words of a query's text as they are searched: the index's own analysis, with one word for one thing.
//
// A legal reference, a date, an address and a number with its unit are one word each, if the index has them; a date, an address
// or a measure that it lacks is searched by its parts. A word in capitals is an acronym, and then nothing else, where the pages
// write it so: by itself, or most of the time. "е-правителство" is the joined word, and its longer part a lesser reading.
// Throws Xapian::Error. Thread rule of Understanding.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"
#include "izvor/page_id.h"
#include "searchd/understanding/understanding.h"

namespace izvor {

/// One reading of a word.
struct WordForm {
  std::string exact, lemma, root;
  bool in_capitals = false;  ///< Only where it is written in capitals, and in no other form.
  friend bool operator==(const WordForm&, const WordForm&) = default;
};

/// What stands at one place of the query: one word, or alternatives (several lemmas, a compound and its part, a glued form).
struct QueryWord {
  std::vector<WordForm> forms = {};  ///< At least one.
  std::vector<WordForm> lesser = {};  ///< What it is made of and what counts less: "правителство" of "е-правителство".
  std::string text = {};     ///< As typed.
  std::uint32_t place = 0;   ///< Where it stands among the words of the query, for proximity.
  std::uint32_t places = 1;  ///< How many words it lies over: four for "1 февруари 2023 г.".
  bool stop_word = false;
  bool maybe_acronym = false;         ///< It may stand for what an acronym of these letters means.
  bool one_thing = false;             ///< A reference, a date, an address or a measure.
  std::vector<PageId> leads_to = {};  ///< Of an address: its page of the index, under whichever spelling.
  friend bool operator==(const QueryWord& a, const QueryWord& b) { return a.forms == b.forms; }
};

/// Whose words they are: capitals in a query may be a key that was left down; in a list of acronyms they are meant.
enum class WordsOf { kQuery, kExpression };

/// The words of `text`, in order.
[[nodiscard]] std::vector<QueryWord> query_words(std::string_view text, const Analyzer& analyzer, Analysis& analysis,
                                                 Understanding& understanding, WordsOf whose = WordsOf::kQuery);

/// The pages of the index that an address leads to: as it is typed, without scheme, fragment, tracking parameters or the slash
/// at its end. Empty when it is none of theirs.
[[nodiscard]] std::vector<PageId> pages_at(std::string_view address, const Understanding& understanding);

}  // namespace izvor
