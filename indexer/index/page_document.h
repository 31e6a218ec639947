// A page as a Xapian document: its terms, values and stored form, as izvor/index_schema.h says.
//
// Pure functions: safe from any thread. A Document made on one thread may be handed whole to another.
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/extracted_page.h"
#include "izvor/page_version.h"
#include "izvor/stored_page.h"

namespace izvor {

/// The analyses of one page: its text and its title.
struct PageAnalysis {
  Analysis text;
  Analysis title;
};

/// Analyses the page's text and title; `out` reuses its memory.
void analyze_page(const Analyzer& analyzer, const ExtractedPage& page, PageAnalysis& out);

/// What is stored and shown of a page.
[[nodiscard]] StoredPage make_stored_page(const PageVersion& version, const ExtractedPage& page, const PageAnalysis& analysis);

/// The whole document; `stored` is what make_stored_page made of the same page, `anchor_terms` are those of its links.
[[nodiscard]] Xapian::Document make_document(const StoredPage& stored, const PageAnalysis& analysis,
                                             const std::vector<std::string>& anchor_terms = {});

/// Digest of what is kept beside the text: description, language, type, topics, dates, headings, links. The same text with
/// other facts is not a changed page, but its document is written anew.
[[nodiscard]] std::string facts_digest_of(const StoredPage& page, const std::vector<std::string>& anchor_terms = {});

/// A time as a value of the index: Unix seconds, sortable_serialise.
[[nodiscard]] std::string sortable_time(UtcTime time);

/// The marks of a text's words for snippets.
[[nodiscard]] std::vector<WordMark> word_marks(const Analysis& text);

}  // namespace izvor
