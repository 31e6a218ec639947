// Anchor text: what other pages call a page where their main content links to it.
//
// Kept in Xapian alone, so that it is right whenever a commit is. A page has a boolean term for each of its links: the
// target's PageId and the link's text (schema::kAnchorPrefix). The pages that link with one text are then the posting list of
// one term, and what a page is called is a range of terms, whatever links to it. The words of these texts that title and
// headings of the target do not have become terms of the target, in the field schema::Field::kAnchors: by their root only,
// because in three words the form tells nothing, and a query shall ask for one posting list more and not for three; acronyms
// in capitals, too.
//
// Everything is bounded, and chosen by counts and texts only, never by the order in which pages came: so `run` and `rebuild`
// end in the same terms. Pure functions; safe from any thread, one database each. Those that read a database throw
// Xapian::Error.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/extracted_page.h"
#include "izvor/page_id.h"

namespace izvor {

/// A text that links to a page, and on how many pages it does.
struct AnchorText {
  std::string text;
  std::uint32_t pages = 0;
  bool operator==(const AnchorText&) const = default;
};

/// The terms of a page's links, each once, ascending: the first 100, without those to itself and without texts that are
/// empty or longer than a name is.
[[nodiscard]] std::vector<std::string> anchor_terms(const PageId& source, const std::vector<Link>& links);

/// The page that such a term leads to.
[[nodiscard]] PageId anchor_target(std::string_view term);

/// The terms of links that a document has.
[[nodiscard]] std::vector<std::string> anchor_terms_of(const Xapian::Document& document);

/// What pages of the index call `target`: the twenty texts of most pages.
[[nodiscard]] std::vector<AnchorText> anchors_to(const Xapian::Database& index, const PageId& target);

/// Reads the texts of the one target that `term` stands at, and moves it behind them.
[[nodiscard]] std::vector<AnchorText> read_anchors(Xapian::TermIterator& term, const Xapian::TermIterator& end);

/// The terms that `anchors` give a page with the terms of `document`, with how often each counts: at most thirty.
using AnchorWords = std::map<std::string, Xapian::termcount>;
[[nodiscard]] AnchorWords anchor_words(const std::vector<AnchorText>& anchors, const Xapian::Document& document,
                                       const Analyzer& analyzer, Analysis& analysis);

/// The terms of anchor words that a document has.
[[nodiscard]] AnchorWords anchor_words_of(const Xapian::Document& document);

/// Gives the document these anchor words and no others; whether that changed it.
bool set_anchor_words(Xapian::Document& document, const AnchorWords& words);

}  // namespace izvor
